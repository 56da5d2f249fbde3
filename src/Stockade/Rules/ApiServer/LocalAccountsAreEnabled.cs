using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class LocalAccountsAreEnabled : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.LocalAccountsAreEnabled;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;

        // Local accounts that are off without Entra ID are a fault of their own.
        if (cluster.Conditions.FirstOrDefault(condition => condition.Kind is ClusterConditionKind.NoAccounts) is { } none)
        {
            if (cluster.EntraId is Truth.False)
                Report(context, none.Location, none.Message);
            return;
        }

        if (cluster.LocalAccounts is not LocalAccounts.Enabled)
            return;

        var problem = cluster.EntraId is Truth.False
            ? "Entra ID is not enabled, and local accounts are the only way in"
            : "local accounts are enabled beside Entra ID";
        Report(context, cluster.State.LocalAccountsCause ?? cluster.CommandLocation, cluster.EntraId is Truth.Unknown ? "local accounts are enabled" : problem);
    }

    private static void Report(ClusterAnalysisContext context, Text.SourceLocation location, string problem) =>
        context.ReportDiagnostic(RuleDiagnostics.LocalAccountsAreEnabled(
            at: location,
            new DiagnosticSubject { Cluster = context.Cluster.Id },
            cluster: context.Cluster.Name,
            problem: problem));
}
