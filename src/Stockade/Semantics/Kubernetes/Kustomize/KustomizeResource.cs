using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>An object on its way through kustomizations, with the names it had: patches may use any of them.</summary>
internal sealed class KustomizeResource
{
    private readonly ImmutableArray<ResourceId> _previous;
    private readonly ImmutableArray<YamlScalar> _shared;
    private readonly ImmutableArray<KustomizeVariable> _variables;

    public KustomizeResource(YamlDocument document, YamlMapping node)
        : this(document, node, [], [], [])
    {
    }

    private KustomizeResource(YamlDocument document, YamlMapping node, ImmutableArray<ResourceId> previous, ImmutableArray<YamlScalar> shared, ImmutableArray<KustomizeVariable> variables)
    {
        Document = document;
        Node = node;
        Id = ResourceId.Of(node);
        _previous = previous;
        _shared = shared;
        _variables = variables;
    }

    /// <summary>The document the object was first written in.</summary>
    public YamlDocument Document { get; }

    public YamlMapping Node { get; }

    public ResourceId Id { get; }

    /// <summary>The identity before any kustomization changed it.</summary>
    public ResourceId OriginalId => _previous.IsEmpty ? Id : Renew(_previous[0]);

    /// <summary>All identities it had, the current one last.</summary>
    public IEnumerable<ResourceId> Ids => _previous.Select(Renew).Append(Id);

    public YamlMapping? Metadata => Node["metadata"] as YamlMapping;

    public YamlMapping? Labels => Metadata?["labels"] as YamlMapping;

    public YamlMapping? Annotations => Metadata?["annotations"] as YamlMapping;

    public KustomizeResource With(YamlMapping node)
    {
        if (ReferenceEquals(node, Node))
            return this;
        var (followed, shared) = _shared.IsEmpty ? (node, _shared) : SharedValues.Follow(Node, node, _shared);
        return new KustomizeResource(Document, followed, _previous, shared, _variables);
    }

    /// <summary>As <see cref="With"/>, where the whole object is written anew.</summary>
    public KustomizeResource Rewritten(YamlMapping node) => new(Document, node, _previous, [], _variables);

    /// <summary>The same object with values that stand in several of its fields as one: a change of one changes all.</summary>
    public KustomizeResource Share(IEnumerable<YamlScalar> values) => new(Document, Node, _previous, [.. _shared, .. values], _variables);

    /// <summary>The same object, whose fields a variable speaks of.</summary>
    public KustomizeResource Name(KustomizeVariable variable) => new(Document, Node, _previous, _shared, _variables.Add(variable));

    /// <summary>True where the variable speaks of this object, under whatever name it has now.</summary>
    public bool IsNamedBy(KustomizeVariable variable) => _variables.Contains(variable, ReferenceEqualityComparer.Instance);

    /// <summary>The same object, which can from now on be found under its present identity as well.</summary>
    public KustomizeResource Remember() => !_previous.IsEmpty && _previous[^1] == Id ? this : new KustomizeResource(Document, Node, _previous.Add(Id), _shared, _variables);

    // Only name, namespace and kind are kept; group and version are always those of the present.
    private ResourceId Renew(ResourceId id) => id with { Group = Id.Group, Version = Id.Version };
}
