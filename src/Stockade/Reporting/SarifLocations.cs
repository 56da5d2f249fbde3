using System.Text.Json;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Places in SARIF: addresses relative to the repository, regions in UTF-16 units.</summary>
internal static class SarifLocations
{
    public const string SourceRoot = "SRCROOT";

    public static void WritePhysicalLocation(SourceLocation location, Report report, Utf8JsonWriter json)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(location.File, report, json);
        WriteRegion("region", location, json);
        json.WriteEndObject();
    }

    public static void WriteArtifact(SourceFile file, Report report, Utf8JsonWriter json)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', ReportPaths.InRepository(file, report).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", SourceRoot);
        json.WriteEndObject();
    }

    public static void WriteRegion(string name, SourceLocation location, Utf8JsonWriter json)
    {
        var span = location.LineSpan;
        json.WriteStartObject(name);
        json.WriteNumber("startLine", span.Start.Line + 1);
        json.WriteNumber("startColumn", span.Start.Character + 1);
        json.WriteNumber("endLine", span.End.Line + 1);
        json.WriteNumber("endColumn", span.End.Character + 1);
        json.WriteEndObject();
    }

    /// <summary>The template of a rendered manifest; SARIF knows no word for it, and <c>kind</c> may be any (3.33.7).</summary>
    public static void WriteLogicalLocation(string? template, Utf8JsonWriter json)
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

    public static void WriteMessage(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
