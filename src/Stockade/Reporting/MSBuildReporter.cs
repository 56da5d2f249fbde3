using System.Globalization;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// One line a diagnostic in MSBuild's canonical form, without a subcategory: the problem matcher that GitHub's setup-dotnet action registers
/// accepts neither a subcategory nor the end of a range.
/// </summary>
internal static class MSBuildReporter
{
    public static void Write(Report report, TextWriter writer)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            var place = diagnostic.Location.File is null ? "stockade" : PlaceOf(diagnostic.Location, report.Options);
            writer.Write($"{place}: {SeverityNames.Of(diagnostic.Severity)} {diagnostic.Id}: {PrintableText.Escape(diagnostic.MessageWithTemplate)}\n");
        }
    }

    private static string PlaceOf(SourceLocation location, ReportOptions options)
    {
        var path = ReportPaths.Typed(location.File, options);
        var span = location.LineSpan;
        var start = string.Create(CultureInfo.InvariantCulture, $"{path}({span.Start.Line + 1},{span.Start.Character + 1}");
        return options.OmitRangeEnds
            ? start + ")"
            : string.Create(CultureInfo.InvariantCulture, $"{start},{span.End.Line + 1},{span.End.Character + 1})");
    }
}
