using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Runs the commands of all scripts over the clusters they name.</summary>
internal static class ClusterReplay
{
    private const string Create = "aks create";
    private const string Delete = "aks delete";

    // Commands that define or change a property here. The others belong to a cluster only where one of these makes it.
    private static readonly ImmutableSortedSet<string> s_defining =
    [
        Create, "aks update", "aks upgrade", "aks enable-addons", "aks disable-addons", "aks approuting enable", "aks approuting update",
        "aks approuting disable", "aks nodepool add", "aks nodepool update", "aks nodepool delete", "aks nodepool upgrade",
    ];

    private static readonly ImmutableSortedSet<string> s_accompanying =
    [
        Delete, "aks start", "aks stop", "aks scale", "aks rotate-certs", "aks update-credentials", "aks nodepool scale", "aks nodepool start",
        "aks nodepool stop", "aks oidc-issuer rotate-signing-keys",
    ];

    /// <param name="commands">All that <see cref="AzureCommandSequence"/> gives, those outside <c>az aks</c> included.</param>
    public static ImmutableArray<ManagedCluster> Replay(ImmutableArray<AzureCommand> commands)
    {
        var groups = new Dictionary<ClusterKey, List<ClusterOperation>>();
        var order = new List<ClusterKey>();
        var commandIndex = -1;
        for (var i = 0; i < commands.Length; i++)
        {
            var command = commands[i];
            commandIndex += command.IsAks ? 1 : 0;
            if (!command.Errors.IsEmpty || command.IsHelp || !(s_defining.Contains(command.Name) || s_accompanying.Contains(command.Name)))
                continue;
            if (ClusterKey.Of(command) is not { } key)
                continue;
            if (!groups.TryGetValue(key, out var operations))
            {
                groups.Add(key, operations = []);
                order.Add(key);
            }

            operations.Add(new ClusterOperation(i, command, key) { CommandIndex = commandIndex });
        }

        AddResourceCommands(commands, groups);
        return [.. order.SelectMany(key => Split(groups[key])).Select(Build).OfType<ManagedCluster>()];
    }

    /// <summary>What reaches a cluster by another way than <c>az aks</c>. By a name that is not known only clusters of the same script are meant.</summary>
    private static void AddResourceCommands(ImmutableArray<AzureCommand> commands, Dictionary<ClusterKey, List<ClusterOperation>> groups)
    {
        for (var i = 0; i < commands.Length; i++)
        {
            var command = commands[i];
            if (command.IsAks || command.IsHelp || !command.Errors.IsEmpty)
                continue;
            foreach (var (key, operations) in groups)
            {
                var isNear = operations.Exists(operation => operation.File == command.Invocation.Location.File);
                var reaches = ResourceCommands.Reaches(command, key);
                var isWide = reaches is Truth.Unknown || command.Name is "group delete" || ResourceCommands.IsDeployment(command);
                if (reaches is not Truth.False && (isNear || !isWide))
                    operations.Add(new ClusterOperation(i, command, operations[0].Key));
            }
        }

        foreach (var operations in groups.Values)
            operations.Sort(static (left, right) => left.Index.CompareTo(right.Index));
    }

    /// <summary>
    /// The clusters behind one name: one for each subscription that is shown, and one for each file where the name is an expression and
    /// several files create it.
    /// </summary>
    private static IEnumerable<ImmutableArray<ClusterOperation>> Split(List<ClusterOperation> operations) =>
        SplitBy(operations, operation => operation.Key.Subscription)
            .SelectMany(part => part[0].Key.IsResolved
                ? [part]
                : SplitBy(part, operation => part.Any(other => other.IsCreate && other.File == operation.File) ? operation.File.Path : null));

    // Operations that show no value belong to the only one there is, and are on their own where there are several.
    private static IEnumerable<ImmutableArray<ClusterOperation>> SplitBy(IEnumerable<ClusterOperation> operations, Func<ClusterOperation, string?> selector)
    {
        var all = operations.ToImmutableArray();
        var values = all.Select(selector).Where(value => value is not null).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return values.Length < 2
            ? [all]
            : all.GroupBy(selector, StringComparer.Ordinal).Select(group => group.ToImmutableArray());
    }

    private static ManagedCluster? Build(ImmutableArray<ClusterOperation> all)
    {
        var operations = RemoveDeleted(all);
        var creates = operations.Where(operation => operation.IsCreate).ToImmutableArray();
        var rest = operations.Where(operation => !operation.IsCreate).ToImmutableArray();
        if (!operations.Any(operation => s_defining.Contains(operation.Command.Name)))
            return null;

        var steps = new List<ClusterStep>();
        var state = ClusterState.Unknown;
        var standing = 0;
        for (var i = 0; i < creates.Length; i++)
        {
            var created = ClusterCreation.Apply(creates[i].Command);
            steps.Add(new ClusterStep(creates[i].Command, ClusterState.Unknown, created) { Stands = i == 0 });
            if (i == 0)
            {
                state = created;
            }
            else if (AreBranches(creates[standing], creates[i]))
            {
                steps[i] = steps[i] with { Stands = true };
                state = ClusterState.Join(state, created);
            }
            else if (Replaces(creates[i].Command, state, created))
            {
                steps[standing] = steps[standing] with { Stands = false };
                steps[i] = steps[i] with { Stands = true };
                (state, standing) = (created, i);
            }
        }

        foreach (var operation in rest)
        {
            // A deployment tells nothing of a cluster that is only made after it.
            var isEarly = creates.Any(create => create.File == operation.File && create.Index > operation.Index);
            if (isEarly && !operation.Command.IsAks)
                continue;

            // `az aks update … || az aks create …`: the update runs on a cluster of an earlier run, or fails.
            var applied = ClusterChange.Apply(state, operation.Command);
            var isCertain = !operation.Command.Invocation.Conditional && !isEarly && !IsByUnknownName(operation);
            var after = isCertain ? applied : ClusterState.Join(state, applied);
            steps.Add(new ClusterStep(operation.Command, state, after));
            state = after;
        }

        ImmutableArray<ClusterOperation> ordered = creates.IsEmpty ? rest : [creates[standing], .. creates.RemoveAt(standing), .. rest];
        return Describe(ordered, operations, [.. steps], state);
    }

    private static bool IsByUnknownName(ClusterOperation operation) =>
        !operation.Command.IsAks && ResourceCommands.Reaches(operation.Command, operation.Key) is not Truth.True;

    // Two branches of one script: which of them runs is not known, but hardly both.
    private static bool AreBranches(ClusterOperation first, ClusterOperation second) =>
        first.File == second.File && first.Command.Invocation.Conditional && second.Command.Invocation.Conditional;

    // A second create of one cluster is refused (aks-preview: "already exists") or replaces it (older versions of azure-cli put it again):
    // the weaker of the two is what may stand.
    private static bool Replaces(AzureCommand create, ClusterState before, ClusterState created) =>
        create.HasPreview is not Truth.True && created.IsWeakerThan(before);

    /// <summary>
    /// Drops what an unconditional delete ends: the commands before it in its script. A script of its own that deletes is another
    /// occasion and ends nothing.
    /// </summary>
    private static ImmutableArray<ClusterOperation> RemoveDeleted(ImmutableArray<ClusterOperation> operations)
    {
        var kept = operations;
        foreach (var delete in operations.Where(operation => operation.IsDelete && !operation.Command.Invocation.Conditional))
        {
            if (operations.Any(operation => operation.IsCreate && operation.File == delete.File && operation.Index < delete.Index))
                kept = [.. kept.Where(operation => operation.File != delete.File || operation.Index > delete.Index)];
        }

        return [.. kept.Where(operation => !operation.IsDelete)];
    }

    private static ManagedCluster Describe(
        ImmutableArray<ClusterOperation> ordered,
        ImmutableArray<ClusterOperation> operations,
        ImmutableArray<ClusterStep> steps,
        ClusterState state)
    {
        var first = ordered[0];
        var key = first.Key;
        return new ManagedCluster
        {
            Id = $"{key.DisplayGroup}/{key.DisplayName}",
            Name = key.DisplayName,
            ResourceGroup = key.DisplayGroup,
            Location = first.Command.Invocation.Location,
            CommandLocation = WordsOf(first.Command),
            IsCreatedHere = first.IsCreate,
            ApiServer = state.ApiServer,
            Operations = [.. InOrder(operations).Select(operation => operation.CommandIndex).OfType<int>()],
            Steps = steps,
            Conditions = ClusterConditions.Of(steps),
            State = state,
            ApiServerCause = CauseOfExposure(steps, state),
        };
    }

    // Creates come first, whatever the order of the files.
    private static IEnumerable<ClusterOperation> InOrder(ImmutableArray<ClusterOperation> operations) =>
        [.. operations.Where(operation => operation.IsCreate), .. operations.Where(operation => !operation.IsCreate)];

    // The last command that changed the exposure to what it is, and its option.
    public static SourceLocation? CauseOfExposure(ImmutableArray<ClusterStep> steps, ClusterState state)
    {
        var last = steps.LastOrDefault(step => step.Stands && step.Before.ApiServer != state.ApiServer && step.After.ApiServer == state.ApiServer) ?? steps[^1];
        if (!last.Command.IsAks)
            return last.After.RangesCause ?? last.After.PrivateCause ?? last.Command.Invocation.Location;
        return (last.Command.Find("--disable-private-cluster") ?? last.Command.Find("--api-server-authorized-ip-ranges")
            ?? last.Command.Find("--enable-private-cluster"))?.Extent;
    }

    /// <summary><c>az aks create</c>, where the words stand together in one file; else where the command runs.</summary>
    public static SourceLocation WordsOf(AzureCommand command)
    {
        var start = command.Invocation.Location;
        var count = command.Name.Count(character => character is ' ') + 1;
        if (command.Invocation.Words.Length < count)
            return start;
        var last = command.Invocation.Words[count - 1].Location;
        return last.File == start.File && last.Span.End > start.Span.Start && last.Span.End <= command.Invocation.Extent.Span.End
            ? start with { Span = TextSpan.FromBounds(start.Span.Start, last.Span.End) }
            : start;
    }
}
