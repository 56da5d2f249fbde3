using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The fields a mapping may have, and those of the mappings below it (null where any key is fine). The API server drops every other key.</summary>
internal sealed record FieldSchema(string Name, ImmutableArray<(string Name, FieldSchema? Schema)> Fields)
{
    public static FieldSchema LabelSelector { get; } = new(
        "a selector", [("matchLabels", null), ("matchExpressions", Of("an expression", "key", "operator", "values"))]);

    public static FieldSchema Metadata { get; } = Of(
        "metadata",
        "name", "generateName", "namespace", "labels", "annotations", "finalizers", "ownerReferences", "uid", "resourceVersion", "generation",
        "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink", "clusterName");

    /// <summary>A mapping whose fields have none of their own that matter.</summary>
    public static FieldSchema Of(string name, params ReadOnlySpan<string> fields)
    {
        var list = ImmutableArray.CreateBuilder<(string, FieldSchema?)>(fields.Length);
        foreach (var field in fields)
            list.Add((field, null));
        return new FieldSchema(name, list.MoveToImmutable());
    }

    /// <summary>The whole object of a kind.</summary>
    public static FieldSchema Object(string kind, FieldSchema spec, params ReadOnlySpan<(string, FieldSchema?)> further) =>
        new($"a {kind}", [("apiVersion", null), ("kind", null), ("metadata", Metadata), ("spec", spec), .. further, ("status", null)]);

    public ImmutableArray<UnknownField> FindUnknown(YamlMapping node)
    {
        if (!HasUnknown(node, this))
            return [];
        var found = ImmutableArray.CreateBuilder<UnknownField>();
        Visit(node, this, string.Empty, found);
        return found.ToImmutable();
    }

    /// <summary>The usual object has none, and then no path need be put together.</summary>
    private static bool HasUnknown(YamlNode node, FieldSchema schema)
    {
        foreach (var item in (node as YamlSequence)?.Items ?? [])
        {
            if (HasUnknown(item, schema))
                return true;
        }

        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            var (name, inner) = schema.Find(entry.Name);
            if (inner is null ? name is null && !Placeholder.IsIn(entry.Name) : HasUnknown(entry.Value, inner))
                return true;
        }

        return false;
    }

    private (string? Name, FieldSchema? Schema) Find(string key)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, key, StringComparison.Ordinal))
                return field;
        }

        return default;
    }

    private static void Visit(YamlNode node, FieldSchema schema, string path, ImmutableArray<UnknownField>.Builder found)
    {
        if (node is YamlSequence sequence)
        {
            for (var index = 0; index < sequence.Items.Length; index++)
                Visit(sequence.Items[index], schema, $"{path}[{index}]", found);
        }

        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            var key = entry.Name;
            var fieldPath = path.Length == 0 ? key : $"{path}.{key}";
            var field = schema.Find(key);
            if (field.Schema is not null)
                Visit(entry.Value, field.Schema, fieldPath, found);
            else if (field.Name is null && !Placeholder.IsIn(key))
                found.Add(new UnknownField(entry.Key, fieldPath, schema.Name, Suggest(key, schema)));
        }
    }

    /// <summary>The field that has this meaning here, else the one that is spelt nearly so.</summary>
    private static string? Suggest(string key, FieldSchema schema)
    {
        string[] meant = key switch
        {
            "from" => ["to", "source"],
            "to" => ["from", "destination"],
            "ports" => ["protocols"],
            "protocols" => ["ports"],
            "podSelector" => ["endpointSelector", "selector"],
            "policyTypes" => ["types"],
            _ => [],
        };
        if (meant.FirstOrDefault(name => schema.Fields.Any(field => field.Name == name)) is { } other)
            return other;
        var nearest = schema.Fields.MinBy(field => Distance(key.ToLowerInvariant(), field.Name.ToLowerInvariant())).Name;
        return Distance(key.ToLowerInvariant(), nearest.ToLowerInvariant()) <= Math.Max(1, nearest.Length / 4) ? nearest : null;
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
}
