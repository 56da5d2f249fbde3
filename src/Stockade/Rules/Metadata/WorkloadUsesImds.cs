using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Metadata;

internal sealed class WorkloadUsesImds : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.WorkloadUsesImds;

    public override void Initialize(AnalysisContext context)
    {
        var allowed = context.Settings.MetadataUse.AllowedNamespaces;
        context.RegisterNamespaceAction(subject => AnalyzeNamespace(subject, allowed));
    }

    private static void AnalyzeNamespace(NamespaceAnalysisContext context, ImmutableArray<string> allowed)
    {
        if (allowed.Any(pattern => NamePattern.Matches(pattern, context.Namespace.Name)))
            return;

        foreach (var workload in context.Workloads)
        {
            var uses = MetadataUses.Find(workload).ToImmutableArray();
            if (uses.IsEmpty)
                continue;

            context.ReportDiagnostic(RuleDiagnostics.WorkloadUsesImds(
                at: uses[0].Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Workload = workload.Id },
                workload: SubjectPhrase.Workload(workload),
                @namespace: context.Namespace.Name,
                cause: uses[0].Phrase,
                related: [new RelatedLocation(workload.Object.NameLocation, "this workload"), .. uses.Skip(1).Select(static use => new RelatedLocation(use.Location, "here, too"))]));
        }
    }
}
