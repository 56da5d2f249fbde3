using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>Closes the way to the metadata service: in the rules that allow it, or by a policy where there is none.</summary>
internal static class MetadataFixes
{
    private const string Address = "169.254.169.254/32";

    // All addresses but one, and all pods: Cilium takes no address block for a pod.
    private const string EverythingElse =
        "[{ ipBlock: { cidr: 0.0.0.0/0, except: [" + Address + "] } }, { ipBlock: { cidr: \"::/0\" } }, { namespaceSelector: {} }]";

    private const string EverythingElseAsJson =
        "[{ \"ipBlock\": { \"cidr\": \"0.0.0.0/0\", \"except\": [\"" + Address + "\"] } }, { \"ipBlock\": { \"cidr\": \"::/0\" } }, { \"namespaceSelector\": {} }]";

    public static IEnumerable<FixCandidate> Propose(RuleDiagnostic diagnostic, SemanticModel model)
    {
        var subject = diagnostic.Subject;
        if (model.Scopes.FirstOrDefault(scope => scope.Name == subject.Scope) is not { } scope)
            yield break;
        var workloads = scope.Workloads.Where(workload => subject.Workloads.Contains(workload.Id, StringComparer.Ordinal)).ToImmutableArray();
        if (workloads.IsEmpty)
            yield break;
        var policies = workloads.SelectMany(workload => model.GetSelectingPolicies(scope, workload, TrafficDirection.Egress)).Distinct().ToImmutableArray();
        if (policies.IsEmpty)
        {
            foreach (var candidate in AddPolicy(scope, workloads, subject.Namespace ?? "default"))
                yield return candidate;
            yield break;
        }

        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        var losesNodes = false;
        foreach (var policy in policies.OfType<NetworkPolicy>())
        {
            foreach (var evidence in PolicyQuestions.ImdsAllowances(policy))
            {
                if (Close(policy, evidence.Path) is not { } edit)
                    yield break;
                losesNodes |= !evidence.Path.EndsWith(".ipBlock", StringComparison.Ordinal);
                if (!edits.Contains(edit))
                    edits.Add(edit);
            }
        }

        if (edits.Count == 0)
            yield break;
        var names = string.Join(", ", policies.OfType<NetworkPolicy>().Where(policy => PolicyQuestions.ImdsAllowances(policy).Any()).Select(static policy => $"'{policy.Name}'"));
        yield return new FixCandidate(
            new Fix($"Take the metadata service out of what {names} allows", edits.ToImmutable()) { IsUnsafe = losesNodes && scope.Cluster?.Engine == NetworkPolicyEngine.Cilium },
            FixGoal.ClosedMetadataService);
    }

    private static TextEdit? Close(NetworkPolicy policy, string path)
    {
        var node = YamlPath.Find(policy.Object.Node, path) as YamlMapping;
        if (path.EndsWith(".ipBlock", StringComparison.Ordinal) || node?["ipBlock"] is YamlMapping)
            return AddException(node?["ipBlock"] as YamlMapping ?? node);

        // A rule that names nobody allows everybody.
        if (node is null)
            return null;
        var everything = node.File.Kind == FileKind.Json ? EverythingElseAsJson : EverythingElse;
        if (node.Find("to") is not { } to)
            return YamlEditor.AddFirstEntry(node, "to", everything);
        return to.Value is YamlSequence { Items: [] } && !to.Value.Span.IsEmpty ? new TextEdit(to.Value.Location, everything) : null;
    }

    private static TextEdit? AddException(YamlMapping? block)
    {
        if (block?.Find("cidr") is not { } cidr)
            return null;
        if (block.Find("except") is not { } except)
            return YamlEditor.AddEntry(block, cidr, "except", cidr.Key.Style == YamlScalarStyle.DoubleQuoted ? $"[\"{Address}\"]" : $"[{Address}]");
        return except.Value is YamlSequence list && !list.Span.IsEmpty ? YamlEditor.AddItem(list, Address) : null;
    }

    /// <summary>A policy for all pods of the namespace, or for the one workload; which of them leaves the others alone is found out by trying.</summary>
    private static IEnumerable<FixCandidate> AddPolicy(DeploymentScope scope, ImmutableArray<Workload> workloads, string @namespace)
    {
        var first = workloads[0];
        foreach (var (selector, suffix) in Selectors(workloads))
        {
            var name = NewPolicy.NameFor(scope, @namespace, "block-instance-metadata" + suffix);
            var text = NewPolicy.Header(first.Object, name) +
                $"spec:\n  podSelector: {selector}\n  policyTypes: [Egress]\n  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n            except: [{Address}]\n" +
                "        - ipBlock:\n            cidr: \"::/0\"\n        - namespaceSelector: {}\n";
            if (YamlEditor.AppendDocument(first.Object.File, text) is { } edit)
            {
                yield return new FixCandidate(
                    new Fix($"Add a policy that allows everything but the metadata service in namespace '{@namespace}'", [edit]) { IsUnsafe = scope.Cluster?.Engine == NetworkPolicyEngine.Cilium },
                    FixGoal.ClosedMetadataService);
            }
        }
    }

    private static IEnumerable<(string Selector, string Suffix)> Selectors(ImmutableArray<Workload> workloads)
    {
        yield return ("{}", "");
        if (workloads is [{ DeclaredLabels.Labels: { IsEmpty: false } labels } only] && labels.All(static label => label.Value is { } value && IsPlain(label.Key) && IsPlain(value)))
            yield return ($"{{ matchLabels: {{ {string.Join(", ", labels.Select(static label => $"\"{label.Key}\": \"{label.Value}\""))} }} }}", "-of-" + only.Name);
    }

    private static bool IsPlain(string text) => text.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '.' or '/');
}
