using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads which files a kustomization lists. What it does to them, other than setting a namespace, is said to be not followed.</summary>
internal sealed class KustomizationReader
{
    private readonly string _folder;
    private readonly ImmutableArray<NotAnalyzed>.Builder _notFollowed = ImmutableArray.CreateBuilder<NotAnalyzed>();
    private readonly ImmutableArray<string>.Builder _resources = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableHashSet<string>.Builder _mentioned = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
    private readonly HashSet<YamlNode> _visited = [];

    private KustomizationReader(string folder) => _folder = folder;

    public static Kustomization? Read(YamlDocument document)
    {
        if (document.Root is not YamlMapping root)
            return null;

        var path = document.File.Path;
        var folder = path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : ".";
        var reader = new KustomizationReader(folder);
        foreach (var entry in root.Entries)
            reader.ReadEntry(entry);
        return new Kustomization
        {
            Document = document,
            Folder = folder,
            Resources = reader._resources.ToImmutable(),
            Mentioned = reader._mentioned.ToImmutable(),
            Namespace = root["namespace"] is YamlScalar { IsNull: false, Value.Length: > 0 } scalar ? scalar.Value : null,
            NotFollowed = reader._notFollowed.ToImmutable(),
        };
    }

    private void ReadEntry(YamlEntry entry)
    {
        Mention(entry.Value);
        switch (entry.Key.Value)
        {
            case "resources" or "bases" or "components":
                foreach (var item in entry.Value is YamlSequence sequence ? sequence.Items : [])
                    ReadResource(item);
                break;

            // These change nothing that a verdict rests on.
            case "apiVersion" or "kind" or "metadata" or "namespace" or "images" or "replicas" or "configMapGenerator" or "secretGenerator"
                or "generatorOptions" or "configurations" or "commonAnnotations" or "buildMetadata" or "openapi" or "sortOptions" or "crds" or "validators":
                break;
            default:
                if (!FieldReader.IsAbsent(entry.Value) && entry.Value is not YamlSequence { Items.IsEmpty: true })
                    _notFollowed.Add(new NotAnalyzed(entry.Key.Location, $"'{entry.Key.Value}' of a kustomization is not applied"));
                break;
        }
    }

    private void ReadResource(YamlNode item)
    {
        if (item is not YamlScalar { Value.Length: > 0 } scalar)
            return;
        if (IsRemote(scalar.Value))
            _notFollowed.Add(new NotAnalyzed(scalar.Location, $"'{scalar.Value}' is remote and is not fetched"));
        else if (Resolve(scalar.Value) is { } path)
            _resources.Add(path);
        else
            _notFollowed.Add(new NotAnalyzed(scalar.Location, $"'{scalar.Value}' lies outside the root of the run"));
    }

    /// <summary>A URL, a go-getter address, or <c>host/owner/repository?ref=…</c> (the forms of kustomize's git loader).</summary>
    private static bool IsRemote(string resource) =>
        resource.Contains("://", StringComparison.Ordinal)
        || resource.Contains("?ref=", StringComparison.Ordinal)
        || resource.StartsWith("git@", StringComparison.Ordinal)
        || resource.StartsWith("github.com/", StringComparison.Ordinal)
        || resource.Contains("::", StringComparison.Ordinal);

    /// <summary>Keeps every path in a value, those in <c>name=path</c> of generators too.</summary>
    private void Mention(YamlNode node)
    {
        // An alias may lead to the same node many times.
        if (!_visited.Add(node))
            return;

        switch (node)
        {
            case YamlScalar { Value: { Length: > 0 and < 1024 } value }:
                if (Resolve(value) is { } path)
                    _mentioned.Add(path);
                if (value.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 && Resolve(value[(equals + 1)..]) is { } named)
                    _mentioned.Add(named);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    Mention(item);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    Mention(entry.Value);
                break;
        }
    }

    /// <summary>A path relative to the kustomization as one relative to the root of the run; null where it leads out of it.</summary>
    private string? Resolve(string relative)
    {
        if (relative.StartsWith('/'))
            return null;

        var segments = new List<string>(_folder is "." ? [] : _folder.Split('/'));
        foreach (var segment in relative.Split('/'))
        {
            if (segment is "" or ".")
                continue;
            if (segment is not "..")
                segments.Add(segment);
            else if (segments.Count == 0)
                return null;
            else
                segments.RemoveAt(segments.Count - 1);
        }

        return segments.Count == 0 ? "." : string.Join('/', segments);
    }
}
