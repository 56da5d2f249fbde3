using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Rules.Ingress;

internal sealed class IngressAdmitsAllPorts : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IngressAdmitsAllPorts;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        var policy = context.Policy;
        var selected = context.Model.GetSelectedWorkloads(context.Scope, policy);
        if (selected.IsEmpty)
            return;

        // What is denied or passed on before may be a port. A policy whose selector has alternatives has its rules once for each.
        PolicyRule[] rules =
        [
            .. policy.ClausesIn(NetworkPolicyDialect.Kubernetes)
                .Select(static clause => clause.Ingress)
                .OfType<PolicyDirection>()
                .Where(static section => !section.IsUnknown)
                .SelectMany(static section => section.Rules.TakeWhile(static rule => rule.Action == TierAction.Allow))
                .Where(AdmitsAllPorts)
                .DistinctBy(static rule => rule.Location),
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

    // A rule that admits any source is the open door AKS3001 speaks of. Nodes reach their pods whatever a rule says of them.
    private static bool AdmitsAllPorts(PolicyRule rule) =>
        rule is { Action: TierAction.Allow, Ports: null, Peers: { } peers, IsPartlyUnknown: false }
        && peers.Any(static peer => peer.NamesPods || peer.IpBlock is not null)
        && !peers.Any(PolicyQuestions.AdmitsWorld);
}
