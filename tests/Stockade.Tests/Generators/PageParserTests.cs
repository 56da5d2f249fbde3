using Stockade.Generators;

namespace Stockade.Tests.Generators;

public class PageParserTests
{
    private const string Headings =
        "# A title\n\n## What it says\n\nFirst line\nsecond line.\n\nMore.\n\n## Why it matters\n\n## How to fix\n\n## Noncompliant\n\n## Compliant\n\n## When to suppress\n\n## References\n";

    private static string Page(string id = "AKS7001", string severity = "warning", string category = "Ingress", string message = "\"'{a}' and '{b}', '{a}' again\"") =>
        $"---\nid: {id}\nname: SomethingIsWrong\ncategory: {category}\nseverity: {severity}\nsince: 1.0.0\nmessage: {message}\n---\n\n{Headings}";

    [Fact]
    public void A_page_gives_a_descriptor()
    {
        var page = PageParser.Parse("rules/AKS7001.md", Page());
        Assert.Null(page.Error);
        Assert.Equal("AKS7001", page.Id);
        Assert.Equal("A title", page.Title);
        Assert.Equal("First line second line.", page.Description);
        Assert.Equal("'{0}' and '{1}', '{0}' again", page.MessageFormat);
        Assert.Equal("a b", page.Placeholders);
        Assert.StartsWith("# A title\n", page.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_line_ends_change_nothing() =>
        Assert.Equal(PageParser.Parse("AKS7001.md", Page()), PageParser.Parse("AKS7001.md", Page().Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("AKS7002", "warning", "Ingress", "x", "is not the file's name")]
    [InlineData("AKS7001", "fatal", "Ingress", "x", "severity 'fatal'")]
    [InlineData("AKS7001", "warning", "Network", "x", "category 'Network'")]
    [InlineData("AKS7001", "warning", "Ingress", "{unclosed", "placeholder")]
    [InlineData("AKS7001", "warning", "Ingress", "{}", "placeholder")]
    public void A_mistake_in_the_front_matter_is_an_error(string id, string severity, string category, string message, string expected) =>
        Assert.Contains(expected, PageParser.Parse("AKS7001.md", Page(id, severity, category, message)).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("no front matter\n")]
    [InlineData("")]
    [InlineData("---\nid: AKS7001\n")]
    [InlineData("---\nid: AKS7001\nfoo: bar\n---\n")]
    [InlineData("---\nid: AKS7001\n---\n")]
    public void A_page_without_front_matter_is_an_error(string text) => Assert.NotNull(PageParser.Parse("AKS7001.md", text).Error);

    [Fact]
    public void A_missing_heading_is_an_error() =>
        Assert.Contains("headings are", PageParser.Parse("AKS7001.md", Page().Replace("## How to fix\n", "", StringComparison.Ordinal)).Error, StringComparison.Ordinal);
}
