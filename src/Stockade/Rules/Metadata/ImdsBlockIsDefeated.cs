using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Metadata;

internal sealed class ImdsBlockIsDefeated : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ImdsBlockIsDefeated;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var defeated =
            from workload in context.Workloads
            let verdict = context.GetPolicyVerdicts(workload).Imds
            where verdict.IsBlockDefeated
            let opener = verdict.Evidence.First(static evidence => evidence.Effect == EvidenceEffect.Allows)
            let block = verdict.Evidence.First(static evidence => evidence.Effect == EvidenceEffect.Denies)
            group workload by (block, opener);

        foreach (var group in defeated)
        {
            var (block, opener) = group.Key;
            var isDenied = !IpBlockException.IsPath(block.Path);
            var isSamePolicy = opener.Policy == block.Policy;
            context.ReportDiagnostic(RuleDiagnostics.ImdsBlockIsDefeated(
                at: opener.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Policy = opener.Policy.Id, Cause = $"{opener.Path} {block.Policy.Id}", Workloads = [.. group.Select(static workload => workload.Id)] },
                policy: block.Policy.Name,
                deed: isDenied ? "denies 169.254.169.254" : "takes 169.254.169.254 out",
                opener: isSamePolicy ? $"its own {opener.Path}" : $"policy '{opener.Policy.Name}'",
                order: isDenied ? "first" : "again",
                workloads: SubjectPhrase.Workloads([.. group]),
                related:
                [
                    new RelatedLocation(block.Location, isDenied ? "denied here" : "taken out here"),
                    .. group.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "can reach 169.254.169.254:80")),
                ]));
        }
    }
}
