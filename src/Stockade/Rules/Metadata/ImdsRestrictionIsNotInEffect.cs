using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Text;

namespace Stockade.Rules.Metadata;

internal sealed class ImdsRestrictionIsNotInEffect : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ImdsRestrictionIsNotInEffect;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;
        foreach (var condition in cluster.Conditions.Where(condition => condition.Kind is ClusterConditionKind.ImdsRestrictionRejected))
            Report(context, condition.Location, condition.Message, condition.Other, "the other half");

        if (cluster.ImdsRestriction is ImdsRestriction.Pending && cluster.State.ImdsCause is { } pending)
            Report(context, pending, "no node gets a new image after it", other: null, "");

        foreach (var step in cluster.Steps)
        {
            if (step.Before.Imds is ImdsRestriction.On or ImdsRestriction.Pending && step.Command.Find("--disable-imds-restriction") is { } disable)
                Report(context, disable.Location, "it is taken away again", step.Before.ImdsCause, "enabled here");
        }
    }

    private static void Report(ClusterAnalysisContext context, SourceLocation location, string problem, SourceLocation? other, string because) =>
        context.ReportDiagnostic(RuleDiagnostics.ImdsRestrictionIsNotInEffect(
            at: location,
            new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = problem },
            cluster: context.Cluster.Name,
            problem: problem,
            related: other is { } place ? [new RelatedLocation(place, because)] : []));
}
