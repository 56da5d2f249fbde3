using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>Flags for <c>az aks create</c>. They change what is built in Azure, and more than a model knows, so they are applied only on demand.</summary>
internal static class ScriptFixes
{
    public static IEnumerable<FixCandidate> ProposeApiServer(RuleDiagnostic diagnostic, SemanticModel model)
    {
        if (CreationOf(diagnostic, model) is { } create && create.Location.Equals(diagnostic.Location))
            yield return AddWords(create.Location, "--enable-private-cluster", "Make the API server private");
    }

    public static IEnumerable<FixCandidate> ProposeEngine(RuleDiagnostic diagnostic, SemanticModel model)
    {
        if (CreationOf(diagnostic, model) is not { } create)
            yield break;
        var isAzure = string.Equals(create.Command.Find("--network-plugin")?.Value?.Value, "azure", StringComparison.OrdinalIgnoreCase);
        foreach (var words in (string[])[isAzure ? "--network-dataplane cilium" : "--network-plugin azure --network-plugin-mode overlay --network-dataplane cilium", "--network-policy calico"])
        {
            const string Title = "Let the cluster enforce network policies";
            if (create.Location.Equals(diagnostic.Location))
                yield return AddWords(create.Location, words, Title);
            else if (diagnostic.Location.Text.StartsWith("--network-policy", StringComparison.Ordinal))
                yield return new FixCandidate(new Fix(Title, [new TextEdit(diagnostic.Location, words)]) { IsUnsafe = true }, FixGoal.Meaning);
        }
    }

    /// <summary>The command that makes the cluster, where it is written out as <c>az aks create</c>.</summary>
    private static (AzureCommand Command, SourceLocation Location)? CreationOf(RuleDiagnostic diagnostic, SemanticModel model)
    {
        var cluster = model.Clusters.FirstOrDefault(cluster => cluster.Id == diagnostic.Subject.Cluster);
        var create = cluster?.Steps.Select(static step => step.Command).FirstOrDefault(static command => command.Name == "aks create");
        return create is not null && cluster!.CommandLocation is { File: not null } place && place.Text.EndsWith("create", StringComparison.Ordinal) ? (create, place) : null;
    }

    private static FixCandidate AddWords(SourceLocation command, string words, string title) =>
        new(new Fix(title, [new TextEdit(command.File.At(command.Span.End, command.Span.End), " " + words)]) { IsUnsafe = true }, FixGoal.Meaning);
}
