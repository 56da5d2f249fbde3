using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stockade.Analysis.Configuration;
using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.CustomRules;

/// <summary>
/// Reads the schema of a custom rule. Whatever would not be evaluated is a problem with a place: a keyword that is passed over makes a rule that
/// never speaks. Keywords the validator lacks are written with those it has.
/// </summary>
internal sealed class SchemaReader(ConfigurationNodes nodes)
{
    private const string Definitions = "definitions";

    // NJsonSchema checks these without an expression that could take long.
    private static readonly ImmutableArray<string> s_formats = ["date", "date-time", "ipv4", "ipv6", "uri", "uuid"];

    private static readonly ImmutableArray<string> s_types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    private readonly ImmutableArray<Regex>.Builder _patterns = ImmutableArray.CreateBuilder<Regex>();
    private readonly SchemaReferences _references = new(nodes);

    public CustomRuleSchema Read(YamlNode root)
    {
        var json = ReadSchema(root);
        _references.Check();
        return new CustomRuleSchema(json.ToJsonString(), _patterns.ToImmutable());
    }

    private JsonObject ReadSchema(YamlNode node)
    {
        if (node is YamlScalar { Kind: YamlScalarKind.Boolean, Value: "true" or "false" } constant)
            return constant.Value == "true" ? [] : new JsonObject { ["not"] = new JsonObject() };

        var schema = new JsonObject();
        var parts = new JsonArray();
        var keys = new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["type"] = entry => schema["type"] = ReadTypes(entry),
            ["enum"] = entry => schema["enum"] = ReadValues(entry),
            ["const"] = entry => Add(parts, new JsonObject { ["enum"] = new JsonArray(ToJson(entry.Value)) }),
            ["properties"] = entry => schema["properties"] = ReadSchemas(entry),
            [Definitions] = entry => schema[Definitions] = ReadDefinitions(entry),
            ["required"] = entry => schema["required"] = new JsonArray([.. nodes.ReadTexts(entry).Select(static item => JsonValue.Create(item.Text))]),
            ["additionalProperties"] = entry => schema["additionalProperties"] = ReadAdditional(entry),
            ["items"] = entry => schema["items"] = ReadBelow(entry),
            ["contains"] = entry => Add(parts, Contains(ReadBelow(entry))),
            ["pattern"] = entry => Add(parts, new JsonObject { ["format"] = ReadPattern(entry) }),
            ["format"] = entry => schema["format"] = ReadFormat(entry),
            ["uniqueItems"] = entry => schema["uniqueItems"] = nodes.ReadFlag(entry),
            ["not"] = entry => schema["not"] = ReadSchema(entry.Value),
            ["allOf"] = entry => Add(parts, new JsonObject { ["allOf"] = ReadList(entry) }),
            ["anyOf"] = entry => schema["anyOf"] = ReadList(entry),
            ["oneOf"] = entry => schema["oneOf"] = ReadList(entry),
            ["$ref"] = entry => Add(parts, new JsonObject { ["$ref"] = _references.Read(entry) }),

            // Read with "if".
            ["if"] = entry => AddCondition((YamlMapping)node, entry, parts),
            ["then"] = entry => NeedIf((YamlMapping)node, entry),
            ["else"] = entry => NeedIf((YamlMapping)node, entry),
        };
        foreach (var name in (ReadOnlySpan<string>)["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"])
            keys[name] = entry => schema[name] = ReadCount(entry);
        foreach (var name in (ReadOnlySpan<string>)["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])
            keys[name] = entry => schema[name] = ReadNumber(entry);

        // These say nothing about what is valid.
        foreach (var name in (ReadOnlySpan<string>)["$schema", "$comment", "title", "description", "default", "examples"])
            keys[name] = static _ => { };

        nodes.ReadMapping(node, "the schema", keys);
        if (parts.Count > 0)
            schema["allOf"] = parts;
        return schema;
    }

    /// <summary>A schema for what is inside of the subject, which a reference may lead back to.</summary>
    private JsonObject ReadBelow(YamlEntry entry) => _references.Below(() => ReadSchema(entry.Value));

    private JsonObject ReadSchemas(YamlEntry entry)
    {
        var result = new JsonObject();
        foreach (var item in nodes.ReadEntries(entry))
            result[item.Name] = ReadBelow(item);
        return result;
    }

    private JsonObject ReadDefinitions(YamlEntry entry)
    {
        var result = new JsonObject();
        foreach (var item in nodes.ReadEntries(entry))
            result[item.Name] = _references.Define(item.Name, () => ReadSchema(item.Value));
        return result;
    }

    private JsonArray ReadList(YamlEntry entry)
    {
        var items = nodes.ReadItems(entry, "schemas");
        if (items.IsEmpty && entry.Value is YamlSequence)
            nodes.Report(entry, $"'{entry.Name}' needs a schema");
        return new JsonArray([.. items.Select(ReadSchema)]);
    }

    private JsonNode ReadAdditional(YamlEntry entry) =>
        entry.Value is YamlScalar { Kind: YamlScalarKind.Boolean } ? JsonValue.Create(nodes.ReadFlag(entry)) : ReadBelow(entry);

    /// <summary><c>if</c> holds or <c>else</c> does; <c>if</c> fails or <c>then</c> holds.</summary>
    private void AddCondition(YamlMapping node, YamlEntry entry, JsonArray parts)
    {
        if (node.Find("then") is { } then)
            Add(parts, new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["not"] = ReadSchema(entry.Value) }, ReadSchema(then.Value)) });
        if (node.Find("else") is { } otherwise)
            Add(parts, new JsonObject { ["anyOf"] = new JsonArray(ReadSchema(entry.Value), ReadSchema(otherwise.Value)) });
        if (node.Find("then") is null && node.Find("else") is null)
            nodes.Report(entry.Key.Location, "'if' needs a 'then' or an 'else'");
    }

    private void NeedIf(YamlMapping node, YamlEntry entry)
    {
        if (node.Find("if") is null)
            nodes.Report(entry.Key.Location, $"'{entry.Name}' needs an 'if'");
    }

    // No list at all, or not every item fails.
    private static JsonObject Contains(JsonObject item) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["not"] = new JsonObject { ["type"] = "array" } },
            new JsonObject { ["not"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["not"] = item } } }),
    };

    private JsonNode? ReadTypes(YamlEntry entry)
    {
        var items = entry.Value is YamlSequence sequence ? sequence.Items : [entry.Value];
        var types = new JsonArray();
        foreach (var item in items)
            Add(types, JsonValue.Create(nodes.ReadWord(new YamlEntry(entry.Key, item), [.. s_types.Select(static type => (type, type))])));
        return types is [var only] ? only!.DeepClone() : types;
    }

    private JsonArray ReadValues(YamlEntry entry)
    {
        var items = nodes.ReadItems(entry, "values");
        if (items.IsEmpty && entry.Value is YamlSequence)
            nodes.Report(entry, "'enum' needs a value");
        return new JsonArray([.. items.Select(ToJson)]);
    }

    private string ReadPattern(YamlEntry entry)
    {
        var text = nodes.ReadText(entry);
        try
        {
            _patterns.Add(new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // Look-around, back references and atomic groups have no automaton: they may take exponential time.
            nodes.Report(entry, exception is NotSupportedException
                ? "the pattern needs backtracking (a look-around, a back reference or an atomic group), whose time has no bound"
                : $"the pattern is invalid: {exception.Message}");
        }

        return CustomRuleSchema.FormatOf(Math.Max(0, _patterns.Count - 1));
    }

    private string ReadFormat(YamlEntry entry) => nodes.ReadWord(entry, [.. s_formats.Select(static format => (format, format))]);

    private JsonNode ReadCount(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { Kind: YamlScalarKind.Integer } scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        nodes.Report(entry, $"'{entry.Name}' takes a whole number, not {ConfigurationNodes.Describe(entry.Value)}");
        return 0;
    }

    private JsonNode ReadNumber(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar
            && decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number > 0 || entry.Name != "multipleOf"))
            return number;
        nodes.Report(entry, $"'{entry.Name}' takes a number{(entry.Name == "multipleOf" ? " above 0" : "")}, not {ConfigurationNodes.Describe(entry.Value)}");
        return 1;
    }

    // The generic method of the same name wants reflection.
    private static void Add(JsonArray array, JsonNode? node) => array.Add(node);

    private static JsonNode? ToJson(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return new JsonObject(mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value))));
            case YamlSequence sequence:
                return new JsonArray([.. sequence.Items.Select(ToJson)]);
            case YamlScalar { Kind: YamlScalarKind.Null }:
                return null;
            case YamlScalar { Kind: YamlScalarKind.Boolean } scalar:
                return scalar.Value is "true";
            case YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar when decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                return ((YamlScalar)node).Value;
        }
    }
}
