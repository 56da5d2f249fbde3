using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Runs the commands on clusters that no command creates over the declarations of these clusters: <c>az aks update</c> after the deployment of a
/// template. Where a name leaves open which cluster is meant, what the commands touch is unknown.
/// </summary>
internal static class DeclaredClusterChanges
{
    /// <param name="scripted">The clusters that commands make or change.</param>
    /// <param name="declared">The clusters that files declare.</param>
    public static ImmutableArray<ManagedCluster> Apply(ImmutableArray<ManagedCluster> scripted, ImmutableArray<ManagedCluster> declared)
    {
        var changed = scripted.Where(static cluster => !cluster.IsCreatedHere).ToImmutableArray();
        if (changed.IsEmpty || declared.IsEmpty)
            return [.. scripted, .. declared];

        var meant = changed.Select(cluster => new Meant(cluster, FindMeant(cluster, declared))).ToImmutableArray();
        return
        [
            .. scripted.Where(cluster => !meant.Any(item => ReferenceEquals(item.Cluster, cluster) && item.IsCertain)),
            .. declared.Select(cluster => Change(cluster, [.. meant.Where(item => item.Clusters.Contains(cluster, ReferenceEqualityComparer.Instance))])),
        ];
    }

    private static ManagedCluster Change(ManagedCluster declared, ImmutableArray<Meant> changes)
    {
        var state = declared.State;
        var steps = ImmutableArray.CreateBuilder<ClusterStep>();
        foreach (var (cluster, isCertain) in changes.Select(static change => (change.Cluster, change.IsCertain)))
        {
            var replayed = Replay(cluster, declared.State, state);
            if (isCertain)
                steps.AddRange(replayed);
            if (replayed is [.., var last])
                state = isCertain ? last.After : ClusterState.Join(state, last.After);
        }

        if (ReferenceEquals(state, declared.State))
            return declared;
        var known = changes.FirstOrDefault(static change => change.IsCertain)?.Cluster;
        var group = declared.HasKnownGroup || known is null ? declared.ResourceGroup : known.ResourceGroup;
        var isServerChanged = state.Private != declared.State.Private || state.Ranges != declared.State.Ranges;
        return declared with
        {
            Id = $"{group}/{declared.Name}",
            ResourceGroup = group,
            State = state,
            Steps = steps.ToImmutable(),
            Operations = known?.Operations ?? [],
            Conditions = [.. declared.Conditions, .. ClusterConditions.Of(steps.ToImmutable())],
            ApiServer = isServerChanged ? state.ApiServer : declared.ApiServer,
            ApiServerCause = isServerChanged && steps.Count > 0 ? ClusterReplay.CauseOfExposure(steps.ToImmutable(), state) : declared.ApiServerCause,
        };
    }

    private static ImmutableArray<ClusterStep> Replay(ManagedCluster cluster, ClusterState declared, ClusterState state)
    {
        var steps = ImmutableArray.CreateBuilder<ClusterStep>();
        var key = KeyOf(cluster);
        foreach (var command in cluster.Steps.Select(static step => step.Command))
        {
            if (ResourceCommands.IsDeployment(command))
            {
                // It makes what the file declares; after other commands it may set that again.
                state = ClusterState.Join(declared, state);
                continue;
            }

            var applied = ClusterChange.Apply(state, command);
            var isCertain = !command.Invocation.Conditional && (command.IsAks || (key is not null && ResourceCommands.Reaches(command, key) is Truth.True));
            steps.Add(new ClusterStep(command, state, isCertain ? applied : ClusterState.Join(state, applied)));
            state = steps[^1].After;
        }

        return steps.ToImmutable();
    }

    /// <summary>The declared clusters that the commands on a cluster may mean.</summary>
    private static ImmutableArray<ManagedCluster> FindMeant(ManagedCluster cluster, ImmutableArray<ManagedCluster> declared)
    {
        if (KeyOf(cluster) is not { } key)
            return [];
        var certain = declared.Where(other => Means(key, other) == Truth.True).ToImmutableArray();
        if (!certain.IsEmpty)
            return certain;

        // An expression may mean any cluster: one that is declared nearby, or the only one.
        var folder = RelativePath.FolderOf(cluster.Location.File.Path);
        return [.. declared.Where(other => Means(key, other) == Truth.Unknown && (declared.Length == 1 || IsRelated(folder, RelativePath.FolderOf(other.Location.File.Path))))];
    }

    private static Truth Means(ClusterKey key, ManagedCluster declared)
    {
        // What is not known of a group does not tell two names apart.
        if (key.ResourceGroup is not (ClusterKey.Missing or ['$', ..]) && declared.HasKnownGroup && !IsSame(key.DisplayGroup, declared.ResourceGroup))
            return Truth.False;
        if (!key.HasKnownName || !declared.HasKnownName)
            return Truth.Unknown;
        return IsSame(key.DisplayName, declared.Name) ? Truth.True : Truth.False;
    }

    private static ClusterKey? KeyOf(ManagedCluster cluster) =>
        cluster.Steps.Where(static step => step.Command.IsAks).Select(static step => ClusterKey.Of(step.Command)).FirstOrDefault();

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsRelated(string folder, string other) => IsWithin(folder, other) || IsWithin(other, folder);

    private static bool IsWithin(string folder, string other) =>
        other.Length == 0 || folder == other || (folder.StartsWith(other, StringComparison.Ordinal) && folder[other.Length] == '/');

    /// <summary>What the commands on a cluster may mean; certainly where it is one, by its name.</summary>
    private sealed record Meant(ManagedCluster Cluster, ImmutableArray<ManagedCluster> Clusters)
    {
        public bool IsCertain => Clusters is [var only] && KeyOf(Cluster) is { } key && Means(key, only) == Truth.True;
    }
}
