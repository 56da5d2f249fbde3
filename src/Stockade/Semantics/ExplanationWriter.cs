using System.Collections.Immutable;
using System.Globalization;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Semantics;

/// <summary>Says in words, step by step, why a workload has its verdicts.</summary>
internal sealed class ExplanationWriter
{
    /// <summary>More policies of one sort are counted: a namespace may have hundreds that select other pods.</summary>
    private const int MostListed = 10;

    private readonly SemanticModel _model;
    private readonly DeploymentScope _scope;
    private readonly Workload _workload;
    private readonly PolicySubjects _subjects;
    private readonly TextWriter _writer;
    private int _step;

    private ExplanationWriter(SemanticModel model, DeploymentScope scope, Workload workload, TextWriter writer)
    {
        _model = model;
        _scope = scope;
        _workload = workload;
        _subjects = new PolicySubjects(scope.Namespaces);
        _writer = writer;
    }

    /// <summary>Explains the workload in every scope that holds it.</summary>
    public static void Write(SemanticModel model, string id, TextWriter writer)
    {
        var isFirst = true;
        foreach (var scope in model.Scopes)
        {
            foreach (var workload in scope.Workloads.Where(workload => string.Equals(workload.Id, id, StringComparison.Ordinal)))
            {
                if (!isFirst)
                    writer.Write('\n');
                isFirst = false;
                new ExplanationWriter(model, scope, workload, writer).WriteWorkload();
            }
        }
    }

    private void WriteWorkload()
    {
        var verdicts = _model.GetVerdicts(_scope, _workload);
        var policies = _model.GetPolicyVerdicts(_scope, _workload);
        Line(0, $"{_workload.Kind} '{_workload.Name}' in namespace '{_workload.Namespace}' ({_workload.Object.NameLocation})");
        Line(1, $"scope       {_scope.Name}: {_scope.Because}");
        if (!_scope.Chain.IsEmpty)
            Line(1, $"chain       {string.Join(" → ", _scope.Chain)}");
        Line(1, _scope.Cluster is { } cluster ? $"cluster     {cluster.Id}: {_scope.ClusterBecause}" : $"cluster     not known: {_scope.ClusterBecause}");
        if (_model.Templates.Find(_workload.Object.NameLocation) is { } template)
            Line(1, $"template    {template}");
        Line(1, $"pod labels  {Labels(_workload.DeclaredLabels)}");
        WriteQuestion("Can it reach the instance metadata service?", TrafficDirection.Egress, policies.Imds, verdicts.Imds);
        WriteQuestion("Who may connect to it?", TrafficDirection.Ingress, policies.Ingress, verdicts.Ingress);
        WriteSiblings(verdicts);
    }

    private void WriteQuestion<TAnswer>(string question, TrafficDirection direction, Verdict<TAnswer> policies, Verdict<TAnswer> final)
        where TAnswer : struct, Enum
    {
        _writer.Write('\n');
        Line(0, $"{question} {ModelWords.Of(final.Answer)}");
        _step = 0;
        WriteHostNetwork();
        if (_workload.HostNetwork != Truth.True)
        {
            WritePolicies(direction);
            WriteDecision(policies);
        }

        WriteCluster(direction, policies.Reason != final.Reason ? final.Because : null);
    }

    /// <summary>What another overlay, or other values, make of it: where they differ, they made the verdict.</summary>
    private void WriteSiblings(WorkloadVerdicts verdicts)
    {
        var siblings = SiblingScopes.Find(_model, _scope, _workload).ToList();
        if (siblings.Count == 0)
            return;
        _writer.Write('\n');
        Line(0, _scope.Kind == ScopeKind.Chart ? "With other values" : "In other overlays");
        foreach (var (scope, workload) in siblings.Take(MostListed))
        {
            var other = _model.GetVerdicts(scope, workload);
            Line(1, $"{scope.Name}: {Compare(verdicts.Imds, other.Imds)}; {Compare(verdicts.Ingress, other.Ingress)}");
        }

        if (siblings.Count > MostListed)
            Line(1, string.Create(CultureInfo.InvariantCulture, $"… and {siblings.Count - MostListed} more"));
    }

    private static string Compare<TAnswer>(Verdict<TAnswer> here, Verdict<TAnswer> there)
        where TAnswer : struct, Enum
    {
        if (here.Answer.Equals(there.Answer))
            return $"{ModelWords.Of(there.Answer)}, too";
        return $"{ModelWords.Of(there.Answer)} instead, {there.Because}{string.Concat(there.Evidence.Take(1).Select(static evidence => $" ({evidence.Location})"))}";
    }

    /// <summary>Where a policy says it. A patch, a transformer or a value sets what does not stand in the policy's own file, or in no file as it is.</summary>
    private static string PlaceOf(VerdictEvidence evidence)
    {
        var (place, own) = (evidence.Location.Origin, evidence.Policy.Object.NameLocation.Origin.Location);
        return place.Made is { } made ? $"{evidence.Location}, where the values make it '{made}'"
            : place.Location.File.Path == own.File.Path ? $"{evidence.Location}"
            : $"{evidence.Location}, which changes the policy of {own}";
    }

    private void WriteHostNetwork()
    {
        var place = _workload.HostNetworkLocation is { } location ? $" ({location})" : string.Empty;
        Step(_workload.HostNetwork switch
        {
            Truth.True => $"It is on the host network{place}, which network policies do not govern.",
            Truth.False => "It is not on the host network, so network policies govern it.",
            _ => $"Whether it is on the host network cannot be read{place}.",
        });
    }

    private void WritePolicies(TrafficDirection direction)
    {
        var side = VerdictWords.SideOf(direction);
        var here = _scope.Policies.Where(policy => policy.Namespace == _workload.Namespace || policy.Namespace.Length == 0).ToImmutableArray();
        var selecting = _model.GetSelectingPolicies(_scope, _workload, direction);
        if (selecting.IsEmpty)
            Step($"No policy of namespace '{_workload.Namespace}' certainly selects it for {side}.");
        else if (_model.IsIsolated(_scope, _workload, direction))
            Step($"It is isolated for {side}, so only what a rule allows passes. {(selecting.Length == 1 ? "This policy selects it:" : "These policies select it:")}");
        else
            Step($"Nothing certainly isolates it for {side}, so what no rule denies passes. {(selecting.Length == 1 ? "This policy selects it:" : "These policies select it:")}");
        List(selecting, policy => $"'{policy.Name}' ({policy.Object.NameLocation}): {Rules(policy, direction)}");

        var others = ModelOrder.Sort(here).Where(policy => !selecting.Contains(policy)).ToImmutableArray();
        List(others, policy => $"not '{policy.Name}' ({policy.Object.NameLocation}): {WhyNot(policy, direction)}");
        List(
            [.. here.Where(static policy => policy.IsRejected)],
            static policy => $"not '{policy.Name}' ({policy.Object.NameLocation}): the API server rejects it, {policy.Rejections[0].Message}");
    }

    private void WriteDecision<TAnswer>(Verdict<TAnswer> verdict)
        where TAnswer : struct, Enum
    {
        Step(verdict.Reason switch
        {
            VerdictReason.NotIsolated when verdict.Because.StartsWith(VerdictWords.NoPolicySelects, StringComparison.Ordinal) => "Nothing isolates it, and what is not isolated is open to everything.",
            VerdictReason.Undecided => $"The files do not decide it: {verdict.Because}.",
            _ => $"{char.ToUpperInvariant(verdict.Because[0])}{verdict.Because[1..]}.",
        });
        List(
            [.. verdict.Evidence.Where(static evidence => evidence.Effect != EvidenceEffect.Isolates)],
            static evidence => $"{evidence.Path} of '{evidence.Policy.Name}' {(evidence.Effect == EvidenceEffect.Allows ? "allows" : IpBlockException.IsPath(evidence.Path) ? "takes the address out" : "denies")} ({PlaceOf(evidence)})");
    }

    private void WriteCluster(TrafficDirection direction, string? overruling)
    {
        if (_scope.Cluster is not { } cluster)
            Step("No cluster is known for this scope, so policies are taken as enforced.");
        else if (overruling is not null)
            Step($"But {overruling} ({cluster.Location}).");
        else if (cluster.Engine == NetworkPolicyEngine.Unknown)
            Step($"Which policy engine cluster '{cluster.Name}' has cannot be read ({cluster.Location}), so policies are taken as enforced.");
        else if (cluster.Engine != NetworkPolicyEngine.None)
            Step($"Cluster '{cluster.Name}' ({cluster.Location}) has the policy engine {ModelWords.Of(cluster.Engine)}.");
        if (direction == TrafficDirection.Egress && _scope.Cluster is { ImdsRestriction: ImdsRestriction.Pending } pending)
            Step($"Cluster '{pending.Name}' restricts the metadata service only once its nodes are re-imaged.");
    }

    private string WhyNot(Policy policy, TrafficDirection direction)
    {
        if (_scope.Enforcement.Of(policy) is var enforced && enforced != Truth.True)
            return enforced != _scope.Enforcement.Of(policy.Kind) ? enforced == Truth.False ? "the cluster's engine drops it" : "what the cluster's engine makes of it is not known"
                : enforced == Truth.False ? $"the cluster does not enforce {policy.Object.Kind}" : $"whether the cluster enforces {policy.Object.Kind} is not known";
        var clauses = policy.ClausesIn(_scope.Enforcement.Dialect);
        var matches = clauses.Select(clause => _subjects.Selects(policy, clause, _workload)).ToImmutableArray();
        if (matches.Contains(Truth.True))
            return clauses.All(clause => clause.Section(direction) is null) ? $"it does not govern {VerdictWords.SideOf(direction)}" : $"whether it governs {VerdictWords.SideOf(direction)} cannot be read";
        if (matches.Contains(Truth.Unknown))
            return "whether it selects the pods cannot be read";
        if (clauses is not [var only])
            return "its selectors exclude these pods";
        if (_subjects.IncludesNamespace(policy, only, _workload.Namespace) == Truth.False)
            return "it selects other namespaces";
        var selector = policy is NetworkPolicy ? "podSelector" : "selector";
        var unmet = only.Pods.Requirements.FirstOrDefault(requirement => requirement.Matches(PolicySubjects.LabelsOf(_workload)) == Truth.False);
        return unmet is null ? $"its {selector} excludes these pods" : $"its {selector} asks for {Requirement(unmet)}";
    }

    private string Rules(Policy policy, TrafficDirection direction) =>
        policy.ClausesIn(_scope.Enforcement.Dialect).Where(clause => _subjects.Selects(policy, clause, _workload) == Truth.True).Sum(clause => clause.Section(direction)?.Rules.Length ?? 0) switch
        {
            0 => "no rule",
            1 => "1 rule",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} rules"),
        };

    private static string Requirement(LabelRequirement requirement)
    {
        var values = string.Join(", ", requirement.Values.Select(static value => value ?? "?"));
        return requirement.Operator switch
        {
            LabelOperator.In when requirement.Values.Length == 1 => $"{requirement.Key}={values}",
            LabelOperator.In => $"{requirement.Key} in ({values})",
            LabelOperator.NotIn => $"{requirement.Key} not in ({values})",
            LabelOperator.Exists => $"the label {requirement.Key}",
            _ => $"no label {requirement.Key}",
        };
    }

    private static string Labels(LabelSet labels)
    {
        var known = labels.Labels.Select(static label => $"{label.Key}={label.Value ?? "?"}");
        var all = string.Join(", ", labels.IsOpen ? known.Append("others that cannot be read") : known);
        return all.Length == 0 ? "none" : all;
    }

    private void List<T>(ImmutableArray<T> items, Func<T, string> describe)
    {
        foreach (var item in items.Take(MostListed))
            Line(2, describe(item));
        if (items.Length > MostListed)
            Line(2, string.Create(CultureInfo.InvariantCulture, $"… and {items.Length - MostListed} more"));
    }

    private void Step(string text)
    {
        _step++;
        Line(1, string.Create(CultureInfo.InvariantCulture, $"{_step}. {text}"));
    }

    private void Line(int depth, string text) => ExplanationLine.Write(_writer, depth, text);
}
