using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;

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

        var subject = new DiagnosticSubject { Cluster = cluster.Id };
        if (cluster.ApiServerCause is not { } cause)
        {
            context.ReportDiagnostic(RuleDiagnostics.ApiServerIsPublic(
                at: cluster.CommandLocation,
                subject,
                cluster: cluster.Name,
                cause: "neither --enable-private-cluster nor --api-server-authorized-ip-ranges is given"));
            return;
        }

        context.ReportDiagnostic(RuleDiagnostics.ApiServerIsPublic(
            at: cause,
            subject,
            cluster: cluster.Name,
            cause: $"{cause.Text} opens it",
            related: cause.Equals(cluster.CommandLocation) ? [] : [new RelatedLocation(cluster.CommandLocation, "the cluster")]));
    }
}
