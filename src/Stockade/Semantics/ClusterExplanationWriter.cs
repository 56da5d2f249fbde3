using System.Globalization;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>Says in words, command by command, how a cluster came to its state.</summary>
internal sealed class ClusterExplanationWriter
{
    private readonly SemanticModel _model;
    private readonly ManagedCluster _cluster;
    private readonly TextWriter _writer;

    private ClusterExplanationWriter(SemanticModel model, ManagedCluster cluster, TextWriter writer)
    {
        _model = model;
        _cluster = cluster;
        _writer = writer;
    }

    /// <summary>Explains every cluster with the id: one name may stand for several, in other subscriptions.</summary>
    public static void Write(SemanticModel model, string id, TextWriter writer)
    {
        var isFirst = true;
        foreach (var cluster in model.Clusters.Where(cluster => string.Equals(cluster.Id, id, StringComparison.Ordinal)))
        {
            if (!isFirst)
                writer.Write('\n');
            isFirst = false;
            new ClusterExplanationWriter(model, cluster, writer).WriteCluster();
        }
    }

    private void WriteCluster()
    {
        Line(0, $"Cluster '{_cluster.Name}' in resource group '{_cluster.ResourceGroup}' ({_cluster.Location})");
        if (!_cluster.IsCreatedHere)
            Line(1, "No command here creates it, so what no command sets is unknown.");
        _writer.Write('\n');
        for (var index = 0; index < _cluster.Steps.Length; index++)
            WriteStep(index + 1, _cluster.Steps[index]);

        _writer.Write('\n');
        Line(0, "In the end");
        foreach (var property in PropertiesOf(_cluster.State))
            Line(1, $"{property.Name}: {property.Value}{Place(property.Cause)}");
        foreach (var scope in _model.Scopes.Where(scope => ReferenceEquals(scope.Cluster, _cluster)))
            Line(1, $"manifests of scope {scope.Name} are taken to be deployed to it: it is the only cluster here");
    }

    private void WriteStep(int number, ClusterStep step)
    {
        var invocation = step.Command.Invocation;
        var condition = invocation.Conditional ? ", which may not run" : string.Empty;
        Line(1, string.Create(CultureInfo.InvariantCulture, $"{number}. az {step.Command.Name} ({invocation.Location}){condition}"));
        if (!step.Command.Complete)
            Line(2, "further words that cannot be read may follow, so what it does not name is unknown");

        var before = PropertiesOf(step.Before);
        var after = PropertiesOf(step.After);
        var isChanged = false;
        for (var index = 0; index < after.Length; index++)
        {
            if (before[index].Value == after[index].Value)
                continue;
            isChanged = true;
            var from = number == 1 ? string.Empty : $"{before[index].Value} -> ";
            Line(2, $"{after[index].Name}: {from}{after[index].Value}{Place(OptionOf(step.Command, after[index].Cause))}");
        }

        if (!isChanged)
            Line(2, "changes none of what is told here");
        foreach (var item in _cluster.Conditions.Where(item => item.Kind is not AzureCli.Conditions.ClusterConditionKind.RangesGiven && ReferenceEquals(item.Command, step.Command)))
            Line(2, $"! {item.Message} ({item.Location})");
    }

    private static (string Name, string Value, SourceLocation? Cause)[] PropertiesOf(ClusterState state) =>
    [
        ("API server", ModelWords.Of(state.ApiServer), null),
        ("private cluster", ModelWords.Of(state.Private), state.PrivateCause),
        ("authorized ranges", RangesOf(state.Ranges), state.RangesCause),
        ("network policy engine", ModelWords.Of(state.Engine), state.EngineCause),
        ("IMDS restriction", ModelWords.Of(state.Imds), state.ImdsCause),
        ("Entra ID", ModelWords.Of(state.EntraId), state.EntraIdCause),
        ("local accounts", ModelWords.Of(state.LocalAccounts), state.LocalAccountsCause),
    ];

    private static string RangesOf(AuthorizedIpRanges ranges) => ranges.IsKnown switch
    {
        Truth.True => string.Join(", ", ranges.Ranges),
        Truth.False => "none",
        _ => "unknown",
    };

    /// <summary>The place of an option, if it is one of this command: a cause of an earlier one explains no change.</summary>
    private static SourceLocation? OptionOf(AzureCommand command, SourceLocation? cause) =>
        command.Options.Values.Any(option => option.Extent == cause || option.Values.Any(value => value.Location == cause)) ? cause : null;

    private static string Place(SourceLocation? location) => location is { } place ? $" ({place})" : string.Empty;

    private void Line(int depth, string text) => ExplanationLine.Write(_writer, depth, text);
}
