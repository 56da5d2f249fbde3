using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Stands in for <c>configMapGenerator</c> and <c>secretGenerator</c>: the objects are there to be found, with those of their values that a
/// kustomization spells out. Values that come from files are unknown.
/// </summary>
internal sealed class DataGenerator(KustomizeState state, YamlDocument document)
{
    /// <summary>Reads as unknown, like every placeholder.</summary>
    public const string Unknown = "${content of a file}";

    public void Generate(YamlNode list, string kind)
    {
        foreach (var item in ((list as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            var behavior = item["behavior"] is YamlScalar { IsNull: false } given ? given.Value : string.Empty;
            var resource = new KustomizeResource(document, Create(item, kind));
            var existing = state.Resources.Where(other => other.Ids.Contains(resource.Id)).ToList();
            var location = Spans.SmallestOf(item["name"] ?? item, item.Location);
            if (existing.Count > 1)
                state.Fail(location, $"more than one {resource.Id} could be merged with");
            else if (behavior is "merge" or "replace")
                Merge(existing.SingleOrDefault(), resource, behavior, item, location);
            else if (existing.Count == 1)
                state.Fail(location, $"{resource.Id} is already there, so 'behavior' must be merge or replace");
            else
                state.Append(resource, location);
        }
    }

    private void Merge(KustomizeResource? old, KustomizeResource generated, string behavior, YamlMapping item, Text.SourceLocation location)
    {
        if (old is null)
        {
            if (!state.MayHoldMore)
                state.Fail(location, $"there is no {generated.Id} to {behavior}");
            return;
        }

        var data = generated.Node["data"] as YamlMapping ?? TreeEdit.EmptyMapping(item);
        if (behavior is "merge")
            data = data.Entries.Aggregate(old.Node["data"] as YamlMapping ?? TreeEdit.EmptyMapping(item), static (all, entry) => TreeEdit.With(all, entry.Key, entry.Value));
        state.Transform(resource => ReferenceEquals(resource, old) ? resource.With(TreeEdit.With(old.Node, TreeEdit.Text(item, "data"), data)) : resource);
    }

    private static YamlMapping Create(YamlMapping item, string kind)
    {
        YamlEntry Entry(string key, YamlNode value) => new(TreeEdit.Text(item, key), value);
        var metadata = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var field in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (item[field] is YamlScalar { IsNull: false } scalar)
                metadata.Add(Entry(field, scalar));
        }

        if (item["options"] is YamlMapping options)
        {
            foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
            {
                if (options[field] is YamlMapping pairs)
                    metadata.Add(Entry(field, pairs));
            }
        }

        return new YamlMapping(
            item.File,
            item.Span,
            [
                Entry("apiVersion", TreeEdit.Text(item, "v1")),
                Entry("kind", TreeEdit.Text(item, kind)),
                Entry("metadata", new YamlMapping(item.File, item.Span, metadata.ToImmutable())),
                Entry("data", new YamlMapping(item.File, item.Span, Data(item))),
            ]);
    }

    private static ImmutableArray<YamlEntry> Data(YamlMapping item)
    {
        var data = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var literal in Texts(item, "literals"))
        {
            var equals = literal.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            var value = literal.Value[(equals + 1)..];
            if (value is ['"', .., '"'] or ['\'', .., '\''])
                value = value[1..^1];
            data.Add(new YamlEntry(TreeEdit.Text(literal, literal.Value[..equals]), TreeEdit.Text(literal, value)));
        }

        foreach (var file in Texts(item, "files"))
        {
            var equals = file.Value.IndexOf('=', StringComparison.Ordinal);
            data.Add(new YamlEntry(TreeEdit.Text(file, equals > 0 ? file.Value[..equals] : file.Value[(file.Value.LastIndexOf('/') + 1)..]), TreeEdit.Text(file, Unknown)));
        }

        return data.ToImmutable();
    }

    private static IEnumerable<YamlScalar> Texts(YamlMapping item, string field) => (item[field] as YamlSequence)?.Items.OfType<YamlScalar>() ?? [];
}
