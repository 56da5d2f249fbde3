using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// A Flux Kustomization or an Argo CD Application: it deploys a folder of this repository, in a namespace and with changes of its own.
/// </summary>
internal sealed record GitOpsApplication
{
    private const string FluxGroup = "kustomize.toolkit.fluxcd.io/";
    public const string ArgoGroup = "argoproj.io/";

    /// <summary>What the object is called, for the scope: <c>flux-system/Kustomization/apps</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The folder, as the object writes it; relative to the root of the repository.</summary>
    public required YamlScalar Path { get; init; }

    public required string Folder { get; init; }

    public required YamlDocument Document { get; init; }

    /// <summary>What Flux sets on all objects, and Argo CD's <c>kustomize.namespace</c>.</summary>
    public YamlNode? Namespace { get; init; }

    /// <summary>The namespace of objects that name none (Argo CD's destination).</summary>
    public string? DefaultNamespace { get; init; }

    public string? ClusterName { get; init; }

    /// <summary>Patches, prefix, suffix and labels of the object, by the names kustomizations give them.</summary>
    public ImmutableArray<YamlEntry> Changes { get; init; } = [];

    /// <summary>Flux's <c>postBuild.substitute</c>, or null where nothing is substituted.</summary>
    public YamlMapping? Substitutes { get; init; }

    /// <summary>True where values come from the cluster, too.</summary>
    public bool HasOtherSubstitutes { get; init; }

    /// <summary>True where the folder's subfolders count, if it holds no kustomization.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Kinds worth parsing a document for.</summary>
    public static bool IsName(string kind) => kind is "Kustomization" or "Application" or "ApplicationSet";

    public static IEnumerable<GitOpsApplication> Read(YamlDocument document)
    {
        if (document.Root is not YamlMapping root || root["apiVersion"] is not YamlScalar version || root["kind"] is not YamlScalar kind)
            return [];
        if (version.Value.StartsWith(FluxGroup, StringComparison.Ordinal) && kind.Value is "Kustomization")
            return ReadFlux(document, root, root["spec"] as YamlMapping);
        if (version.Value.StartsWith(ArgoGroup, StringComparison.Ordinal) && kind.Value is "Application")
            return ReadArgo(document, root, root);
        return [];
    }

    private static IEnumerable<GitOpsApplication> ReadFlux(YamlDocument document, YamlMapping root, YamlMapping? spec)
    {
        if (spec?["path"] is not YamlScalar { IsNull: false } path || Resolve(path) is not { } folder)
            yield break;
        var postBuild = spec["postBuild"] as YamlMapping;
        yield return new GitOpsApplication
        {
            Id = IdOf(root),
            Name = NameOf(root),
            Document = document,
            Path = path,
            Folder = folder,
            Namespace = spec["targetNamespace"],
            Changes = [.. Fields(spec, "patches", "namePrefix", "nameSuffix")],
            Substitutes = postBuild is null ? null : postBuild["substitute"] as YamlMapping ?? TreeEdit.EmptyMapping(postBuild),
            HasOtherSubstitutes = postBuild?["substituteFrom"] is YamlSequence { Items.IsEmpty: false },
            ClusterName = null,
            IsRecursive = true,
        };
    }

    /// <param name="document">Where it stands.</param>
    /// <param name="root">The object.</param>
    /// <param name="application">The object itself, or what a set of applications makes of its template.</param>
    public static IEnumerable<GitOpsApplication> ReadArgo(YamlDocument document, YamlMapping root, YamlMapping application)
    {
        var spec = application["spec"] as YamlMapping;
        var sources = (spec?["sources"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? (spec?["source"] is YamlMapping single ? [single] : []);
        var destination = spec?["destination"] as YamlMapping;
        foreach (var source in sources)
        {
            if (source["path"] is not YamlScalar { IsNull: false } path || source["helm"] is not null || Resolve(path) is not { } folder)
                continue;
            var kustomize = source["kustomize"] as YamlMapping;
            yield return new GitOpsApplication
            {
                Id = IdOf(root),
                Name = NameOf(application) is { Length: > 0 } name ? name : NameOf(root),
                Document = document,
                Path = path,
                Folder = folder,
                Namespace = kustomize?["namespace"],
                DefaultNamespace = TextOf(destination?["namespace"]),
                ClusterName = TextOf(destination?["name"]),
                Changes = kustomize is null ? [] : [.. Fields(kustomize, "patches", "namePrefix", "nameSuffix", "commonLabels", "commonAnnotations")],
                IsRecursive = (source["directory"] as YamlMapping)?["recurse"] is YamlScalar { Value: ['t' or 'T', ..] },
            };
        }
    }

    private static IEnumerable<YamlEntry> Fields(YamlMapping node, params string[] names) => names.Select(node.Find).OfType<YamlEntry>();

    private static string? Resolve(YamlScalar path) =>
        Placeholder.IsIn(path.Value) ? null : KustomizationReader.Resolve(".", path.Value.TrimStart('/'));

    private static string NameOf(YamlMapping root) => TextOf((root["metadata"] as YamlMapping)?["name"]) ?? string.Empty;

    private static string IdOf(YamlMapping root) =>
        $"{(TextOf((root["metadata"] as YamlMapping)?["namespace"]) is { } space ? $"{space}/" : string.Empty)}{TextOf(root["kind"])}/{NameOf(root)}";

    private static string? TextOf(YamlNode? node) => node is YamlScalar { IsNull: false, Value.Length: > 0 } scalar && !Placeholder.IsIn(scalar.Value) ? scalar.Value : null;
}
