using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Reporting;

/// <summary>The rules of a SARIF run, with what GitHub code scanning asks for.</summary>
internal static class SarifRules
{
    public static void Write(DiagnosticDescriptor descriptor, RulePage? page, Utf8JsonWriter json)
    {
        var title = descriptor.Title.ToString(CultureInfo.InvariantCulture);
        var description = descriptor.Description.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("id", descriptor.Id);
        if (page is not null)
            json.WriteString("name", page.Name);
        SarifLocations.WriteMessage("shortDescription", SarifReporter.Sentence(title), json);
        SarifLocations.WriteMessage("fullDescription", SarifReporter.Sentence(description.Length > 0 ? description : title), json);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(descriptor.DefaultSeverity));
        json.WriteEndObject();

        // A rule of the repository has a path, which is no address.
        if (descriptor.HelpLinkUri.Contains("://", StringComparison.Ordinal))
            json.WriteString("helpUri", descriptor.HelpLinkUri);
        json.WriteStartObject("help");
        json.WriteString("text", SarifReporter.Sentence(description.Length > 0 ? description : title) + "\n" + descriptor.HelpLinkUri);
        if (page is not null)
            json.WriteString("markdown", page.Markdown);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        WriteRuleProperties(descriptor, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static string LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

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
}
