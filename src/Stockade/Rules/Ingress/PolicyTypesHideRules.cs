using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyTypesHideRules : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyTypesHideRules;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        if (context.Policy is not NetworkPolicy { IsRejected: false } policy || policy.Object.Node["spec"] is not YamlMapping spec)
            return;

        var types = spec.Find("policyTypes");
        if (types?.Value is YamlSequence { Items.IsEmpty: false })
        {
            ReportHidden(context, spec.Find("ingress"), policy.Ingress, "ingress", types);
            ReportHidden(context, spec.Find("egress"), policy.Egress, "egress", types);
        }
        else if (spec.Find("egress") is { } egress)
        {
            ReportDefault(context, spec, egress);
        }
    }

    private static void ReportHidden(PolicyAnalysisContext context, YamlEntry? section, PolicyDirection? inEffect, string name, YamlEntry types)
    {
        if (inEffect is null && section?.Value is YamlSequence { Items.IsEmpty: false })
            Report(context, section.Key.Location, $"policyTypes leaves out {name}, so its {name} rules do nothing", new RelatedLocation(types.Key.Location, $"does not list {name}"));
    }

    private static void ReportDefault(PolicyAnalysisContext context, YamlMapping spec, YamlEntry egress)
    {
        if (egress.Value is YamlSequence { Items.IsEmpty: true } or YamlScalar { IsNull: true })
            Report(context, egress.Key.Location, "without policyTypes an egress section without rules denies nothing");
        else if (egress.Value is YamlSequence && spec.Find("ingress") is null)
            Report(context, egress.Key.Location, "without policyTypes it denies all ingress as well");
    }

    private static void Report(PolicyAnalysisContext context, SourceLocation at, string effect, params ReadOnlySpan<RelatedLocation> related) =>
        context.ReportDiagnostic(RuleDiagnostics.PolicyTypesHideRules(
            at,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Policy.Namespace, Policy = context.Policy.Id, Cause = effect },
            policy: context.Policy.Name,
            effect,
            related: [.. related]));
}
