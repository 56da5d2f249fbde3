using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PoliciesAreNotEnforced : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PoliciesAreNotEnforced;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;
        if (cluster.Engine != NetworkPolicyEngine.None)
            return;

        var policies = PoliciesFor(context);
        if (policies.IsEmpty)
            return;

        context.ReportDiagnostic(RuleDiagnostics.PoliciesAreNotEnforced(
            at: cluster.EngineCause ?? cluster.CommandLocation,
            new DiagnosticSubject { Cluster = cluster.Id },
            cluster: cluster.Name,
            policies: SubjectPhrase.Policies(policies),
            verb: policies.Length == 1 ? "has" : "have",
            related: [.. policies.Select(static policy => new RelatedLocation(policy.Object.NameLocation, "not enforced"))]));
    }

    /// <summary>A policy of a file that several scopes share counts once.</summary>
    private static ImmutableArray<Policy> PoliciesFor(ClusterAnalysisContext context) =>
    [
        .. context.Model.Scopes
            .Where(scope => scope.Cluster?.Id == context.Cluster.Id)
            .SelectMany(static scope => scope.Policies)
            .Where(static policy => !policy.IsRejected)
            .DistinctBy(static policy => policy.Object.NameLocation)
            .OrderBy(static policy => policy.Object.NameLocation, SourceLocationComparer.Instance),
    ];
}
