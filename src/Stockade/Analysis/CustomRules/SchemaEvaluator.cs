using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Stockade.Analysis.CustomRules;

/// <summary>
/// Validates by NJsonSchema. It is the only class that touches it: what it costs to load is paid where a custom rule runs, and nowhere else.
/// </summary>
internal sealed class SchemaEvaluator
{
    // A reader of manifests stops far before.
    private const int MaximumDepth = 512;

    private readonly JsonSchema _schema;
    private readonly JsonSchemaValidator _validator;

    private SchemaEvaluator(JsonSchema schema, JsonSchemaValidator validator)
    {
        _schema = schema;
        _validator = validator;
    }

    // The native tool keeps all of NJsonSchema and of what it reads with (TrimmerRootAssembly), so nothing that reflection asks for is missing.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assemblies are kept whole.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The types are kept whole, and a test of the native tool runs a custom rule.")]
    public static SchemaEvaluator Create(CustomRuleSchema schema)
    {
        // What is not in a schema's type lands in such a dictionary, by reflection; the native compiler makes only code that it sees in use.
        IDictionary<string, object?> extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
        extensions.Clear();

        var settings = new JsonSchemaValidatorSettings();
        for (var i = 0; i < schema.Patterns.Length; i++)
            settings.AddCustomFormatValidator(new PatternValidator(CustomRuleSchema.FormatOf(i), schema.Patterns[i]));

        // Nothing is fetched: references lead into the schema itself.
        var parsed = JsonSchema.FromJsonAsync(schema.Json).GetAwaiter().GetResult();
        return new SchemaEvaluator(parsed, new JsonSchemaValidator(settings));
    }

    public IEnumerable<SchemaViolation> Evaluate(string json)
    {
        using var text = new StringReader(json);
        using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = MaximumDepth };
        return _validator.Validate(JToken.ReadFrom(reader), _schema).SelectMany(Describe).Distinct().ToImmutableArray();
    }

    /// <summary>What a part of the whole violates is said of that part; of alternatives, none of which holds, the whole is said.</summary>
    private static IEnumerable<SchemaViolation> Describe(ValidationError error)
    {
        if (error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid or ValidationErrorKind.NotAllOf } child)
            return child.Errors.SelectMany(static pair => pair.Value).SelectMany(Describe);

        var isOfWhole = error.Kind is ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf or ValidationErrorKind.ExcludedSchemaValidates or ValidationErrorKind.ItemsNotUnique;
        var isAbsence = error.Kind is ValidationErrorKind.PropertyRequired or ValidationErrorKind.TooFewItems or ValidationErrorKind.TooFewProperties;
        return [new SchemaViolation(error.LineNumber - 1, Words(error), isAbsence, isOfWhole)];
    }

    private static string Words(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"'{error.Property}' is missing",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "it is not allowed here",
        ValidationErrorKind.NotInEnumeration => $"it is not one of {string.Join(", ", error.Schema.Enumeration.Select(static item => $"'{item}'"))}",
        ValidationErrorKind.StringTooShort => $"it is shorter than {error.Schema.MinLength}",
        ValidationErrorKind.StringTooLong => $"it is longer than {error.Schema.MaxLength}",
        ValidationErrorKind.NumberTooSmall => $"it is below {error.Schema.Minimum ?? error.Schema.ExclusiveMinimum}",
        ValidationErrorKind.NumberTooBig => $"it is above {error.Schema.Maximum ?? error.Schema.ExclusiveMaximum}",
        ValidationErrorKind.TooFewItems => $"it has fewer than {error.Schema.MinItems} items",
        ValidationErrorKind.TooManyItems => $"it has more than {error.Schema.MaxItems} items",
        ValidationErrorKind.TooFewProperties => $"it has fewer than {error.Schema.MinProperties} keys",
        ValidationErrorKind.TooManyProperties => $"it has more than {error.Schema.MaxProperties} keys",
        ValidationErrorKind.ItemsNotUnique => "its items are not all different",
        ValidationErrorKind.StringExpected => "it is no text",
        ValidationErrorKind.NumberExpected => "it is no number",
        ValidationErrorKind.IntegerExpected => "it is no whole number",
        ValidationErrorKind.BooleanExpected => "it is not true or false",
        ValidationErrorKind.ObjectExpected => "it is no mapping",
        ValidationErrorKind.ArrayExpected => "it is no list",
        ValidationErrorKind.NullExpected => "it is not null",
        ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf => "it satisfies none of the alternatives of the schema",
        ValidationErrorKind.ExcludedSchemaValidates => "it is what the schema excludes",
        _ => "it does not have the form that the schema asks for",
    };

    private sealed class PatternValidator(string format, Regex pattern) : IFormatValidator
    {
        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.PatternMismatch;

        public string Format => format;

        public bool IsValid(string value, JTokenType tokenType) => pattern.IsMatch(value);
    }
}
