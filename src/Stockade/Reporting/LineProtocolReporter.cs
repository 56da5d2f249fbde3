using System.Globalization;
using System.Text;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// What the MSBuild task reads: one diagnostic a line, fields separated by tabs, with <c>\</c>, tab and line breaks escaped by a backslash.
/// <c>D severity id file line column endLine endColumn helpLink message</c>; paths are relative to the root of the run.
/// The task ships in one package with the executable, so this is no public format.
/// </summary>
internal static class LineProtocolReporter
{
    public static void Write(Report report, TextWriter writer)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            var hasPlace = diagnostic.Location.File is not null;
            var span = hasPlace ? diagnostic.Location.LineSpan : default;
            var numbers = hasPlace
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{span.Start.Line + 1}\t{span.Start.Character + 1}\t{span.End.Line + 1}\t{span.End.Character + 1}")
                : "0\t0\t0\t0";
            var path = hasPlace ? diagnostic.Location.File!.Path : string.Empty;
            writer.Write($"D\t{SeverityNames.Of(diagnostic.Severity)}\t{diagnostic.Id}\t{Escape(path)}\t{numbers}\t");
            writer.Write($"{Escape(diagnostic.Descriptor.HelpLinkUri)}\t{Escape(PrintableText.Escape(diagnostic.MessageWithTemplate))}\n");
        }
    }

    private static string Escape(string field)
    {
        if (field.AsSpan().IndexOfAny("\\\t\r\n") < 0)
            return field;
        var builder = new StringBuilder(field.Length + 8);
        foreach (var unit in field)
        {
            _ = unit switch
            {
                '\\' => builder.Append(@"\\"),
                '\t' => builder.Append(@"\t"),
                '\r' => builder.Append(@"\r"),
                '\n' => builder.Append(@"\n"),
                _ => builder.Append(unit),
            };
        }

        return builder.ToString();
    }
}
