using System.Globalization;
using System.Text;
using Stockade.Rules;

namespace Stockade.Tests.Rules;

/// <summary>rules/README.md is written from the pages.</summary>
public class RuleIndexTests
{
    [Fact]
    public void The_index_lists_every_page() => Golden.Check(WriteIndex(), RepositoryRoot.Combine("rules", "README.md"));

    [Fact]
    public void Pages_are_sorted_and_their_ids_are_unique()
    {
        var ids = RuleCatalog.Pages.Select(static page => page.Id).ToArray();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
        Assert.Equal(RulePageFile.AllPaths().Select(static path => Path.GetFileNameWithoutExtension(path)), ids);
    }

    [Fact]
    public void Every_rule_carries_the_descriptor_of_its_page()
    {
        foreach (var page in RuleCatalog.Pages)
            Assert.Same(page.Descriptor, page.Create().Descriptor);
    }

    private static string WriteIndex()
    {
        var index = new StringBuilder();
        index.Append("# Rules\n\nOne page per rule; the pages are what `stockade explain` prints. A test writes this index from them.\n\n");
        index.Append("| id | name | default | says |\n|---|---|---|---|\n");
        foreach (var page in RuleCatalog.Pages)
        {
            var severity = page.Descriptor.DefaultSeverity.ToString().ToLowerInvariant();
            index.Append(CultureInfo.InvariantCulture, $"| [{page.Id}]({page.Id}.md) | {page.Name} | {severity} | {page.Descriptor.Title.ToString(CultureInfo.InvariantCulture)} |\n");
        }

        return index.ToString();
    }
}
