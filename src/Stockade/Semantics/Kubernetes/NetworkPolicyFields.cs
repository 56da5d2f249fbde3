using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The fields of a NetworkPolicy (networking.k8s.io/v1 and metav1.ObjectMeta). The API server drops every other key.</summary>
internal static class NetworkPolicyFields
{
    private static readonly Schema s_selector = new(
        "a selector", [("matchLabels", null), ("matchExpressions", new Schema("an expression", [("key", null), ("operator", null), ("values", null)]))]);

    private static readonly Schema s_peer = new(
        "a peer",
        [("podSelector", s_selector), ("namespaceSelector", s_selector), ("ipBlock", new Schema("an ipBlock", [("cidr", null), ("except", null)]))]);

    private static readonly Schema s_port = new("a port", [("protocol", null), ("port", null), ("endPort", null)]);

    private static readonly Schema s_metadata = new(
        "metadata",
        [
            ("name", null), ("generateName", null), ("namespace", null), ("labels", null), ("annotations", null), ("finalizers", null), ("ownerReferences", null),
            ("uid", null), ("resourceVersion", null), ("generation", null), ("creationTimestamp", null), ("deletionTimestamp", null),
            ("deletionGracePeriodSeconds", null), ("managedFields", null), ("selfLink", null), ("clusterName", null),
        ]);

    private static readonly Schema s_object = new(
        "a NetworkPolicy",
        [
            ("apiVersion", null), ("kind", null), ("metadata", s_metadata),
            ("spec", new Schema(
                "spec",
                [
                    ("podSelector", s_selector), ("policyTypes", null),
                    ("ingress", new Schema("an ingress rule", [("from", s_peer), ("ports", s_port)])),
                    ("egress", new Schema("an egress rule", [("to", s_peer), ("ports", s_port)])),
                ])),
            ("status", null),
        ]);

    public static ImmutableArray<UnknownField> FindUnknown(YamlMapping node)
    {
        var found = ImmutableArray.CreateBuilder<UnknownField>();
        Visit(node, s_object, string.Empty, found);
        return found.ToImmutable();
    }

    private static void Visit(YamlNode node, Schema schema, string path, ImmutableArray<UnknownField>.Builder found)
    {
        if (node is YamlSequence sequence)
        {
            for (var index = 0; index < sequence.Items.Length; index++)
                Visit(sequence.Items[index], schema, $"{path}[{index}]", found);
        }

        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            var key = entry.Key.Value;
            var fieldPath = path.Length == 0 ? key : $"{path}.{key}";
            var field = schema.Fields.FirstOrDefault(field => string.Equals(field.Name, key, StringComparison.Ordinal));
            if (field.Schema is not null)
                Visit(entry.Value, field.Schema, fieldPath, found);
            else if (field.Name is null && !Placeholder.IsIn(key))
                found.Add(new UnknownField(entry.Key, fieldPath, schema.Name, Suggest(key, schema)));
        }
    }

    /// <summary>The field of this place that is spelt nearly so, else the one whose place is elsewhere in the object.</summary>
    private static string? Suggest(string key, Schema schema)
    {
        var nearest = schema.Fields.MinBy(field => Distance(key.ToLowerInvariant(), field.Name.ToLowerInvariant())).Name;
        return Distance(key.ToLowerInvariant(), nearest.ToLowerInvariant()) <= Math.Max(1, nearest.Length / 4) ? nearest
            : key is "from" && schema.Fields[0].Name is "to" ? "to"
            : key is "to" && schema.Fields[0].Name is "from" ? "from"
            : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Distance(string left, string right)
    {
        // Keys are hostile input: a long one is near nothing.
        if (Math.Abs(left.Length - right.Length) > 3)
            return int.MaxValue;
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }

    private sealed record Schema(string Name, ImmutableArray<(string Name, Schema? Schema)> Fields);
}
