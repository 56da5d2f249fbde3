using System.Text.RegularExpressions;

namespace Stockade.Tests.House;

/// <summary>Which folder of the engine may use which: read off the <c>using</c> lines.</summary>
public partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Text"] = [],
        ["Syntax"] = ["Text"],
        ["Semantics"] = ["Syntax", "Text"],
        ["Analysis"] = ["Semantics", "Syntax", "Text"],
        ["Rules"] = ["Analysis", "Semantics", "Syntax", "Text"],
        ["Reporting"] = ["Analysis", "Text"],
        ["Workspace"] = ["Text"],
    };

    private static string Engine => RepositoryRoot.Combine("src", "Stockade");

    public static TheoryData<string> Layers() => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_uses_only_the_layers_below_it(string layer)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Engine, layer), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match match in StockadeNamespace().Matches(File.ReadAllText(file)))
            {
                var used = match.Groups["layer"].Value;
                Assert.True(used == layer || MayUse[layer].Contains(used, StringComparer.Ordinal), $"{file} uses Stockade.{used}");
            }
        }
    }

    [Fact]
    public void A_rule_uses_no_other_rule()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Engine, "Rules"), "*.cs", SearchOption.AllDirectories))
            Assert.DoesNotMatch("using Stockade\\.Rules\\.", File.ReadAllText(file));
    }

    [Fact]
    public void Reporting_knows_the_diagnostic_types_and_nothing_else_of_the_analysis()
    {
        string[] known = ["RuleDiagnostic", "RelatedLocation", "DiagnosticSubject", "DiagnosticSuppression", "Fingerprint", "Fix", "RevisionChanges", "RulePage"];
        var others = Directory.EnumerateFiles(Path.Combine(Engine, "Analysis"), "*.cs")
            .Select(static path => Path.GetFileNameWithoutExtension(path))
            .Except(known, StringComparer.Ordinal)
            .ToArray();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Engine, "Reporting"), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain(others, type => Regex.IsMatch(text, $@"\b{type}\b", RegexOptions.None, TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_layer()
    {
        var folders = Directory.EnumerateDirectories(Engine).Select(static path => Path.GetFileName(path)).Except(["bin", "obj"], StringComparer.Ordinal);
        Assert.Equal(MayUse.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^(?:using (?:static |\w+ = )?|\s*global::)Stockade\.(?<layer>\w+)", RegexOptions.Multiline)]
    private static partial Regex StockadeNamespace();
}
