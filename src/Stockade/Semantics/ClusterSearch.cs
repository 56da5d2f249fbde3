using System.Collections.Immutable;

namespace Stockade.Semantics;

/// <summary>Finds clusters by what a user types: <c>resourceGroup/name</c> or a name. Azure compares both without case.</summary>
internal static class ClusterSearch
{
    /// <summary>The ids that the text names, sorted.</summary>
    public static ImmutableArray<string> Find(SemanticModel model, string typed) =>
        [.. model.Clusters.Where(cluster => Equal(cluster.Id, typed) || Equal(cluster.Name, typed)).Select(static cluster => cluster.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What may be typed for the clusters there are: their ids and names.</summary>
    public static ImmutableArray<string> Names(SemanticModel model) =>
        [.. model.Clusters.SelectMany(static cluster => new[] { cluster.Name, cluster.Id }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool Equal(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
