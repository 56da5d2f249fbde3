using Stockade.Analysis.Configuration;
using Stockade.Rules;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Tests.Analysis.Configuration;

public class ConfigurationReaderTests
{
    public static TheoryData<string> Valid() => [.. ConfigurationSamples.Valid];

    public static TheoryData<string, string?> Invalid()
    {
        var data = new TheoryData<string, string?>();
        foreach (var (text, problem) in ConfigurationSamples.Invalid.Concat(ConfigurationSamples.InvalidBeyondTheSchema))
            data.Add(text, problem);
        return data;
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_configuration_has_no_problem(string text) => Assert.Empty(Read(text).Problems);

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_mistake_is_one_problem_with_its_place(string text, string? problem)
    {
        var found = Assert.Single(Read(text).Problems);
        if (problem is not null)
            Assert.Equal(problem, $"{found.Location.Line}:{found.Location.Column}: {found.Message}");
    }

    [Fact]
    public void An_empty_file_is_a_configuration_of_defaults() =>
        Assert.Equal((new RunConfiguration().SystemNamespaces, 0), (Read("# nothing yet\n").Configuration.SystemNamespaces, Read("").Problems.Length));

    [Fact]
    public void Values_are_read()
    {
        var configuration = Read(string.Concat(ConfigurationSamples.Valid.Skip(1).Take(6)) + ConfigurationSamples.Valid[7]).Configuration;
        Assert.Equal(["k8s/", "*.sh"], configuration.Include);
        Assert.Equal(ConfiguredSeverity.None, configuration.Severity["AKS1"]);
        Assert.Equal("rg-dev/shop", Assert.Single(configuration.Scopes).Cluster);
        Assert.Equal((DeclaredEngine.Cilium, DeclaredApiServer.Private, DeclaredImdsRestriction.Enabled), (configuration.Clusters[1].Engine, configuration.Clusters[1].ApiServer, configuration.Clusters[1].ImdsRestriction));
        Assert.Equal(["kube-*", "platform"], configuration.SystemNamespaces);
        Assert.Equal(("stockade.baseline.json", true, "shop"), (configuration.Baseline, configuration.Markdown, configuration.Namespace));
        Assert.Equal(0.001, configuration.Rules.AuthorizedRanges.Share);
    }

    private static (RunConfiguration Configuration, System.Collections.Immutable.ImmutableArray<ConfigurationProblem> Problems) Read(string text) =>
        ConfigurationReader.Read(
            new SourceFile("stockade.yaml", text),
            new ConfigurationVocabulary([.. RuleCatalog.Pages.Select(static page => page.Id)], PathPatterns.Check, static path => path == "rules/SHOP001.md" ? (new SourceFile(path, ConfigurationSamples.Rule), null) : (null, "the file does not exist")));
}
