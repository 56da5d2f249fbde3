using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Rules.Ingress;

internal sealed class NamespaceHasNoDefaultDeny : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NamespaceHasNoDefaultDeny;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        // Scopes share files: a workload is told of once, in the first that leaves it open.
        var told = new HashSet<(SourceLocation, string)>();
        foreach (var subject in context.Namespaces)
            AnalyzeNamespace(subject, workload => told.Add((workload.Object.NameLocation, workload.Namespace)));
    }

    private static void AnalyzeNamespace(NamespaceAnalysisContext context, Func<Workload, bool> isNew)
    {
        Workload[] open =
        [
            .. context.Workloads
                .Where(workload => context.GetPolicyVerdicts(workload).Ingress is { Answer: IngressExposure.OpenWorld, Reason: VerdictReason.NotIsolated })
                .Where(isNew),
        ];
        if (open.Length == 0)
            return;

        context.ReportDiagnostic(RuleDiagnostics.NamespaceHasNoDefaultDeny(
            at: open[0].Object.NameLocation,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Workloads = [.. open.Select(static workload => workload.Id)] },
            workloads: SubjectPhrase.Workloads(open),
            @namespace: context.Namespace.Name,
            related: [.. open.Skip(1).Select(static workload => new RelatedLocation(workload.Object.NameLocation, "not isolated either"))]));
    }
}
