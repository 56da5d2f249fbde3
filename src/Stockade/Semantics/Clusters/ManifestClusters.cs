using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The clusters that Kubernetes objects declare: Azure Service Operator, Cluster API for Azure and Crossplane.</summary>
internal sealed class ManifestClusters
{
    private readonly ImmutableArray<ClusterDeclaration>.Builder _clusters = ImmutableArray.CreateBuilder<ClusterDeclaration>();
    private readonly List<PoolDeclaration> _pools = [];
    private readonly ImmutableArray<(KubernetesObject Object, bool MayDiffer)> _objects;

    private ManifestClusters(ImmutableArray<(KubernetesObject Object, bool MayDiffer)> objects) => _objects = objects;

    public static bool IsInteresting(string kind) =>
        kind is ServiceOperatorReader.ClusterKind or ServiceOperatorReader.PoolKind
            or ClusterApiReader.ControlPlane or ClusterApiReader.ControlPlaneTemplate or ClusterApiReader.MachinePool or ClusterApiReader.MachinePoolTemplate
            or ClusterApiReader.AsoControlPlane or ClusterApiReader.AsoControlPlaneTemplate or ClusterApiReader.AsoMachinePool
            or ClusterApiReader.AsoMachinePoolTemplate
            or CrossplaneReader.ClusterKind or CrossplaneReader.PoolKind or CrossplaneReader.CompositionKind or ClusterClassPatches.Kind;

    /// <summary>True for an object that declares a cluster or a pool: it lives in the cluster that manages, not in the one it declares.</summary>
    public static bool Declares(YamlDocument document) =>
        document.Root is YamlMapping root && root["kind"] is YamlScalar kind && root["apiVersion"] is YamlScalar version
        && Reads(Group(version.Value), Version(version.Value), kind.Value);

    public static ImmutableArray<ClusterDeclaration> Read(ImmutableArray<YamlDocument> documents)
    {
        var objects = DeclaringObjects.Read(documents, static document => Declares(document))
            .Where(static item => Reads(item.Object.Group, item.Object.Version, item.Object.Kind) || item.Object.Kind is ClusterClassPatches.Kind);
        var reader = new ManifestClusters([.. objects]);
        foreach (var (item, mayDiffer) in reader._objects)
        {
            if (!Reads(item.Group, item.Version, item.Kind))
                continue;
            var first = reader._clusters.Count;
            reader.Add(item.Node, item.Group, item.Version, item.Kind, NameOf(item.Node, item.NameLocation, item.Name), []);
            for (var index = first; mayDiffer && index < reader._clusters.Count; index++)
                reader._clusters[index] = reader._clusters[index] with { IsComplete = false };
        }

        return [.. reader._clusters.Select(reader.WithPools)];
    }

    private static bool Reads(string group, string version, string kind) =>
        ServiceOperatorReader.Reads(group, version, kind) || ClusterApiReader.Reads(group, kind) || CrossplaneReader.Reads(group, kind);

    private void Add(YamlMapping node, string group, string version, string kind, DeclaredValue name, ImmutableArray<string> patched)
    {
        switch (kind)
        {
            case ServiceOperatorReader.ClusterKind:
                AddCluster(ServiceOperatorReader.ReadCluster(node, version, name, name.Location), name);
                break;
            case ServiceOperatorReader.PoolKind:
                _pools.Add(ServiceOperatorReader.ReadPool(node, name));
                break;
            case ClusterApiReader.ControlPlane or ClusterApiReader.ControlPlaneTemplate:
                AddCluster(ClusterApiReader.ReadCluster(node, kind, name, name.Location, _objects.Select(static item => item.Object)), name);
                break;
            case ClusterApiReader.MachinePool or ClusterApiReader.MachinePoolTemplate:
                _pools.Add(ClusterApiReader.ReadPool(node, kind, name));
                break;
            case CrossplaneReader.ClusterKind:
                AddCluster(CrossplaneReader.ReadCluster(node, name, name.Location, patched), name);
                break;
            case CrossplaneReader.PoolKind:
                _pools.Add(CrossplaneReader.ReadPool(node, name));
                break;
            case CrossplaneReader.CompositionKind:
                foreach (var (@base, baseName, paths) in CrossplaneReader.ReadBases(node))
                    AddEmbedded(@base, baseName, paths);
                break;
            default:
                foreach (var item in ClusterApiReader.ReadEmbedded(node, kind))
                    AddEmbedded(item, name: null, []);
                break;
        }
    }

    /// <summary>An object within another one. Those embed no further ones.</summary>
    private void AddEmbedded(YamlMapping node, YamlScalar? name, ImmutableArray<string> patched)
    {
        if (node["kind"] is not YamlScalar kind || node["apiVersion"] is not YamlScalar version || kind.Value is CrossplaneReader.CompositionKind
            || !Reads(Group(version.Value), Version(version.Value), kind.Value) || ClusterApiReader.Reads(Group(version.Value), kind.Value))
        {
            return;
        }

        // What a composition makes gets a generated name; the name in the composition stands for it.
        var own = (node["metadata"] as YamlMapping)?["name"] is YamlScalar { Value.Length: > 0 } scalar ? ManifestValues.Of(scalar) : null;
        own ??= DeclaredValue.Unknown((name ?? kind).Location, name?.Value ?? kind.Value);
        Add(node, Group(version.Value), Version(version.Value), kind.Value, own, patched);
    }

    private void AddCluster(ClusterDeclaration cluster, DeclaredValue name) => _clusters.Add(cluster with { ObjectName = name });

    /// <summary>A pool goes to the cluster it names; one that names none to the only cluster there is.</summary>
    private ClusterDeclaration WithPools(ClusterDeclaration cluster) => cluster with
    {
        Pools =
        [
            .. _pools.Where(pool => pool.Cluster is { IsUnknown: false } name
                ? name.Text == cluster.ObjectName?.Text || name.Text == cluster.Name.Text
                : _clusters.Count == 1),
        ],
    };

    private static DeclaredValue NameOf(YamlMapping node, SourceLocation location, string name) =>
        (node["metadata"] as YamlMapping)?["name"] is YamlScalar { Value.Length: > 0 } scalar
            ? ManifestValues.Of(scalar)
            : DeclaredValue.Unknown(location, name);

    private static string Group(string apiVersion) => apiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? apiVersion[..slash] : "";

    private static string Version(string apiVersion) => apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
