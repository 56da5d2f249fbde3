using Stockade.Rules;

namespace Stockade.Tests.Rules;

/// <summary>Every example of every rule page, run.</summary>
public class RulePageTests
{
    // The day on which the examples are read.
    private static readonly DateOnly Today = new(2027, 2, 1);

    public static TheoryData<string> Pages() => [.. RulePageFile.AllPaths().Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Noncompliant_examples_print_exactly_what_the_page_shows(string fileName)
    {
        var page = RulePageFile.Read(RepositoryRoot.Combine("rules", fileName));
        var edits = new List<(int Start, int End, string[] Lines)>();
        foreach (var example in page.Examples.Where(static example => example.Heading == "Noncompliant"))
        {
            Assert.True(example.Output is not null, $"{fileName}: noncompliant example {example.Number} has no output block");
            var actual = Run(page.Id, example);
            Assert.True(actual.Length > 0, $"{fileName}: noncompliant example {example.Number} reports nothing");
            var (start, end) = example.Output!.Value;
            var expected = string.Join('\n', page.Lines[start..end]);
            if (!Golden.Accepts)
                Assert.Equal(expected, actual);
            else if (actual != expected)
                edits.Add((start, end, actual.Split('\n')));
        }

        var lines = page.Lines.ToList();
        foreach (var (start, end, replacement) in Enumerable.Reverse(edits))
        {
            lines.RemoveRange(start, end - start);
            lines.InsertRange(start, replacement);
        }

        if (edits.Count > 0)
            File.WriteAllText(page.Path, string.Join('\n', lines));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Compliant_examples_are_silent(string fileName)
    {
        var page = RulePageFile.Read(RepositoryRoot.Combine("rules", fileName));
        foreach (var example in page.Examples.Where(static example => example.Heading == "Compliant"))
            Assert.Equal("", Run(page.Id, example));
    }

    [Fact]
    public void Every_page_but_that_of_the_failed_rule_has_both_kinds_of_example()
    {
        foreach (var page in RulePageFile.AllPaths().Select(RulePageFile.Read).Where(static page => page.Id != Descriptors.RuleFailed.Id))
        {
            Assert.Contains(page.Examples, static example => example.Heading == "Noncompliant");
            Assert.Contains(page.Examples, static example => example.Heading == "Compliant");
        }
    }

    private static string Run(string id, RulePageExample example)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, content) in example.Files)
            folder.Write(path, content);

        // Whether a suppression is unused is known only where the other rules run.
        var select = id == Descriptors.SuppressionHasNoEffect.Id ? "AKS" : id;
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = [select], Today = Today });
        return ReportText.Frames(result, id);
    }
}
