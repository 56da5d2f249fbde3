using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class PeersAreAlternatives : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PeersAreAlternatives;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        if (context.Policy is not NetworkPolicy { IsRejected: false } policy)
            return;

        foreach (var rule in Rules(policy.Ingress).Concat(Rules(policy.Egress)))
        {
            var peers = rule.Peers ?? [];
            for (var index = 1; index < peers.Length; index++)
                AnalyzePair(context, peers[index - 1], peers[index]);
        }
    }

    private static IEnumerable<PolicyRule> Rules(PolicyDirection? direction) => direction?.Rules ?? [];

    private static void AnalyzePair(PolicyAnalysisContext context, PolicyPeer first, PolicyPeer second)
    {
        if (first is not { NamespaceSelector: { IsPartlyUnknown: false } namespaces, PodSelector: null })
            return;
        if (second is not { PodSelector: { IsEmpty: false, IsPartlyUnknown: false } pods, NamespaceSelector: null })
            return;

        // The second item is meant as an alternative where it names pods of its own namespace that the first does not cover.
        if (!namespaces.IsEmpty && !NamesNobodyHere(context, pods))
            return;

        context.ReportDiagnostic(RuleDiagnostics.PeersAreAlternatives(
            at: second.Location,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Policy.Namespace, Policy = context.Policy.Id, Cause = second.Path },
            policy: context.Policy.Name,
            effect: namespaces.IsEmpty ? "the item before it already admits every pod of every namespace" : $"no workload of namespace '{context.Policy.Namespace}' has these labels",
            related: [new RelatedLocation(first.Location, "every pod of these namespaces")]));
    }

    private static bool NamesNobodyHere(PolicyAnalysisContext context, LabelSelector pods)
    {
        var here = context.Scope.Workloads.Where(workload => string.Equals(workload.Namespace, context.Policy.Namespace, StringComparison.Ordinal)).ToArray();
        return here.Length > 0 && here.All(workload => pods.Matches(workload.PodLabels) == Truth.False);
    }
}
