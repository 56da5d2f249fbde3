using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Selects objects by identity, exactly: what is not given is any (ResId.IsSelectedBy). Label queries come on top.</summary>
internal sealed class IdSelector
{
    private readonly string _group;
    private readonly string _version;
    private readonly string _kind;
    private readonly string _name;
    private readonly string _namespace;
    private readonly LabelQuery? _labels;
    private readonly LabelQuery? _annotations;

    public IdSelector(YamlMapping node)
    {
        string Text(string name) => node[name] is YamlScalar { IsNull: false } scalar ? scalar.Value : string.Empty;
        (_group, _version, _kind, _name, _namespace) = (Text("group"), Text("version"), Text("kind"), Text("name"), Text("namespace"));
        IsEmpty = $"{_group}{_version}{_kind}{_name}{_namespace}".Length == 0;
        IsByLabels = $"{Text("labelSelector")}{Text("annotationSelector")}".Length > 0;
        _labels = LabelQuery.Parse(Text("labelSelector"));
        _annotations = LabelQuery.Parse(Text("annotationSelector"));
        if (_labels is null || _annotations is null)
            Failure = new NotAnalyzed(Spans.SmallestOf(node, node.Location), "the label selector cannot be read");
    }

    /// <summary>True where no part of the identity is given.</summary>
    public bool IsEmpty { get; }

    public bool IsByLabels { get; }

    public NotAnalyzed? Failure { get; }

    public bool HasLabels(KustomizeResource resource) => _labels!.Matches(resource.Labels) && _annotations!.Matches(resource.Annotations);

    public bool Selects(ResourceId id) =>
        (_name.Length == 0 || _name == id.Name)
        && (_namespace.Length == 0 || _namespace == id.Namespace)
        && (_group.Length == 0 || _group == id.Group)
        && (_version.Length == 0 || _version == id.Version)
        && (_kind.Length == 0 || _kind == id.Kind);
}
