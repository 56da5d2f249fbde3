using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PolicyEngineIsMissing : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyEngineIsMissing;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;
        if (cluster.Engine != NetworkPolicyEngine.None)
            return;

        var subject = new DiagnosticSubject { Cluster = cluster.Id };
        if (cluster.EngineCause is not { } cause)
        {
            // AKS installs no engine by default (az aks create, --network-policy: "Defaults to none").
            context.ReportDiagnostic(RuleDiagnostics.PolicyEngineIsMissing(
                at: cluster.CommandLocation,
                subject,
                cluster: cluster.Name,
                cause: $"neither {cluster.Vocabulary.Policy} nor {cluster.Vocabulary.Cilium} is given, and the default is none"));
            return;
        }

        context.ReportDiagnostic(RuleDiagnostics.PolicyEngineIsMissing(
            at: cause,
            subject,
            cluster: cluster.Name,
            cause: $"{cause.Text} leaves it without an engine",
            related: [new RelatedLocation(cluster.CommandLocation, "the cluster")]));
    }
}
