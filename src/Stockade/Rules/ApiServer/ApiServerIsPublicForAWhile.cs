using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;

namespace Stockade.Rules.ApiServer;

internal sealed class ApiServerIsPublicForAWhile : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ApiServerIsPublicForAWhile;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;
        if (cluster.ApiServer is not (ApiServerExposure.Private or ApiServerExposure.Restricted))
            return;

        var closing = cluster.Steps.LastOrDefault(step => step.Before.ApiServer is ApiServerExposure.Public && step.After.ApiServer == cluster.ApiServer);
        if (closing is null)
            return;

        // A declared cluster is open before any command.
        var opening = cluster.Steps.LastOrDefault(step => step.After.ApiServer is ApiServerExposure.Public);
        context.ReportDiagnostic(RuleDiagnostics.ApiServerIsPublicForAWhile(
            at: opening is null ? cluster.CommandLocation : ClusterReplay.WordsOf(opening.Command),
            new DiagnosticSubject { Cluster = cluster.Id },
            cluster: cluster.Name,
            related: [new RelatedLocation(ClusterReplay.WordsOf(closing.Command), "closed here")]));
    }
}
