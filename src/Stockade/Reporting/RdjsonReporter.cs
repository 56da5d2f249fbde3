using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>The Reviewdog Diagnostic Format (<c>DiagnosticResult</c> of reviewdog's proto/rdf/reviewdog.proto) as JSON.</summary>
internal static class RdjsonReporter
{
    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("source");
        json.WriteString("name", "stockade");
        json.WriteString("url", SarifReporter.Repository);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in report.Diagnostics)
            WriteDiagnostic(diagnostic, report, json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteDiagnostic(RuleDiagnostic diagnostic, Report report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("message", diagnostic.MessageWithTemplate);
        if (diagnostic.Location.File is { } file)
        {
            json.WriteStartObject("location");
            json.WriteString("path", file.IsStandardInput ? file.Path : report.Options.PathPrefix + file.Path);
            WriteRange(diagnostic.Location, json);
            json.WriteEndObject();
        }

        json.WriteString("severity", diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "ERROR",
            DiagnosticSeverity.Warning => "WARNING",
            _ => "INFO",
        });
        json.WriteStartObject("code");
        json.WriteString("value", diagnostic.Id);
        json.WriteString("url", diagnostic.Descriptor.HelpLinkUri);
        json.WriteEndObject();
        WriteSuggestions(diagnostic, json);
        json.WriteEndObject();
    }

    /// <summary>A suggestion is one replacement in the file of the diagnostic.</summary>
    private static void WriteSuggestions(RuleDiagnostic diagnostic, Utf8JsonWriter json)
    {
        var edits = diagnostic.Fixes.Where(fix => fix is { IsUnsafe: false, Edits: [var only] } && only.Location.File == diagnostic.Location.File).Select(static fix => fix.Edits[0]).ToList();
        if (edits.Count == 0)
            return;
        json.WriteStartArray("suggestions");
        foreach (var edit in edits)
        {
            json.WriteStartObject();
            WriteRange(edit.Location, json);
            json.WriteString("text", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRange(SourceLocation location, Utf8JsonWriter json)
    {
        var span = location.LineSpan;
        json.WriteStartObject("range");
        WritePosition("start", location.File, span.Start, json);
        WritePosition("end", location.File, span.End, json);
        json.WriteEndObject();
    }

    /// <summary>Columns count bytes of UTF-8, from one.</summary>
    private static void WritePosition(string name, SourceFile file, LinePosition position, Utf8JsonWriter json)
    {
        var start = file.Lines.GetLineSpan(position.Line).Start;
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line + 1);
        json.WriteNumber("column", Encoding.UTF8.GetByteCount(file.Content.AsSpan(start, position.Character)) + 1);
        json.WriteEndObject();
    }
}
