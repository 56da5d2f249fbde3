using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NJsonSchema;
using NJsonSchema.Generation;
using Stockade.Analysis.Configuration;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Analysis.Configuration;

/// <summary>The schema that editors use is generated from the types that the reader fills.</summary>
public class ConfigurationSchemaTests
{
    private static readonly SystemTextJsonSchemaGeneratorSettings s_settings = new()
    {
        SerializerOptions = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        },
        GenerateEnumMappingDescription = false,
    };

    public static TheoryData<string> Valid() => [.. ConfigurationSamples.Valid];

    public static TheoryData<string> Invalid() => [.. ConfigurationSamples.Invalid.Select(static sample => sample.Text)];

    [Fact]
    public void The_published_schema_is_generated()
    {
        // System.Text.Json writes the same text on every platform; what NJsonSchema writes of its own is normalised by it.
        var json = JsonNode.Parse(Schema().ToJson())!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Golden.Check(json + "\n", RepositoryRoot.Combine("stockade.schema.json"));
    }

    [Fact]
    public void Every_setting_is_documented_on_the_page_of_its_rule_and_no_other_page_has_settings()
    {
        var rules = Schema().Properties["rules"].ActualTypeSchema.Properties;
        foreach (var path in Directory.EnumerateFiles(RepositoryRoot.Combine("rules"), "AKS*.md"))
        {
            var settings = (rules.TryGetValue(Path.GetFileNameWithoutExtension(path), out var rule) ? rule : null)?.ActualTypeSchema.Properties.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();
            var lines = File.ReadAllLines(path).SkipWhile(static line => line != "## Settings").Skip(1).TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal));
            Assert.Equal(settings, lines.Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('`')[1]).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_valid_configuration_validates(string text) => Assert.Empty((await Published()).Validate(ToJson(text)));

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_configuration_does_not(string text) => Assert.NotEmpty((await Published()).Validate(ToJson(text)));

    private static Task<JsonSchema> Published() => JsonSchema.FromFileAsync(RepositoryRoot.Combine("stockade.schema.json"));

    private static JsonSchema Schema()
    {
        var schema = new JsonSchemaGenerator(s_settings).Generate(typeof(RunConfiguration));
        schema.Id = "https://raw.githubusercontent.com/stockade-aks/stockade/main/stockade.schema.json";
        schema.Title = "stockade.yaml";
        foreach (var definition in schema.Definitions.Values)
            definition.EnumerationNames.Clear();

        // What keys look like is beyond the generator.
        var severity = schema.Properties["severity"];
        severity.PatternProperties["^(AKS[0-9]{1,4}|(?!AKS)[A-Z]{2,20}[0-9]{0,6})$"] = new JsonSchemaProperty { Reference = severity.AdditionalPropertiesSchema!.ActualSchema };
        severity.AdditionalPropertiesSchema = null;
        severity.AllowAdditionalProperties = false;

        // The attributes that would say so are not safe to trim.
        schema.Definitions[nameof(ScopeConfiguration)].Properties["name"].MinLength = 1;
        schema.Definitions[nameof(ScopeConfiguration)].Properties["include"].MinItems = 1;
        return schema;
    }

    private static string ToJson(string yaml) =>
        ToJson(YamlReader.Read(new SourceFile("stockade.yaml", yaml) { IsNamedByUser = true }, static _ => true).Single().Root!)?.ToJsonString() ?? "null";

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        YamlScalar { Kind: YamlScalarKind.Null } => null,
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar => JsonValue.Create(scalar.Value is "true"),
        YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar => JsonValue.Create(double.Parse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture)),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
