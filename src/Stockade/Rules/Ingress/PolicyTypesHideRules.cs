using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyTypesHideRules : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyTypesHideRules;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        if (context.Policy.IsRejected || context.Policy.Object.Node["spec"] is not YamlMapping spec)
            return;

        switch (context.Policy)
        {
            case NetworkPolicy policy:
                Analyze(context, spec, "policyTypes", [policy.Section(TrafficDirection.Ingress), policy.Section(TrafficDirection.Egress)]);
                break;

            // What never acts on pods has no clause, and hides nothing.
            case CalicoPolicy { Clauses: [_, ..] clauses }:
                Analyze(context, spec, "types", [SectionOf(clauses, TrafficDirection.Ingress), SectionOf(clauses, TrafficDirection.Egress)]);
                break;
        }
    }

    private static PolicyDirection? SectionOf(ImmutableArray<PolicyClause> clauses, TrafficDirection direction) =>
        clauses.Select(clause => clause.Section(direction)).FirstOrDefault(static section => section is not null);

    private static void Analyze(PolicyAnalysisContext context, YamlMapping spec, string field, ImmutableArray<PolicyDirection?> inEffect)
    {
        var types = spec.Find(field);
        if (types?.Value is YamlSequence { Items.IsEmpty: false })
        {
            ReportHidden(context, spec.Find("ingress"), inEffect[0], "ingress", types);
            ReportHidden(context, spec.Find("egress"), inEffect[1], "egress", types);
        }
        else if (types is null || types.Value is YamlSequence or YamlScalar { IsNull: true })
        {
            ReportDefault(context, spec, field);
        }
    }

    private static void ReportHidden(PolicyAnalysisContext context, YamlEntry? section, PolicyDirection? inEffect, string name, YamlEntry types)
    {
        if (inEffect is null && section?.Value is YamlSequence { Items.IsEmpty: false })
            Report(context, section.Key.Location, $"{types.Name} leaves out {name}, so its {name} rules do nothing", new RelatedLocation(types.Key.Location, $"does not list {name}"));
    }

    private static void ReportDefault(PolicyAnalysisContext context, YamlMapping spec, string field)
    {
        var (ingress, egress) = (spec.Find("ingress"), spec.Find("egress"));
        if (CalicoObjects.IsStored(context.Policy.Object))
        {
            // Calico's API server fills in the types; what passes it by applies to both directions (felix/calc/policy_sorter.go).
            if (HasRules(egress) && ingress is null)
                Report(context, egress!.Key.Location, $"stored without {field} it denies all ingress as well");
            else if (HasRules(ingress) && egress is null)
                Report(context, ingress!.Key.Location, $"stored without {field} it denies all egress as well");
        }
        else if (egress?.Value is YamlSequence { Items.IsEmpty: true } or YamlScalar { IsNull: true })
        {
            Report(context, egress.Key.Location, $"without {field} an egress section without rules denies nothing");
        }
        else if (context.Policy is NetworkPolicy && egress?.Value is YamlSequence && ingress is null)
        {
            Report(context, egress.Key.Location, $"without {field} it denies all ingress as well");
        }
    }

    private static bool HasRules(YamlEntry? section) => section?.Value is YamlSequence { Items.IsEmpty: false };

    private static void Report(PolicyAnalysisContext context, SourceLocation at, string effect, params ReadOnlySpan<RelatedLocation> related) =>
        context.ReportDiagnostic(RuleDiagnostics.PolicyTypesHideRules(
            at,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Policy.Namespace, Policy = context.Policy.Id, Cause = effect },
            policy: context.Policy.Name,
            effect,
            related: [.. related]));
}
