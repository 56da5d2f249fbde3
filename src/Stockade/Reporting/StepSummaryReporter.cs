using System.Globalization;
using System.Text;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>A table in Markdown for the summary page of a GitHub workflow run (docs.github.com, "Adding a job summary").</summary>
internal static class StepSummaryReporter
{
    // The summaries of a step may take 1 MiB together; one that is larger is not shown at all.
    private const int MaximumLength = 250_000;
    private const int MaximumMessageLength = 600;

    public static void Write(Report report, TextWriter writer)
    {
        writer.Write("### Stockade\n\n");
        if (report.Changes is { } changes)
            writer.Write(Escape(SummaryText.Of(changes)) + "\n\n");
        writer.Write(Escape(SummaryText.Of(report)) + "\n");
        if (report.Diagnostics.IsEmpty)
            return;

        writer.Write("\n| severity | rule | place | what |\n|---|---|---|---|\n");
        var length = 0;
        var written = 0;
        foreach (var diagnostic in report.Diagnostics.OrderByDescending(static diagnostic => diagnostic.Severity))
        {
            var row = RowOf(diagnostic, report);
            length += row.Length;
            if (length > MaximumLength)
                break;
            writer.Write(row);
            written++;
        }

        if (written < report.Diagnostics.Length)
            writer.Write($"\n… and {SummaryText.Count(report.Diagnostics.Length - written, "more diagnostic")}\n");
    }

    private static string RowOf(RuleDiagnostic diagnostic, Report report)
    {
        var place = diagnostic.Location.File is { } file
            ? string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Escape(ReportPaths.InRepository(file, report))}:{diagnostic.Location.Line}")
            : string.Empty;
        var message = PrintableText.Escape(diagnostic.MessageWithTemplate);
        if (message.Length > MaximumMessageLength)
            message = string.Concat(message.AsSpan(0, MaximumMessageLength - (char.IsHighSurrogate(message[MaximumMessageLength - 1]) ? 1 : 0)), "…");
        var link = diagnostic.Descriptor.HelpLinkUri;
        var rule = string.IsNullOrEmpty(link) ? diagnostic.Id : $"[{diagnostic.Id}]({link})";
        return $"| {SeverityNames.Of(diagnostic.Severity)} | {rule} | {Escape(place)} | {Escape(message)} |\n";
    }

    /// <summary>Everything that Markdown or HTML could take for structure, as entities, which they never do (CommonMark 2.5).</summary>
    private static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            if (unit is '&' or '<' or '>' or '"' or '`' or '*' or '_' or '[' or ']' or '(' or ')' or '!' or '|' or '\\' or '~' or '#' or '@' or '$' or ':' or '.')
                builder.Append(CultureInfo.InvariantCulture, $"&#{(int)unit};");
            else
                builder.Append(unit);
        }

        return builder.ToString();
    }
}
