using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

/// <summary>The files of a kustomization with all that it builds on, in memory.</summary>
internal sealed class KustomizeCase(string root, IReadOnlyDictionary<string, string> files)
{
    public string Root { get; } = root;

    public IReadOnlyDictionary<string, string> Files { get; } = files;

    /// <summary>A case out of text: each file begins with a line <c>## path</c>; the first is the root's kustomization.</summary>
    public static KustomizeCase Parse(string text)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.ReplaceLineEndings("\n").Split("## ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            files.Add(part[..end].Trim(), part[(end + 1)..]);
        }

        return new KustomizeCase(files.Keys.First().Replace("/kustomization.yaml", string.Empty, StringComparison.Ordinal), files);
    }

    private static bool IsKustomization(string path) => Path.GetFileName(path) is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    public KustomizeState Build()
    {
        var (evaluator, graph, _) = Evaluator();
        return evaluator.Build(graph.Find(Root)!);
    }

    /// <summary>What builds the kustomizations, and the paths that it has asked for.</summary>
    public (KustomizationEvaluator Evaluator, KustomizationGraph Graph, List<string> Asked) Evaluator()
    {
        var documents = Files.ToDictionary(
            static file => file.Key,
            static file => YamlReader.Read(
                new SourceFile(file.Key, file.Value) { Kind = IsKustomization(file.Key) ? FileKind.Kustomization : FileKind.Yaml },
                static _ => true,
                isNamed: true),
            StringComparer.Ordinal);
        var graph = new KustomizationGraph(documents.Values.SelectMany(static items => items).Where(static item => item.File.Kind == FileKind.Kustomization)
            .Select(KustomizationReader.Read).OfType<Kustomization>());
        var asked = new List<string>();
        return (new KustomizationEvaluator(graph, Find), graph, asked);

        ImmutableArray<YamlDocument>? Find(string path)
        {
            asked.Add(path);
            return documents.TryGetValue(path, out var found) && !IsKustomization(path) ? found : null;
        }
    }
}
