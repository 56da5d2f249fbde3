using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Clusters;

/// <summary>Finds the cluster that a command or a name means.</summary>
internal sealed class ClusterIndex
{
    private readonly Dictionary<AzureCommand, ManagedCluster> _byStep = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<(string Name, string Group), (AzureCommand First, ManagedCluster Cluster)> _byKey;
    private readonly ILookup<string, (AzureCommand First, ManagedCluster Cluster)> _byKeyName;
    private readonly ILookup<string, ManagedCluster> _byName;
    private readonly ILookup<string, ManagedCluster> _byId;

    public ClusterIndex(ImmutableArray<ManagedCluster> clusters)
    {
        Clusters = clusters;
        foreach (var cluster in clusters)
        {
            foreach (var step in cluster.Steps)
                _byStep.TryAdd(step.Command, cluster);
        }

        var keyed = clusters
            .Select(static cluster => (First: cluster.Steps.FirstOrDefault(static step => step.Command.IsAks)?.Command, Cluster: cluster))
            .Where(static pair => pair.First is not null)
            .Select(static pair => (Key: ClusterKey.Of(pair.First!), First: pair.First!, pair.Cluster))
            .Where(static item => item.Key is not null)
            .ToImmutableArray();
        _byKey = keyed.ToLookup(static item => (item.Key!.Name, GroupOf(item.Key.ResourceGroup)), static item => (item.First, item.Cluster));
        _byKeyName = keyed.ToLookup(static item => item.Key!.Name, static item => (item.First, item.Cluster), StringComparer.Ordinal);
        _byName = clusters.ToLookup(static cluster => cluster.Name, StringComparer.OrdinalIgnoreCase);
        _byId = clusters.ToLookup(static cluster => cluster.Id, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<ManagedCluster> Clusters { get; }

    /// <summary>The cluster a command works on, or null where none, or more than one, may be meant.</summary>
    public ManagedCluster? Find(AzureCommand command)
    {
        if (_byStep.TryGetValue(command, out var own))
            return own;
        if (ClusterKey.Of(command) is not { } key)
            return null;

        // An expression means the same only within one script.
        var meant = KeyedLike(key).Where(item => key.IsResolved || item.First.Invocation.Location.File == command.Invocation.Location.File).Select(static item => item.Cluster);
        var named = key.IsResolved ? _byName[key.DisplayName].Where(cluster => cluster.HasKnownName && IsSameGroup(key.DisplayGroup, cluster.ResourceGroup)) : [];
        return meant.Concat(named).Distinct(ReferenceEqualityComparer.Instance).Take(2).ToImmutableArray() is [ManagedCluster only] ? only : null;
    }

    /// <summary>Whose credentials a command fetches; null where the files do not tell.</summary>
    public ManifestDeployments.Target? TargetOf(AzureCommand command)
    {
        if (Find(command) is { } cluster)
            return new ManifestDeployments.Target(cluster, ClusterKey.Of(command) is { IsResolved: true } known ? known.DisplayName : cluster.Name);
        return ClusterKey.Of(command) is { IsResolved: true } key && !_byName.Contains(key.DisplayName)
            ? new ManifestDeployments.Target(null, key.DisplayName)
            : null;
    }

    /// <summary>The cluster with a name in a resource group; null where the files do not tell.</summary>
    public ManifestDeployments.Target? TargetOf(string group, string name)
    {
        var named = _byName[name].Where(cluster => cluster.HasKnownName && IsSameGroup(group, cluster.ResourceGroup)).Take(2).ToImmutableArray();
        return named is [var only] ? new ManifestDeployments.Target(only, name) : !_byName.Contains(name) ? new ManifestDeployments.Target(null, name) : null;
    }

    /// <summary>The cluster with an id or a name; null where none or several have it.</summary>
    public ManagedCluster? Find(string idOrName) =>
        _byId[idOrName].Concat(_byName[idOrName]).Distinct(ReferenceEqualityComparer.Instance).Take(2).ToImmutableArray() is [ManagedCluster only] ? only : null;

    /// <summary>The clusters whose first command has this key; a group that is not named may be any.</summary>
    private IEnumerable<(AzureCommand First, ManagedCluster Cluster)> KeyedLike(ClusterKey key) =>
        key.ResourceGroup is ClusterKey.Missing ? _byKeyName[key.Name] : _byKey[(key.Name, GroupOf(key.ResourceGroup))].Concat(_byKey[(key.Name, ClusterKey.Missing)]);

    private static string GroupOf(string group) => group.ToUpperInvariant();

    private static bool IsSameGroup(string one, string other) => one is ClusterKey.Missing || other is ClusterKey.Missing || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
