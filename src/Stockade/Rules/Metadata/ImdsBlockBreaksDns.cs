using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Metadata;

internal sealed class ImdsBlockBreaksDns : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ImdsBlockBreaksDns;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var cut =
            from workload in context.Workloads
            where workload.HostNetwork == Truth.False
            let exception = LocalDns.FindCut(context.Model, context.Scope, workload)
            where exception is not null
            group workload by exception;

        foreach (var group in cut)
        {
            var policy = group.Key.Policy;
            Workload[] workloads = [.. group];
            context.ReportDiagnostic(RuleDiagnostics.ImdsBlockBreaksDns(
                at: group.Key.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Policy = policy.Id, Cause = group.Key.Path },
                except: group.Key.Location.Text,
                policy: policy.Name,
                workloads: SubjectPhrase.Workloads(workloads),
                server: LocalDns.ServersOf(context.Scope, workloads[0])[0].ToString(),
                related: [.. workloads.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "cannot resolve names"))]));
        }
    }
}
