using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// SARIF 2.1.0 (OASIS), with what GitHub code scanning asks for beyond it: rules with help, security severities, percent-encoded addresses
/// relative to the repository. The address of the source root is left out, as the standard allows, so that two machines write the same bytes.
/// </summary>
internal static class SarifReporter
{
    public const string Repository = "https://github.com/stockade-aks/stockade";

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json => WriteLog(report, json));

    public static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

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
        WriteProvenance(report.Repository, json);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SarifLocations.SourceRoot);
        SarifLocations.WriteMessage("description", "The root of the analysed repository.", json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        var indexes = rules.Select(static (rule, index) => (rule.Descriptor.Id, index)).ToDictionary(StringComparer.Ordinal);
        var results = new SarifResults(report, json);
        foreach (var diagnostic in report.Diagnostics.Concat(report.Suppressed))
            results.Write(diagnostic, indexes[diagnostic.Id]);
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
            SarifRules.Write(descriptor, page, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Report report, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !report.HasInternalError && !report.IsRefused && report.PathErrors.IsEmpty);
        if (!report.PathErrors.IsEmpty)
        {
            json.WriteStartArray("toolExecutionNotifications");
            foreach (var error in report.PathErrors)
            {
                json.WriteStartObject();
                json.WriteString("level", "error");
                SarifLocations.WriteMessage("message", Sentence(error), json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProvenance(SourceRepository repository, Utf8JsonWriter json)
    {
        if (repository.Address is null)
            return;
        json.WriteStartArray("versionControlProvenance");
        json.WriteStartObject();
        json.WriteString("repositoryUri", repository.Address);
        if (repository.Commit is not null)
            json.WriteString("revisionId", repository.Commit);
        if (repository.Branch is not null)
            json.WriteString("branch", repository.Branch);
        json.WriteStartObject("mappedTo");
        json.WriteString("uriBaseId", SarifLocations.SourceRoot);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
