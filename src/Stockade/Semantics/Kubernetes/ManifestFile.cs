using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A file with the objects it holds. An object given twice in one file counts once, as its last: what <c>kubectl apply</c> leaves behind.</summary>
internal sealed record ManifestFile(string Path, bool IsStandardInput, ImmutableArray<KubernetesObject> Objects)
{
    /// <summary>True where the file holds what others depend on but no workload: policies and namespaces.</summary>
    public bool HasNoWorkload => !Objects.Any(static item => WorkloadKind.Find(item.Group, item.Kind) is not null);

    public static ManifestFile Create(string path, bool isStandardInput, IEnumerable<KubernetesObject> objects)
    {
        var all = objects.ToList();
        var last = new Dictionary<ObjectIdentity, KubernetesObject>();
        foreach (var item in all)
            last[ObjectIdentity.Of(item)] = item;
        return new ManifestFile(
            path,
            isStandardInput,
            [.. all.Where(item => !ObjectIdentity.Of(item).IsKnown || ReferenceEquals(last[ObjectIdentity.Of(item)], item))]);
    }
}
