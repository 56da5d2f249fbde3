using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The clusters that files declare.</summary>
internal static class DeclaredClusters
{
    /// <summary>True for a document that declares clusters or belongs to such a declaration. The manifests of a cluster are others.</summary>
    public static bool Reads(YamlDocument document) =>
        document.File.Kind is FileKind.Json && ArmFiles.IsArm(document) || ManifestClusters.Declares(document);

    /// <summary>The clusters as <paramref name="commands"/> deploy them, in the order of their places. Two declarations of one name and group are one cluster, and what differs is unknown.</summary>
    public static ImmutableArray<ManagedCluster> Read(ImmutableArray<YamlDocument> documents, ImmutableArray<AzureCommand> commands)
    {
        var declared = ArmFiles.Read([.. documents.Where(static document => document.File.Kind is FileKind.Json)], commands)
            .Concat(ManifestClusters.Read(documents))
            .OrderBy(static cluster => cluster.Location, SourceLocationComparer.Instance)
            .Select(static cluster => (Key: KeyOf(cluster), Cluster: DeclaredClusterReader.Read(cluster)));
        return [.. declared.GroupBy(static item => item.Key).Select(static group => group.Select(static item => item.Cluster).Aggregate(Join))];
    }

    // A name that is an expression means a cluster of its own wherever it stands.
    private static (string Group, string Name, SourceLocation? Place) KeyOf(ClusterDeclaration cluster) =>
        cluster.Name.IsUnknown || cluster.ResourceGroup is null or { IsUnknown: true }
            ? ("", "", cluster.Location)
            : (cluster.ResourceGroup.Text.ToUpperInvariant(), cluster.Name.Text.ToUpperInvariant(), null);

    private static ManagedCluster Join(ManagedCluster first, ManagedCluster second)
    {
        var state = ClusterState.Join(first.State, second.State);
        return first with
        {
            State = state,
            ApiServer = first.ApiServer == second.ApiServer ? first.ApiServer : ApiServerExposure.Unknown,
            Conditions = [.. first.Conditions, .. second.Conditions],
        };
    }
}
