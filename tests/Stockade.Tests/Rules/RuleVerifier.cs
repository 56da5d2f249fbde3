using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Tests.Rules;

/// <summary>
/// Runs one rule over files in which <c>[|…|]</c> marks the text of every expected diagnostic. A test without marks says that the rule is silent.
/// </summary>
internal static class RuleVerifier
{
    public static void Verify(string ruleId, string fileName, string markup) => Verify(ruleId, (fileName, markup));

    public static void Verify(string ruleId, params ReadOnlySpan<(string FileName, string Markup)> files)
    {
        using var folder = new TemporaryFolder();
        var expected = ImmutableArray.CreateBuilder<(string File, TextSpan Span)>();
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fileName, markup) in files)
        {
            var content = ReadMarks(markup, span => expected.Add((fileName, span)));
            contents[fileName] = content;
            folder.Write(fileName, content);
        }

        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = [ruleId] });
        var actual = result.Diagnostics.Select(static diagnostic => (diagnostic.Location.File.Path, diagnostic.Location.Span));
        Assert.Equal(
            expected.OrderBy(static item => item.File, StringComparer.Ordinal).ThenBy(static item => item.Span).Select(item => Describe(item.File, item.Span)),
            actual.Select(item => Describe(item.Path, item.Span)));

        string Describe(string file, TextSpan span) => $"{file} {span} '{contents[file].Substring(span.Start, span.Length)}'";
    }

    private static string ReadMarks(string markup, Action<TextSpan> report)
    {
        var text = markup.ReplaceLineEndings("\n");
        while (text.IndexOf("[|", StringComparison.Ordinal) is var start and >= 0)
        {
            var end = text.IndexOf("|]", start, StringComparison.Ordinal);
            Assert.True(end > 0, "'[|' without '|]'");
            text = string.Concat(text.AsSpan(0, start), text.AsSpan(start + 2, end - start - 2), text.AsSpan(end + 2));
            report(TextSpan.FromBounds(start, end - 2));
        }

        return text;
    }
}
