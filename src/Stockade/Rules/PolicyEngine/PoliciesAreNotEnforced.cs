using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PoliciesAreNotEnforced : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PoliciesAreNotEnforced;

    public override void Initialize(AnalysisContext context) => context.RegisterScopeAction(AnalyzeScope);

    private static void AnalyzeScope(ScopeAnalysisContext context)
    {
        if (context.Scope.Cluster is not { Engine: NetworkPolicyEngine.None } cluster)
            return;

        // A rejected policy has no effect with any engine.
        var policies = context.Scope.Policies
            .Where(static policy => !policy.IsRejected)
            .OrderBy(static policy => policy.Object.NameLocation, SourceLocationComparer.Instance)
            .ToImmutableArray();
        if (policies.IsEmpty)
            return;

        var at = cluster.EngineCause ?? cluster.CommandLocation;
        context.ReportDiagnostic(RuleDiagnostics.PoliciesAreNotEnforced(
            at: at,
            new DiagnosticSubject { Scope = context.Scope.Name, Cluster = cluster.Id },
            cluster: cluster.Name,
            policies: SubjectPhrase.Policies(policies),
            verb: policies.Length == 1 ? "has" : "have",
            related:
            [
                .. at.Equals(cluster.CommandLocation) ? [] : (RelatedLocation[])[new RelatedLocation(cluster.CommandLocation, "the cluster")],
                .. policies.Select(static policy => new RelatedLocation(policy.Object.NameLocation, "not enforced")),
            ],
            severity: cluster.IsManagedElsewhere ? DiagnosticSeverity.Info : null));
    }
}
