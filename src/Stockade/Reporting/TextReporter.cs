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
        SummaryText.Write(report, writer);
    }

    public static void WriteDiagnostic(RuleDiagnostic diagnostic, TextWriter writer, ReportOptions options)
    {
        var style = new TerminalStyle(options);
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
        foreach (var fix in diagnostic.Fixes)
            FixFrame.Write(fix, new string(' ', numberWidth), writer, style, options);
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
        string.Create(CultureInfo.InvariantCulture, $"{ReportPaths.Typed(location.File, options)}:{location.Line}:{location.Column}");

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
}
