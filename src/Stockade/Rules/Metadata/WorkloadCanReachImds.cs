using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Rules.Metadata;

internal sealed class WorkloadCanReachImds : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.WorkloadCanReachImds;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        // Scopes share files: a workload is told of once for each cause.
        var told = new HashSet<(SourceLocation, string, SourceLocation?)>();
        foreach (var subject in context.Namespaces)
            AnalyzeNamespace(subject, (workload, opener) => told.Add((workload.Object.NameLocation, workload.Namespace, opener?.Location)));
    }

    private static void AnalyzeNamespace(NamespaceAnalysisContext context, Func<Workload, VerdictEvidence?, bool> isNew)
    {
        var reachable =
            from workload in context.Workloads
            let verdict = context.GetPolicyVerdicts(workload).Imds
            where verdict.Answer == ImdsReachability.Reachable

            // AKS4003 speaks of the host network, AKS4002 of blocks that another rule undoes.
            where verdict.Reason != VerdictReason.HostNetwork
            where !verdict.IsBlockDefeated
            let opener = verdict.Evidence.FirstOrDefault(static evidence => evidence.Effect == EvidenceEffect.Allows)
            where isNew(workload, opener)
            group (Workload: workload, verdict.Because) by opener;

        foreach (var group in reachable)
            Report(context, group.Key, [.. group]);
    }

    private static void Report(NamespaceAnalysisContext context, VerdictEvidence? opener, (Workload Workload, string Because)[] reachable)
    {
        var related = reachable.Select(static item => new RelatedLocation(item.Workload.Object.NameLocation, "can reach 169.254.169.254:80"));
        context.ReportDiagnostic(RuleDiagnostics.WorkloadCanReachImds(
            at: opener?.Location ?? reachable[0].Workload.Object.NameLocation,
            new DiagnosticSubject
            {
                Scope = context.Scope.Name,
                Namespace = context.Namespace.Name,
                Policy = opener?.Policy.Id,
                Cause = opener?.Path,
                Workloads = [.. reachable.Select(static item => item.Workload.Id)],
            },
            workloads: SubjectPhrase.Workloads([.. reachable.Select(static item => item.Workload)]),
            @namespace: context.Namespace.Name,
            cause: opener is not null ? reachable[0].Because : $"no policy isolates {(reachable.Length == 1 ? "it" : "them")} for egress",
            related: [.. opener is not null ? related : related.Skip(1)]));
    }
}
