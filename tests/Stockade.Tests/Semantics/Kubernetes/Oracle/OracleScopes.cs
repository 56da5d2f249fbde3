using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>
/// Several clusters side by side in folders that define the same object, each spread over files, with policies above them that belong to all.
/// </summary>
internal sealed class OracleScopes(Random random)
{
    private readonly List<(string Name, OracleCluster Cluster)> _folders = [];
    private readonly List<SourceFile> _files = [];

    public IEnumerable<(string Name, OracleCluster Cluster)> Folders => _folders;

    public string Text => string.Concat(_files.Select(static file => $"# {file.Path}\n{file.Content}"));

    public static OracleScopes Create(Random random)
    {
        var scopes = new OracleScopes(random);
        var shared = random.Next(2) == 0 ? [] : new OracleGenerator(random).Next().Policies.Select(static policy => policy with { Name = $"shared-{policy.Name}" }).ToList();
        var depth = random.Next(2) == 0 ? "k8s/" : string.Empty;
        for (var index = 2 + random.Next(2); index > 0; index--)
        {
            var own = new OracleGenerator(random).Next();
            own.Workloads.Add(new OracleWorkload("Pod", "anchor", "default", new Dictionary<string, string> { ["app"] = "a" }, false, []));
            scopes.Write($"{depth}env{index}/", own);
            scopes._folders.Add(($"{depth}env{index}", own with { Policies = [.. own.Policies, .. shared] }));
        }

        scopes.Write(random.Next(2) == 0 ? depth : "policies/", new OracleCluster([], [], shared));
        return scopes;
    }

    public IEnumerable<DeploymentScope> Parse()
    {
        var documents = _files.SelectMany(static file => YamlReader.Read(file, KubernetesObjectReader.IsInteresting)).ToImmutableArray();
        Assert.All(documents, static document => Assert.Empty(document.Errors));
        return KubernetesModelBuilder.Build(documents, "default", []).Scopes;
    }

    private void Write(string folder, OracleCluster cluster)
    {
        var files = new OracleRenderer(random).Render(cluster)
            .Split("---\n", StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(_ => random.Next(3));
        foreach (var file in files)
        {
            var isJson = file.All(static document => document[0] == '{');
            var text = isJson && random.Next(2) == 0 ? string.Concat(file) : string.Concat(file.Select(static document => "---\n" + document));
            _files.Add(new SourceFile($"{folder}{(random.Next(2) == 0 ? "more/" : string.Empty)}f{file.Key}.{(isJson ? "json" : "yaml")}", text) { Kind = isJson ? FileKind.Json : FileKind.Yaml });
        }
    }
}
