using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class ApiServerIsPublic : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ApiServerIsPublic;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;

        // Unknown is silent: a value we cannot read may be the very flag we miss.
        if (cluster.ApiServer != ApiServerExposure.Public)
            return;

        // The option that opened it has a rule of its own, which says so where it stands.
        if (cluster.Conditions.Any(condition => IsOwnRule(condition.Kind) && cluster.ApiServerCause is { } opening && opening.Span.Contains(condition.Location.Span)
            && opening.File == condition.Location.File))
            return;

        var subject = new DiagnosticSubject { Cluster = cluster.Id };
        if (cluster.ApiServerCause is not { } cause)
        {
            context.ReportDiagnostic(RuleDiagnostics.ApiServerIsPublic(
                at: cluster.CommandLocation,
                subject,
                cluster: cluster.Name,
                cause: $"neither {cluster.Vocabulary.Private} nor {cluster.Vocabulary.Ranges} is given"));
            return;
        }

        context.ReportDiagnostic(RuleDiagnostics.ApiServerIsPublic(
            at: cause,
            subject,
            cluster: cluster.Name,
            cause: $"{cause.Text} opens it",
            related: cause.Equals(cluster.CommandLocation) ? [] : [new RelatedLocation(cluster.CommandLocation, "the cluster")]));
    }

    private static bool IsOwnRule(ClusterConditionKind kind) =>
        kind is ClusterConditionKind.RangesCleared or ClusterConditionKind.RangesTooBroad or ClusterConditionKind.PrivateClusterReopened;
}
