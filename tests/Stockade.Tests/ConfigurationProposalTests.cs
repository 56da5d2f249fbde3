namespace Stockade.Tests;

/// <summary>What <c>init</c> proposes.</summary>
public sealed class ConfigurationProposalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("k8s/dev/web.yaml", "k8s/prod/web.yaml", "k8s/common/namespace.yaml")]
    [InlineData("dev.yaml", "prod.yaml", "all.yaml")]
    [InlineData("a # b/web: x.yaml", "\"c\"\u00E9/web.yaml", "[d]/ns.yaml")]
    public void The_proposal_divides_the_files_as_they_are_divided_without_it(string dev, string prod, string common)
    {
        _folder.Write(dev, Pod("web", "shop"));
        _folder.Write(prod, Pod("web", "shop"));
        _folder.Write(common, "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n");
        var before = Scopes();
        _folder.Write("stockade.yaml", Propose());
        Assert.Equal(before, Scopes());
        Assert.Contains("scopes:\n  - name:", Propose(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_no_declaration_is_only_mentioned()
    {
        _folder.Write("base/web.yaml", Pod("web", "kube-green"));
        _folder.Write("base/kustomization.yaml", "resources: [web.yaml]\n");
        _folder.Write("overlays/dev/kustomization.yaml", "resources: [../../base]\nnamespace: kube-green\n");
        _folder.Write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        var text = Propose();
        Assert.Contains("# Scope 'overlays/dev' needs no declaration: ", text, StringComparison.Ordinal);
        Assert.Contains("helm template charts/web | stockade check -", text, StringComparison.Ordinal);
        Assert.Contains("\napplication-namespaces: [kube-green]\n", text, StringComparison.Ordinal);
        _folder.Write("stockade.yaml", text);
        Assert.Equal(["overlays/dev"], Scopes().Select(static line => line.Split(':')[0]));
    }

    [Fact]
    public void A_name_in_the_repository_does_not_leave_its_comment()
    {
        _folder.Write("x\nscopes: 7/kustomization.yaml", "resources: [web.yaml]\n");
        _folder.Write("x\nscopes: 7/web.yaml", Pod("web", "shop"));
        _folder.Write("stockade.yaml", Propose());
        Assert.Empty(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path }).ConfigurationErrors);
    }

    [Theory]
    [InlineData(null, "repos:\n  - repo: S\n    rev: v0.1.0\n    hooks:\n      - id: stockade\n")]
    [InlineData("# mine\nrepos:\n- repo: x  # y\n  rev: v1\n  hooks:\n  - id: a\n\nci: { skip: [a] }\n", "# mine\nrepos:\n- repo: x  # y\n  rev: v1\n  hooks:\n  - id: a\n- repo: S\n  rev: v0.1.0\n  hooks:\n    - id: stockade\n\nci: { skip: [a] }\n")]
    [InlineData("repos:\r\n    - repo: x\r\n      hooks: [{ id: a }] # last", "repos:\r\n    - repo: x\r\n      hooks: [{ id: a }] # last\r\n    - repo: S\r\n      rev: v0.1.0\r\n      hooks:\r\n        - id: stockade\r\n")]
    [InlineData("repos: [{ repo: x, hooks: [] }]\n", null)]
    [InlineData("repos: {}\n", null)]
    [InlineData("repos: [\n", null)]
    [InlineData("repos:\n  - repo: S.git\n    hooks: [{ id: stockade }]\n", "repos:\n  - repo: S.git\n    hooks: [{ id: stockade }]\n")]
    public void The_hook_is_added_and_nothing_else_changes(string? existing, string? expected) =>
        Assert.Equal(Full(expected), HookProposal.AddTo(Full(existing)));

    private static string? Full(string? text) => text?.Replace("repo: S", "repo: https://github.com/stockade-aks/stockade", StringComparison.Ordinal);

    private static string Pod(string name, string space) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, namespace: {space} }}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n";

    private string Propose()
    {
        var writer = new StringWriter { NewLine = "\n" };
        ConfigurationProposal.Write(new AnalysisOptions { RootDirectory = _folder.Path }, writer);
        return writer.ToString();
    }

    private IEnumerable<string> Scopes()
    {
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path });
        Assert.Empty(result.ConfigurationErrors);
        return [.. result.Model.Scopes.Select(static scope => $"{scope.Name}: {string.Join(", ", scope.Files)}")];
    }
}
