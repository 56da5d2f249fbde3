using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// SARIF 2.1.0 (OASIS), with what GitHub code scanning asks for beyond it: rules with help, security severities, relative percent-encoded
/// addresses. The address of the source root is left out, as the standard allows, so that two machines write the same bytes.
/// </summary>
internal static class SarifReporter
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string SourceRoot = "SRCROOT";
    private const string FingerprintKey = "stockade/v1";
    private const string Repository = "https://github.com/stockade-aks/stockade";

    public static void Write(Report report, TextWriter writer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonReporter.WriterOptions))
            WriteLog(report, json);
        writer.Write(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Write("\n");
    }

    private static void WriteLog(Report report, Utf8JsonWriter json)
    {
        var rules = RulesOf(report);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(report.ToolVersion, rules, json);
        WriteInvocation(report, json);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SourceRoot);
        WriteMessage("description", "The root of the analysed repository.", json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        var indexes = rules.Select(static (rule, index) => (rule.Descriptor.Id, index)).ToDictionary(StringComparer.Ordinal);
        foreach (var diagnostic in report.Diagnostics.Concat(report.Suppressed))
            WriteResult(diagnostic, indexes[diagnostic.Id], !report.Suppressed.IsEmpty, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A diagnostic whose rule has no page still needs its entry: ruleIndex must point somewhere.
    private static ImmutableArray<(DiagnosticDescriptor Descriptor, RulePage? Page)> RulesOf(Report report)
    {
        var rules = report.Pages.ToDictionary(static page => page.Id, static page => (page.Descriptor, (RulePage?)page), StringComparer.Ordinal);
        foreach (var diagnostic in report.Diagnostics.Concat(report.Suppressed))
            rules.TryAdd(diagnostic.Id, (diagnostic.Descriptor, null));
        return [.. rules.OrderBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => rule.Value)];
    }

    private static void WriteTool(string version, ImmutableArray<(DiagnosticDescriptor Descriptor, RulePage? Page)> rules, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Stockade");
        json.WriteString("version", version);
        json.WriteString("semanticVersion", version);
        json.WriteString("informationUri", Repository);
        json.WriteStartArray("rules");
        foreach (var (descriptor, page) in rules)
            WriteRule(descriptor, page, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(DiagnosticDescriptor descriptor, RulePage? page, Utf8JsonWriter json)
    {
        var title = descriptor.Title.ToString(CultureInfo.InvariantCulture);
        var description = descriptor.Description.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("id", descriptor.Id);
        if (page is not null)
            json.WriteString("name", page.Name);
        WriteMessage("shortDescription", Sentence(title), json);
        WriteMessage("fullDescription", Sentence(description.Length > 0 ? description : title), json);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(descriptor.DefaultSeverity));
        json.WriteEndObject();
        if (!string.IsNullOrEmpty(descriptor.HelpLinkUri))
            json.WriteString("helpUri", descriptor.HelpLinkUri);
        json.WriteStartObject("help");
        json.WriteString("text", Sentence(description.Length > 0 ? description : title) + "\n" + descriptor.HelpLinkUri);
        if (page is not null)
            json.WriteString("markdown", page.Markdown);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        WriteRuleProperties(descriptor, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRuleProperties(DiagnosticDescriptor descriptor, Utf8JsonWriter json)
    {
        // Rules about the analysis itself are no security results: GitHub makes one of every rule that has a security severity.
        var isAboutTheAnalysis = descriptor.Id.StartsWith("AKS9", StringComparison.Ordinal);
        json.WriteStartArray("tags");
        if (!isAboutTheAnalysis)
            json.WriteStringValue("security");
        json.WriteStringValue(descriptor.Category);
        json.WriteEndArray();
        json.WriteString("precision", "very-high");
        json.WriteString("problem.severity", descriptor.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "recommendation",
        });
        if (isAboutTheAnalysis)
            return;
        json.WriteString("security-severity", descriptor.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => "8.0",
            DiagnosticSeverity.Warning => "6.0",
            _ => "3.0",
        });
    }

    private static void WriteInvocation(Report report, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !report.HasInternalError && report.PathErrors.IsEmpty);
        if (!report.PathErrors.IsEmpty)
        {
            json.WriteStartArray("toolExecutionNotifications");
            foreach (var error in report.PathErrors)
            {
                json.WriteStartObject();
                json.WriteString("level", "error");
                WriteMessage("message", Sentence(error), json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(RuleDiagnostic diagnostic, int ruleIndex, bool hasSuppressions, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", LevelOf(diagnostic.Severity));
        WriteMessage("message", diagnostic.Message, json);
        if (diagnostic.Location.File is not null)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePhysicalLocation(diagnostic.Location, json);
            WriteLogicalLocation(diagnostic.Template, json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteRelatedLocations(diagnostic, json);
        if (hasSuppressions)
            WriteSuppression(diagnostic.Suppression, json);
        json.WriteStartObject("partialFingerprints");
        json.WriteString(FingerprintKey, Fingerprint.Of(diagnostic));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        JsonReporter.WriteSubject(diagnostic.Subject, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>All results of a run have suppressions, if only an empty list, or none has (3.27.23).</summary>
    private static void WriteSuppression(DiagnosticSuppression? suppression, Utf8JsonWriter json)
    {
        json.WriteStartArray("suppressions");
        if (suppression is not null)
        {
            json.WriteStartObject();
            json.WriteString("kind", suppression.Location is null ? "external" : "inSource");
            json.WriteString("justification", suppression.Reason);
            if (suppression.Location is { } location)
            {
                json.WriteStartObject("location");
                WritePhysicalLocation(location, json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRelatedLocations(RuleDiagnostic diagnostic, Utf8JsonWriter json)
    {
        var related = diagnostic.Related.Where(static related => related.Location.File is not null).ToImmutableArray();
        if (related.IsEmpty)
            return;
        json.WriteStartArray("relatedLocations");
        for (var index = 0; index < related.Length; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", index + 1);
            WritePhysicalLocation(related[index].Location, json);
            WriteLogicalLocation(related[index].Template, json);
            WriteMessage("message", related[index].Message, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePhysicalLocation(SourceLocation location, Utf8JsonWriter json)
    {
        var span = location.LineSpan;
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', location.File.Path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", SourceRoot);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", span.Start.Line + 1);
        json.WriteNumber("startColumn", span.Start.Character + 1);
        json.WriteNumber("endLine", span.End.Line + 1);
        json.WriteNumber("endColumn", span.End.Character + 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The template of a rendered manifest; SARIF knows no word for it, and <c>kind</c> may be any (3.33.7).</summary>
    private static void WriteLogicalLocation(string? template, Utf8JsonWriter json)
    {
        if (template is null)
            return;
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", template);
        json.WriteString("kind", "template");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteMessage(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
