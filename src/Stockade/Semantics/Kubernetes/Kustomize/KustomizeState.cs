using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>What has been gathered while a kustomization is built. A component works on what its user has gathered.</summary>
internal sealed class KustomizeState
{
    private HashSet<ResourceId>? _ids;

    public List<KustomizeResource> Resources { get; private set; } = [];

    /// <summary>Fields that files named by <c>configurations</c> add to the transformers.</summary>
    public List<(string Transformer, FieldSpec Field)> Fields { get; } = [];

    public List<KustomizeVariable> Variables { get; } = [];

    /// <summary>What was not read or done.</summary>
    public List<NotAnalyzed> Notes { get; } = [];

    /// <summary>The files of the kustomizations that took part.</summary>
    public List<string> Chain { get; } = [];

    /// <summary>True where objects may be missing.</summary>
    public bool MayHoldMore { get; set; }

    /// <summary>True where the objects may be changed in ways not known.</summary>
    public bool MayDiffer { get; set; }

    /// <summary>The first thing that makes kustomize give up.</summary>
    public NotAnalyzed? Failure { get; private set; }

    public void Fail(SourceLocation location, string message) => Failure ??= new NotAnalyzed(location, message);

    public void Fail(NotAnalyzed? failure) => Failure ??= failure;

    public void Append(KustomizeResource resource, SourceLocation from)
    {
        _ids ??= Resources.Select(static item => item.Id).ToHashSet();
        if (!_ids.Add(resource.Id))
            Fail(from, $"{resource.Id} is already there, and kustomize takes an object only once");
        Resources.Add(resource);
    }

    public void Replace(IEnumerable<KustomizeResource> resources)
    {
        Resources = [.. resources];
        _ids = null;
    }

    public void Transform(Func<KustomizeResource, KustomizeResource> change) => Replace(Resources.Select(change).ToList());

    /// <summary>Takes over what another kustomization has gathered.</summary>
    public void Merge(KustomizeState other, SourceLocation from)
    {
        Fail(other.Failure);
        foreach (var resource in other.Resources)
            Append(resource, from);
        Fields.AddRange(other.Fields);
        Variables.AddRange(other.Variables);
        Notes.AddRange(other.Notes);
        Chain.AddRange(other.Chain);
        MayHoldMore |= other.MayHoldMore;
        MayDiffer |= other.MayDiffer;
    }
}
