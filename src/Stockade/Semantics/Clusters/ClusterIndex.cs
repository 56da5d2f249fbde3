using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Clusters;

/// <summary>Finds the cluster that a command or a name means.</summary>
internal sealed class ClusterIndex(ImmutableArray<ManagedCluster> clusters)
{
    public ImmutableArray<ManagedCluster> Clusters { get; } = clusters;

    /// <summary>The cluster a command works on, or null where none, or more than one, may be meant.</summary>
    public ManagedCluster? Find(AzureCommand command)
    {
        if (Clusters.FirstOrDefault(cluster => cluster.Steps.Any(step => ReferenceEquals(step.Command, command))) is { } own)
            return own;
        if (ClusterKey.Of(command) is not { } key)
            return null;

        // An expression means the same only within one script.
        var candidates = Clusters.Where(cluster => IsMeant(key, command, cluster) || (key.IsResolved && cluster.HasKnownName && Matches(key, cluster)));
        return candidates.Take(2).ToImmutableArray() is [var only] ? only : null;
    }

    /// <summary>Whose credentials a command fetches; null where the files do not tell.</summary>
    public ManifestDeployments.Target? TargetOf(AzureCommand command)
    {
        if (Find(command) is { } cluster)
            return new ManifestDeployments.Target(cluster, ClusterKey.Of(command) is { IsResolved: true } known ? known.DisplayName : cluster.Name);
        return ClusterKey.Of(command) is { IsResolved: true } key && !Clusters.Any(other => Same(other.Name, key.DisplayName))
            ? new ManifestDeployments.Target(null, key.DisplayName)
            : null;
    }

    /// <summary>The cluster with an id or a name; null where none or several have it.</summary>
    public ManagedCluster? Find(string idOrName) =>
        Clusters.Where(cluster => Same(cluster.Id, idOrName) || Same(cluster.Name, idOrName)).Take(2).ToImmutableArray() is [var only] ? only : null;

    private static bool IsMeant(ClusterKey key, AzureCommand command, ManagedCluster cluster) =>
        cluster.Steps.FirstOrDefault(static step => step.Command.IsAks)?.Command is { } first
        && ClusterKey.Of(first) is { } other
        && Matches(key, other)
        && (key.IsResolved || first.Invocation.Location.File == command.Invocation.Location.File);

    private static bool Matches(ClusterKey key, ClusterKey other) => key.Name == other.Name && IsSameGroup(key.ResourceGroup, other.ResourceGroup);

    private static bool Matches(ClusterKey key, ManagedCluster cluster) => Same(key.DisplayName, cluster.Name) && IsSameGroup(key.DisplayGroup, cluster.ResourceGroup);

    private static bool IsSameGroup(string one, string other) => one is ClusterKey.Missing || other is ClusterKey.Missing || Same(one, other);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
