using System.Globalization;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>One line a diagnostic, as compilers of the Unix family print it: <c>file:line:col: severity ID: message</c>.</summary>
internal static class ConciseReporter
{
    public static void Write(Report report, TextWriter writer)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            if (diagnostic.Location.File is { } file)
            {
                var path = ReportPaths.Typed(file, report.Options);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{path}:{diagnostic.Location.Line}:{diagnostic.Location.Column}: "));
            }

            writer.Write($"{SeverityNames.Of(diagnostic.Severity)} {diagnostic.Id}: {PrintableText.Escape(diagnostic.MessageWithTemplate)}\n");
        }
    }
}
