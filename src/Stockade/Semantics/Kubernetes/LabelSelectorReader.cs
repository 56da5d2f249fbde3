using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads <c>metav1.LabelSelector</c> and maps of labels, with the checks of ValidateLabelSelector and ValidateLabels.</summary>
internal sealed class LabelSelectorReader(FieldReader fields)
{
    /// <summary>Keys may say where a label comes from, like <c>k8s:app</c>.</summary>
    public bool AcceptsSources { get; init; }

    /// <summary>The selector at a node; an absent node gives the one that matches everything.</summary>
    public LabelSelector Read(YamlNode? node, string path)
    {
        if (FieldReader.IsPlaceholder(node))
            return new LabelSelector([Unknown(node!.Location)], node.Location);
        if (fields.ReadMapping(node, path) is not { } mapping)
            return LabelSelector.Everything;

        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        ReadMatchLabels(mapping["matchLabels"], $"{path}.matchLabels", requirements);
        ReadMatchExpressions(mapping["matchExpressions"], $"{path}.matchExpressions", requirements);
        return new LabelSelector(requirements.DrainToImmutable(), mapping.Location);
    }

    /// <summary>Checks a map of labels or annotations: values are strings, and those of labels are spelt as labels.</summary>
    public void CheckMetadata(YamlNode? node, string path, bool areLabels)
    {
        foreach (var entry in fields.ReadMapping(node, path)?.Entries ?? [])
        {
            var value = fields.ReadString(entry.Value, $"{path}.{entry.Name}");
            if (areLabels && !Placeholder.IsIn(entry.Name))
                CheckKey(entry.Name, entry.Key.Location, path);
            if (areLabels && value is not null)
                CheckValue(value, entry.Value.Location, $"{path}.{entry.Name}");
        }
    }

    /// <summary>A requirement of which nothing can be read.</summary>
    public static LabelRequirement Unknown(SourceLocation location) => new(string.Empty, LabelOperator.Exists, [], location) { IsUnknown = true };

    private void ReadMatchLabels(YamlNode? node, string path, ImmutableArray<LabelRequirement>.Builder requirements)
    {
        if (FieldReader.IsPlaceholder(node))
            requirements.Add(Unknown(node!.Location));

        foreach (var entry in fields.ReadMapping(node, path)?.Entries ?? [])
        {
            var key = entry.Name;
            var value = fields.ReadString(entry.Value, $"{path}.{key}");
            if (Placeholder.IsIn(key))
            {
                requirements.Add(Unknown(entry.Key.Location));
                continue;
            }

            CheckKey(key, entry.Key.Location, path);
            if (value is not null)
                CheckValue(value, entry.Value.Location, $"{path}.{key}");
            requirements.Add(new LabelRequirement(key, LabelOperator.In, [value], SpanOf(entry)));
        }
    }

    private void ReadMatchExpressions(YamlNode? node, string path, ImmutableArray<LabelRequirement>.Builder requirements)
    {
        if (FieldReader.IsPlaceholder(node))
            requirements.Add(Unknown(node!.Location));

        var items = fields.ReadItems(node, path);
        for (var index = 0; index < items.Length; index++)
            requirements.Add(ReadExpression(items[index], $"{path}[{index}]"));
    }

    private LabelRequirement ReadExpression(YamlNode node, string path)
    {
        if (FieldReader.IsPlaceholder(node))
            return Unknown(node.Location);

        var mapping = fields.ReadMapping(node, path);
        var key = fields.ReadString(mapping?["key"], $"{path}.key");
        if (key is not null)
            CheckKey(key, mapping?["key"]?.Location ?? node.Location, $"{path}.key");
        var operation = ReadOperator(mapping?["operator"], node.Location, $"{path}.operator");
        var values = mapping?["values"];
        var isUnknown = key is null || operation is null || FieldReader.IsPlaceholder(values);
        var list = ReadValues(values, $"{path}.values");
        if (operation is { } known && !FieldReader.IsPlaceholder(values))
            CheckValueCount(known, list.Length, mapping?.Find("values")?.Key.Location ?? node.Location, $"{path}.values");
        return new LabelRequirement(key ?? string.Empty, operation ?? LabelOperator.Exists, list, node.Location) { IsUnknown = isUnknown };
    }

    private LabelOperator? ReadOperator(YamlNode? node, SourceLocation fallback, string path)
    {
        switch (fields.ReadString(node, path))
        {
            case "In":
                return LabelOperator.In;
            case "NotIn":
                return LabelOperator.NotIn;
            case "Exists":
                return LabelOperator.Exists;
            case "DoesNotExist":
                return LabelOperator.DoesNotExist;
            case { } other:
                var location = FieldReader.IsAbsent(node) ? fallback : node!.Location;
                fields.Reject(location, path, other.Length == 0 ? "the expression has no operator" : $"operator '{other}' is none of In, NotIn, Exists, DoesNotExist");
                return null;
            default:
                return null;
        }
    }

    private ImmutableArray<string?> ReadValues(YamlNode? node, string path)
    {
        var items = fields.ReadItems(node, path);
        var values = ImmutableArray.CreateBuilder<string?>(items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            var value = fields.ReadString(items[index], $"{path}[{index}]");
            if (value is not null)
                CheckValue(value, items[index].Location, $"{path}[{index}]");
            values.Add(value);
        }

        return values.DrainToImmutable();
    }

    private void CheckValueCount(LabelOperator operation, int count, SourceLocation location, string path)
    {
        var needsValues = operation is LabelOperator.In or LabelOperator.NotIn;
        if (needsValues && count == 0)
            fields.Reject(location, path, $"operator {operation} needs at least one value");
        if (!needsValues && count > 0)
            fields.Reject(location, path, $"operator {operation} takes no values");
    }

    private void CheckKey(string key, SourceLocation location, string path)
    {
        var name = AcceptsSources ? key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..] : key;
        if (!NameSyntax.IsLabelKey(name))
            fields.Reject(location, path, $"'{key}' is not a valid label key");
    }

    private void CheckValue(string value, SourceLocation location, string path)
    {
        if (!NameSyntax.IsLabelValue(value))
            fields.Reject(location, path, $"'{value}' is not a valid label value");
    }

    private static SourceLocation SpanOf(YamlEntry entry) =>
        entry.Value.File == entry.Key.File && entry.Value.Span.Start >= entry.Key.Span.End
            ? entry.Key.File.At(entry.Key.Span.Start, entry.Value.Span.End)
            : entry.Key.Location;
}
