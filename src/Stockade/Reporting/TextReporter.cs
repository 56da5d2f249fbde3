using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Frames with source lines, for people.</summary>
internal static class TextReporter
{
    // A cause that concerns a hundred workloads is told by a few of them and their number; the other formats list them all.
    private const int MaximumRelatedLocations = 6;

    public static void Write(Report report, TextWriter writer)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            WriteDiagnostic(diagnostic, writer, report.Options);
            writer.Write("\n");
        }

        if (report.Options.ShowStatistics)
            WriteStatistics(report, writer);
        if (report.Changes is { } changes && !report.Options.OmitSummary)
            WriteChanges(changes, writer);
        if (!report.Options.OmitSummary)
            WriteSummary(report, writer);
    }

    public static void WriteDiagnostic(RuleDiagnostic diagnostic, TextWriter writer, ReportOptions options)
    {
        var style = new TerminalStyle(options.UseColor);
        WriteHeader(diagnostic, writer, style, options.Width);

        var shown = diagnostic.Related.Where(static related => related.Location.File is not null).Take(MaximumRelatedLocations).ToImmutableArray();
        var numberWidth = 1;
        if (diagnostic.Location.File is not null)
        {
            var primary = new Annotation(diagnostic.Location, string.Empty, ColorOf(diagnostic.Severity), '^');
            var annotations = shown
                .Select(static related => new Annotation(related.Location, PrintableText.Escape(related.Message), TerminalColor.Related, '-'))
                .Prepend(primary);
            numberWidth = WriteFrames(annotations, writer, style, options);
        }

        var notes = new List<string>();
        if (diagnostic.Related.Length > shown.Length)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"… and {diagnostic.Related.Length - shown.Length} more"));
        if (!diagnostic.Overlays.IsEmpty)
            notes.Add("note: in " + PrintableText.Escape(string.Join(", ", diagnostic.Overlays)));
        if (diagnostic.Template is not null)
            notes.Add("note: rendered from " + PrintableText.Escape(diagnostic.Template));
        if (!string.IsNullOrEmpty(diagnostic.Descriptor.HelpLinkUri))
            notes.Add("help: " + diagnostic.Descriptor.HelpLinkUri);
        foreach (var note in notes)
            writer.Write(style.Paint(new string(' ', numberWidth) + " =", TerminalColor.Gutter) + " " + note + "\n");
    }

    private static void WriteHeader(RuleDiagnostic diagnostic, TextWriter writer, TerminalStyle style, int width)
    {
        var severity = SeverityNames.Of(diagnostic.Severity);
        var indent = severity.Length + diagnostic.Id.Length + 4;
        var lines = TextWrapper.Wrap(PrintableText.Escape(diagnostic.Message), Math.Max(40, width - indent));
        var color = ColorOf(diagnostic.Severity);
        var id = style.Link(style.Paint(diagnostic.Id, color), diagnostic.Descriptor.HelpLinkUri);
        writer.Write(style.Paint(severity + "[", color) + id + style.Paint("]", color) + ": " + style.Paint(lines[0], TerminalColor.Bold) + "\n");
        foreach (var line in lines.Skip(1))
            writer.Write(new string(' ', indent) + style.Paint(line, TerminalColor.Bold) + "\n");
    }

    private static int WriteFrames(IEnumerable<Annotation> annotations, TextWriter writer, TerminalStyle style, ReportOptions options)
    {
        var frames = annotations
            .GroupBy(static annotation => annotation.Location.File)
            .Select(static file => (First: file.First().Location, Frame: new SourceFrame(file.Key, file)))
            .ToImmutableArray();
        var numberWidth = frames.Max(static frame => frame.Frame.NumberWidth);
        var pad = new string(' ', numberWidth);
        var arrow = "-->";
        foreach (var (first, frame) in frames)
        {
            writer.Write(style.Paint(pad + arrow, TerminalColor.Gutter) + " " + PlaceOf(first, options) + "\n");
            writer.Write(style.Paint(pad + " |", TerminalColor.Gutter) + "\n");
            frame.Write(writer, numberWidth, options.Width, style);
            writer.Write(style.Paint(pad + " |", TerminalColor.Gutter) + "\n");
            arrow = ":::";
        }

        return numberWidth;
    }

    private static string PlaceOf(SourceLocation location, ReportOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{PrintableText.PathOf(location.File, options)}:{location.Line}:{location.Column}");

    private static TerminalColor ColorOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => TerminalColor.Error,
        DiagnosticSeverity.Warning => TerminalColor.Warning,
        _ => TerminalColor.Info,
    };

    private static void WriteStatistics(Report report, TextWriter writer)
    {
        var names = report.Pages.ToDictionary(static page => page.Id, static page => page.Name, StringComparer.Ordinal);
        var shown = report.Diagnostics.CountBy(static diagnostic => diagnostic.Id).ToDictionary(StringComparer.Ordinal);
        var suppressed = report.Suppressed.CountBy(static diagnostic => diagnostic.Id).ToDictionary(StringComparer.Ordinal);
        var ids = shown.Keys.Union(suppressed.Keys, StringComparer.Ordinal).OrderByDescending(id => shown.GetValueOrDefault(id)).ThenBy(static id => id, StringComparer.Ordinal).ToList();
        foreach (var id in ids)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{shown.GetValueOrDefault(id),6}  {id}  {names.GetValueOrDefault(id, string.Empty)}").TrimEnd();
            var more = suppressed.TryGetValue(id, out var count) ? string.Create(CultureInfo.InvariantCulture, $", {count} suppressed") : string.Empty;
            writer.Write($"{line}{more}\n");
        }

        if (ids.Count > 0)
            writer.Write("\n");
    }

    private static void WriteChanges(RevisionChanges changes, TextWriter writer)
    {
        var parts = new List<string>();
        Add("newly reachable", changes.NewlyReachable, "workload");
        Add("no longer reachable", changes.NoLongerReachable, "workload");
        Add("newly public", changes.NewlyPublic, "cluster");
        var what = parts.Count == 0 ? "no workload became reachable and no cluster public" : string.Join(" · ", parts);
        writer.Write($"since {PrintableText.Escape(changes.Revision)}: {what}\n");

        void Add(string change, ImmutableArray<string> ids, string noun)
        {
            if (ids.IsEmpty)
                return;
            var more = ids.Length > MaximumRelatedLocations ? ", …" : string.Empty;
            parts.Add($"{change}: {Count(ids.Length, noun)} ({string.Join(", ", ids.Take(MaximumRelatedLocations).Select(PrintableText.Escape))}{more})");
        }
    }

    private static void WriteSummary(Report report, TextWriter writer)
    {
        var summary = report.Summary;
        var line = string.Join(
            " · ",
            $"{Count(summary.Errors, "error")}, {Count(summary.Warnings, "warning")}, {Count(summary.Infos, "info")}, {summary.Suppressed} suppressed",
            $"workloads: {summary.WorkloadsBlocked} blocked, {summary.WorkloadsReachable} reachable, {summary.WorkloadsUnknown} unknown",
            $"clusters: {summary.ClustersPrivate} private, {summary.ClustersRestricted} restricted, {summary.ClustersPublic} public, {summary.ClustersUnknown} unknown",
            Count(summary.FilesRead, "file") + Time(report.Options.Elapsed));
        writer.Write(line + "\n");
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Time(TimeSpan? elapsed) => elapsed switch
    {
        null => string.Empty,
        { TotalSeconds: < 1 } time => string.Create(CultureInfo.InvariantCulture, $" in {time.TotalMilliseconds:0} ms"),
        { } time => string.Create(CultureInfo.InvariantCulture, $" in {time.TotalSeconds:0.0} s"),
    };
}
