using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>
/// Narrows ingress to the pods of the namespace. Who else has to connect the files do not tell, so these fixes are applied only on demand.
/// </summary>
internal static class IngressFixes
{
    /// <summary>For a namespace without a default deny.</summary>
    public static IEnumerable<FixCandidate> ProposePolicy(RuleDiagnostic diagnostic, SemanticModel model)
    {
        var subject = diagnostic.Subject;
        var scope = model.Scopes.FirstOrDefault(scope => scope.Name == subject.Scope);
        if (scope?.Workloads.FirstOrDefault(workload => subject.Workloads.Contains(workload.Id, StringComparer.Ordinal)) is not { } first || subject.Namespace is not { } space)
            yield break;
        var text = NewPolicy.Header(first.Object, NewPolicy.NameFor(scope, space, "default-deny-ingress"))
            + "spec:\n  podSelector: {}\n  policyTypes: [Ingress]\n  ingress:\n    - from:\n        - podSelector: {}\n";
        if (YamlEditor.AppendDocument(first.Object.File, text) is { } edit)
            yield return new FixCandidate(new Fix($"Add a policy that admits only pods of namespace '{space}'", [edit]) { IsUnsafe = true }, FixGoal.NarrowerIngress);
    }

    /// <summary>For a rule that admits any source.</summary>
    public static IEnumerable<FixCandidate> ProposePeer(RuleDiagnostic diagnostic, SemanticModel model)
    {
        var subject = diagnostic.Subject;
        var policy = model.Scopes.FirstOrDefault(scope => scope.Name == subject.Scope)?.Policies.OfType<NetworkPolicy>().FirstOrDefault(policy => policy.Id == subject.Policy);
        if (policy is null || subject.Cause is not { } path)
            yield break;

        var node = YamlPath.Find(policy.Object.Node, path);
        var edit = node switch
        {
            YamlMapping block when path.EndsWith(".ipBlock", StringComparison.Ordinal) => ReplaceBlock(policy, path, block),
            YamlMapping rule when rule.Find("from") is null => YamlEditor.AddFirstEntry(rule, "from", rule.File.Kind == FileKind.Json ? "[{ \"podSelector\": {} }]" : "[{ podSelector: {} }]"),
            YamlMapping rule when rule["from"] is YamlSequence { Items: [], Span.IsEmpty: false } none =>
                new TextEdit(none.Location, none.File.Kind == FileKind.Json ? "[{ \"podSelector\": {} }]" : "[{ podSelector: {} }]"),
            _ => null,
        };
        if (edit is { } found)
            yield return new FixCandidate(new Fix($"Let '{policy.Name}' admit the pods of its namespace only", [found]) { IsUnsafe = true }, FixGoal.NarrowerIngress);
    }

    /// <summary>From the key <c>ipBlock</c> to the end of its value.</summary>
    private static TextEdit? ReplaceBlock(NetworkPolicy policy, string path, YamlMapping block)
    {
        var peer = YamlPath.Find(policy.Object.Node, path[..path.LastIndexOf('.')]) as YamlMapping;
        if (peer?.Find("ipBlock") is not { } entry || entry.Key.File.Path != block.File.Path || peer.Entries.Length != 1)
            return null;
        return new TextEdit(
            block.File.At(entry.Key.Span.Start, block.Span.End),
            entry.Key.Style == YamlScalarStyle.DoubleQuoted ? "\"podSelector\": {}" : "podSelector: {}");
    }
}
