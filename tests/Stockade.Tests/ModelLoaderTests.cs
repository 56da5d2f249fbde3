using Stockade.Text;

namespace Stockade.Tests;

public sealed class ModelLoaderTests
{
    // Cuts at a prime distance fall on every place of a line sooner or later.
    private const int CutDistance = 61;

    private static readonly string[] s_texts =
    [
        "kind: Pod", "kind: ConfigMap", " kind: Pod", "a: b\nkind: Pod", "a:\n  kind: Pod", "--- kind: Pod", "kind:\n  Pod", "\"kind\": Pod", "{kind: Pod}", "[{kind: Pod}]", "? kind\n: Pod",
        "kind: ConfigMap\n---\nkind: Pod", "kind: ConfigMap\n# stockade:ignore AKS4001 reason", "--- !x kind", "&a {kind: Pod}", "kind: &a Pod", "kind: !!str Pod", "\uFEFFkind: Pod", "jobs:\n  kind: x", "{{ x }}\nkind: Pod",
        "{\"kind\": \"ConfigMap\"}\n{\"kind\": \"Pod\"}", "{\"kind\" /* x */ : \"Pod\"}", "{// kind\n\"kind\": // x\n \"Pod\"}", "{\"a\": \"// kind\", \"kind\": \"Pod\"}",
        "{\"$schema\": \"https://x/deploymentParameters.json#\"}", "{\"$schema\": \"https://x/DeploymentTemplate.json#\", \"type\": \"x/ManagedClusters\"}",
    ];

    [Theory]
    [InlineData("manifest.yaml")]
    [InlineData("manifest.json")]
    public void A_text_that_is_not_looked_at_holds_nothing(string path)
    {
        var kind = path.EndsWith("json", StringComparison.Ordinal) ? FileKind.Json : FileKind.Yaml;
        var files = Directory.EnumerateFiles(RepositoryRoot.Combine("samples"), "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".md");
        var passed = 0;
        foreach (var text in s_texts.Concat(files.Select(File.ReadAllText).Where(static text => text.Length < 20_000)))
        {
            for (var length = text.Length; length > 0; length -= CutDistance)
            {
                var cut = text[..length];
                if (ModelLoader.MayMatter(kind, path, cut.ToCharArray(), ["Ingress"]))
                    continue;
                passed++;
                Assert.True(ModelLoader.Parse(new SourceFile(path, cut) { Kind = kind }, isNamed: false, ["Ingress"]) is null, cut);
            }
        }

        Assert.InRange(passed, 100, int.MaxValue);
    }

    [Theory]
    [InlineData("kind: ConfigMap\ndata:\n  kind: Pod\n", false)]
    [InlineData("kind: Pod\n", true)]
    [InlineData("kind: ConfigMap\n---\nkind: Pod\n", true)]
    [InlineData("kind: ConfigMap # stockade:ignore AKS4001 reason\n", true)]
    [InlineData("jobs: {}\n", true)]
    public void A_manifest_matters_where_it_holds_an_object_a_suppression_or_scripts(string text, bool matters) =>
        Assert.Equal(matters, ModelLoader.MayMatter(FileKind.Yaml, "a.yaml", text.ToCharArray(), []));
}
