using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>The results of a SARIF run.</summary>
internal sealed class SarifResults(Report report, Utf8JsonWriter json)
{
    private const string FingerprintKey = "stockade/v1";
    private const string LineHashKey = "primaryLocationLineHash";

    // GitHub refuses a result with more (docs.github.com, "SARIF support for code scanning", "Validating your SARIF file").
    private const int MaximumLocations = 1_000;

    private readonly Dictionary<SourceFile, LineHashes> _hashes = [];

    public void Write(RuleDiagnostic diagnostic, int ruleIndex)
    {
        var related = diagnostic.Related.Where(static related => related.Location.File is not null).Take(MaximumLocations).ToImmutableArray();
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", SarifRules.LevelOf(diagnostic.Severity));
        SarifLocations.WriteMessage("message", diagnostic.Message, json);
        if (diagnostic.Location.File is not null)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            SarifLocations.WritePhysicalLocation(diagnostic.Location, report, json);
            SarifLocations.WriteLogicalLocation(diagnostic.Template, json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteRelatedLocations(related);
        WriteCodeFlow(diagnostic, related);
        WriteFixes(diagnostic.Fixes);
        if (!report.Suppressed.IsEmpty)
            WriteSuppression(diagnostic.Suppression);
        WriteFingerprints(diagnostic);
        json.WriteStartObject("properties");
        JsonReporter.WriteSubject(diagnostic.Subject, json);
        JsonReporter.WriteOverlays(diagnostic, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteRelatedLocations(ImmutableArray<RelatedLocation> related)
    {
        if (related.IsEmpty)
            return;
        json.WriteStartArray("relatedLocations");
        for (var index = 0; index < related.Length; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", index + 1);
            WriteLocation(related[index].Location, related[index].Template, related[index].Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The evidence as a path: from the place that causes the finding to the places that it concerns.</summary>
    private void WriteCodeFlow(RuleDiagnostic diagnostic, ImmutableArray<RelatedLocation> related)
    {
        if (related.IsEmpty || diagnostic.Location.File is null)
            return;
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        WriteStep(diagnostic.Location, diagnostic.Template, diagnostic.Message, "essential");
        foreach (var step in related)
            WriteStep(step.Location, step.Template, step.Message, "important");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteStep(SourceLocation location, string? template, string message, string importance)
    {
        json.WriteStartObject();
        json.WriteStartObject("location");
        WriteLocation(location, template, message);
        json.WriteEndObject();
        json.WriteString("importance", importance);
        json.WriteEndObject();
    }

    private void WriteLocation(SourceLocation location, string? template, string message)
    {
        SarifLocations.WritePhysicalLocation(location, report, json);
        SarifLocations.WriteLogicalLocation(template, json);
        SarifLocations.WriteMessage("message", message, json);
    }

    private void WriteFixes(ImmutableArray<Fix> fixes)
    {
        if (fixes.IsEmpty)
            return;
        json.WriteStartArray("fixes");
        foreach (var fix in fixes)
        {
            json.WriteStartObject();
            SarifLocations.WriteMessage("description", fix.IsUnsafe ? $"{fix.Title} (unsafe: read it before you apply it)" : fix.Title, json);
            json.WriteStartArray("artifactChanges");
            foreach (var file in fix.Edits.GroupBy(static edit => edit.Location.File))
                WriteChange(file.Key, EditedText.Sort(file));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteChange(SourceFile file, ImmutableArray<TextEdit> edits)
    {
        json.WriteStartObject();
        SarifLocations.WriteArtifact(file, report, json);
        json.WriteStartArray("replacements");
        foreach (var edit in edits)
        {
            json.WriteStartObject();
            SarifLocations.WriteRegion("deletedRegion", edit.Location, json);
            if (edit.NewText.Length > 0)
                SarifLocations.WriteMessage("insertedContent", edit.NewText, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>All results of a run have suppressions, if only an empty list, or none has (3.27.23).</summary>
    private void WriteSuppression(DiagnosticSuppression? suppression)
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
                SarifLocations.WritePhysicalLocation(location, report, json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFingerprints(RuleDiagnostic diagnostic)
    {
        json.WriteStartObject("partialFingerprints");
        json.WriteString(FingerprintKey, Fingerprint.Of(diagnostic));
        if (diagnostic.Location.File is { } file)
        {
            if (!_hashes.TryGetValue(file, out var hashes))
                _hashes[file] = hashes = LineHashes.Of(file);
            json.WriteString(LineHashKey, hashes.Of(diagnostic.Location.Line - 1));
        }

        json.WriteEndObject();
    }
}
