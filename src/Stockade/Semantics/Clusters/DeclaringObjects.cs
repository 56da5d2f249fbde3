using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The objects of a run that may declare clusters: those that stand in files, and of a kustomization those that it builds.</summary>
internal static class DeclaringObjects
{
    /// <summary>Each object, and whether something that was not read may have changed it.</summary>
    public static IEnumerable<(KubernetesObject Object, bool MayDiffer)> Read(ImmutableArray<YamlDocument> documents, Func<YamlDocument, bool> isWanted)
    {
        var kustomizations = documents.Where(static document => document.File.Kind is FileKind.Kustomization).Select(KustomizationReader.Read).OfType<Kustomization>().ToImmutableArray();
        var graph = new KustomizationGraph(kustomizations);
        var owned = documents.Where(document => graph.Owns(document.File.Path) && isWanted(document)).ToHashSet<YamlDocument>(ReferenceEqualityComparer.Instance);
        foreach (var item in documents.Where(document => !owned.Contains(document)).SelectMany(static document => KubernetesObjectReader.Read(document, "default")))
            yield return (item, false);
        if (owned.Count == 0)
            yield break;

        var files = documents.Where(static document => document.File.Kind is FileKind.Yaml or FileKind.Json)
            .GroupBy(static document => document.File.Path, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToImmutableArray(), StringComparer.Ordinal);
        var evaluator = new KustomizationEvaluator(graph, path => files.TryGetValue(path, out var found) ? found : null);
        var resources = kustomizations.SelectMany(static item => item.References).Select(static reference => reference.Path).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var root in graph.Roots())
        {
            var built = evaluator.Build(root);
            if (built.Failure is not null)
                continue;
            foreach (var resource in built.Resources)
            {
                owned.Remove(resource.Document);
                if (isWanted(resource.Document))
                    yield return (KubernetesObjectReader.Create(resource.Document, resource.Node, "default"), built.MayDiffer);
            }
        }

        // What a kustomization lists and does not build declares as much as it says itself. A patch never does.
        foreach (var item in owned.Where(document => resources.Contains(document.File.Path)).SelectMany(static document => KubernetesObjectReader.Read(document, "default")))
            yield return (item, true);
    }
}
