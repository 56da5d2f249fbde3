using System.Collections.Immutable;
using System.Text.Json;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Stockade's own JSON. Stable: a change that a reader could notice raises <c>schemaVersion</c>.</summary>
internal static class JsonReporter
{
    private const int SchemaVersion = 1;

    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json => WriteReport(report, json));

    /// <summary>The overlays and sets of values that the diagnostic holds for, as a member of the current object.</summary>
    public static void WriteOverlays(RuleDiagnostic diagnostic, Utf8JsonWriter json)
    {
        if (diagnostic.Overlays.IsEmpty)
            return;
        json.WriteStartArray("overlays");
        foreach (var overlay in diagnostic.Overlays)
            json.WriteStringValue(overlay);
        json.WriteEndArray();
    }

    /// <summary>What the diagnostic is about, as members of the current object.</summary>
    public static void WriteSubject(DiagnosticSubject subject, Utf8JsonWriter json)
    {
        Write("scope", subject.Scope);
        Write("namespace", subject.Namespace);
        Write("workload", subject.Workload);
        Write("policy", subject.Policy);
        Write("cluster", subject.Cluster);
        Write("cause", subject.Cause);

        void Write(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }

    private static void WriteReport(Report report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "stockade");
        json.WriteString("version", report.ToolVersion);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in report.Diagnostics)
            WriteDiagnostic(diagnostic, json);
        json.WriteEndArray();
        json.WriteStartArray("suppressed");
        foreach (var diagnostic in report.Suppressed)
            WriteDiagnostic(diagnostic, json);
        json.WriteEndArray();
        json.WriteStartArray("pathErrors");
        foreach (var error in report.PathErrors)
            json.WriteStringValue(error);
        json.WriteEndArray();
        if (report.Changes is { } changes)
            WriteChanges(changes, json);
        WriteSummary(report.Summary, json);
        json.WriteEndObject();
    }

    private static void WriteDiagnostic(RuleDiagnostic diagnostic, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", diagnostic.Id);
        json.WriteString("severity", SeverityNames.Of(diagnostic.Severity));
        json.WriteString("message", diagnostic.Message);
        WriteLocation(diagnostic.Location, json);
        WriteTemplate(diagnostic.Template, json);
        json.WriteStartArray("related");
        foreach (var related in diagnostic.Related)
        {
            json.WriteStartObject();
            json.WriteString("message", related.Message);
            WriteLocation(related.Location, json);
            WriteTemplate(related.Template, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        WriteSubject(diagnostic.Subject, json);
        WriteOverlays(diagnostic, json);
        json.WriteEndObject();
        json.WriteString("fingerprint", Fingerprint.Of(diagnostic));
        json.WriteString("helpLink", diagnostic.Descriptor.HelpLinkUri);
        if (diagnostic.Suppression is { } suppression)
        {
            json.WriteStartObject("suppression");
            json.WriteString("reason", suppression.Reason);
            WriteLocation(suppression.Location ?? default, json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(SourceLocation location, Utf8JsonWriter json)
    {
        if (location.File is null)
        {
            json.WriteNull("file");
            json.WriteNull("range");
            return;
        }

        var span = location.LineSpan;
        json.WriteString("file", location.File.Path);
        json.WriteStartObject("range");
        WritePosition("start", span.Start.Line + 1, span.Start.Character + 1);
        WritePosition("end", span.End.Line + 1, span.End.Character + 1);
        json.WriteEndObject();

        void WritePosition(string name, int line, int column)
        {
            json.WriteStartObject(name);
            json.WriteNumber("line", line);
            json.WriteNumber("column", column);
            json.WriteEndObject();
        }
    }

    private static void WriteTemplate(string? template, Utf8JsonWriter json)
    {
        if (template is not null)
            json.WriteString("template", template);
    }

    private static void WriteChanges(RevisionChanges changes, Utf8JsonWriter json)
    {
        json.WriteStartObject("changes");
        json.WriteString("since", changes.Revision);
        Write("newlyReachable", changes.NewlyReachable);
        Write("noLongerReachable", changes.NoLongerReachable);
        Write("newlyPublic", changes.NewlyPublic);
        json.WriteEndObject();

        void Write(string name, ImmutableArray<string> ids)
        {
            json.WriteStartArray(name);
            foreach (var id in ids)
                json.WriteStringValue(id);
            json.WriteEndArray();
        }
    }

    private static void WriteSummary(AnalysisSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("errors", summary.Errors);
        json.WriteNumber("warnings", summary.Warnings);
        json.WriteNumber("infos", summary.Infos);
        json.WriteNumber("suppressed", summary.Suppressed);
        json.WriteNumber("filesRead", summary.FilesRead);
        json.WriteStartObject("workloads");
        json.WriteNumber("blocked", summary.WorkloadsBlocked);
        json.WriteNumber("reachable", summary.WorkloadsReachable);
        json.WriteNumber("unknown", summary.WorkloadsUnknown);
        json.WriteEndObject();
        json.WriteStartObject("clusters");
        json.WriteNumber("private", summary.ClustersPrivate);
        json.WriteNumber("restricted", summary.ClustersRestricted);
        json.WriteNumber("public", summary.ClustersPublic);
        json.WriteNumber("unknown", summary.ClustersUnknown);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
