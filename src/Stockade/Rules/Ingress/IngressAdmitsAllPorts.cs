using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class IngressAdmitsAllPorts : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IngressAdmitsAllPorts;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        if (context.Policy is not NetworkPolicy policy)
            return;

        var selected = context.Model.GetSelectedWorkloads(context.Scope, policy);
        if (selected.IsEmpty || policy.Ingress is not { IsUnknown: false } ingress)
            return;

        // A rule that admits any source is the open door AKS3001 speaks of.
        var open = PolicyQuestions.OpenWorldPeers(policy).Select(static peer => peer.Path).ToArray();
        PolicyRule[] rules =
        [
            .. ingress.Rules.Where(rule => rule is { Ports: null, Peers: not null }
                && !rule.IsPartlyUnknown
                && !open.Any(path => path.StartsWith($"{rule.Path}.", StringComparison.Ordinal))),
        ];
        if (rules.Length == 0)
            return;

        context.ReportDiagnostic(RuleDiagnostics.IngressAdmitsAllPorts(
            at: rules[0].Location,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = rules[0].Path },
            policy: policy.Name,
            workloads: SubjectPhrase.Workloads(selected),
            related: [.. rules.Skip(1).Select(static rule => new RelatedLocation(rule.Location, "names no port either"))]));
    }
}
