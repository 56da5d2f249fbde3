using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyOrderIsUndefined : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyOrderIsUndefined;

    public override void Initialize(AnalysisContext context) => context.RegisterScopeAction(AnalyzeScope);

    private static void AnalyzeScope(ScopeAnalysisContext context)
    {
        var equals = context.Scope.Policies
            .OfType<AdminPolicy>()
            .Where(policy => policy is { IsRejected: false, Order: not null } && context.Scope.Enforcement.Of(policy.Kind) != Truth.False)
            .GroupBy(static policy => (policy.Rank, policy.Order))
            .Select(static group => group.OrderBy(static policy => policy.Object.NameLocation, Text.SourceLocationComparer.Instance).ToImmutableArray());
        foreach (var group in equals)
        {
            for (var second = 1; second < group.Length; second++)
            {
                if (group[..second].FirstOrDefault(first => FindDispute(context, first, group[second]) is not null) is { } other)
                    Report(context, other, group[second]);
            }
        }
    }

    private static void Report(ScopeAnalysisContext context, AdminPolicy first, AdminPolicy second)
    {
        var workload = FindDispute(context, first, second)!;
        var at = second.Object.Node.Find("spec")?.Value is Syntax.Yaml.YamlMapping spec && spec.Find("priority") is { } priority ? priority.Value.Location : second.Object.NameLocation;
        context.ReportDiagnostic(RuleDiagnostics.PolicyOrderIsUndefined(
            at: at,
            new DiagnosticSubject { Scope = context.Scope.Name, Policy = second.Id, Cause = first.Id },
            first: first.Name,
            second: second.Name,
            priority: first.Order!.Value.ToString(CultureInfo.InvariantCulture),
            workload: SubjectPhrase.Workload(workload),
            @namespace: workload.Namespace,
            related: [new RelatedLocation(first.Object.NameLocation, "has the same priority"), new RelatedLocation(workload.Object.NameLocation, "both select it")]));
    }

    /// <summary>A workload that both select and of whose connections they say different things. Where both say the same, the order does not matter.</summary>
    private static Workload? FindDispute(ScopeAnalysisContext context, AdminPolicy first, AdminPolicy second)
    {
        if (!Disagree(first.Clause.Ingress, second.Clause.Ingress) && !Disagree(first.Clause.Egress, second.Clause.Egress))
            return null;
        var selected = context.Model.GetSelectedWorkloads(context.Scope, second);
        return context.Model.GetSelectedWorkloads(context.Scope, first).FirstOrDefault(workload => selected.Contains(workload, ReferenceEqualityComparer.Instance));
    }

    private static bool Disagree(PolicyDirection? first, PolicyDirection? second) =>
        first is not null && second is not null && ActionsOf(first).Concat(ActionsOf(second)).Distinct().Skip(1).Any()
        && first.Rules.Any(one => second.Rules.Any(other => one.Action != other.Action && ShareAPort(one, other)));

    private static IEnumerable<TierAction> ActionsOf(PolicyDirection section) => section.Rules.Select(static rule => rule.Action);

    private static bool ShareAPort(PolicyRule one, PolicyRule other) =>
        one.Ports is not { } ports || other.Ports is not { } others || ports.Any(port => others.Any(candidate => Overlap(port, candidate)));

    private static bool Overlap(PolicyPort one, PolicyPort other) =>
        one.IsUnknown || other.IsUnknown || one.PortName is not null || other.PortName is not null
        || (one.Protocol == other.Protocol && (one.FirstPort is not { } first || other.FirstPort is not { } start || (first <= (other.LastPort ?? start) && start <= (one.LastPort ?? first))));
}
