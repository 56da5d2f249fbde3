using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.ApiServer;

internal sealed class PrivateClusterIsUsedFromAHostedRunner : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PrivateClusterIsUsedFromAHostedRunner;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        foreach (var use in context.Model.PrivateClusterUses)
        {
            ImmutableArray<RelatedLocation> runner = use.Job.Job.RunnerLocation is { } location ? [new RelatedLocation(location, "a machine outside the network of the cluster")] : [];
            context.ReportDiagnostic(RuleDiagnostics.PrivateClusterIsUsedFromAHostedRunner(
                at: use.Tool.Location,
                new DiagnosticSubject { Cluster = use.Cluster.Id, Cause = use.Job.Job.RunnerName },
                tool: use.Tool.Program,
                cluster: use.Cluster.Name,
                runner: use.Job.Job.RunnerName,
                related: [.. runner, new RelatedLocation(use.Cluster.ApiServerCause ?? use.Cluster.Location, "the API server is private")]));
        }
    }
}
