using System.Collections.Immutable;
using System.Text.Json;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Applies <c>patches</c>, <c>patchesStrategicMerge</c> and <c>patchesJson6902</c>.</summary>
internal sealed class PatchTransformer(KustomizeState state, Func<YamlScalar, ImmutableArray<YamlDocument>?> load)
{
    private static readonly string[] s_fields = ["path", "patch", "target", "options"];

    /// <summary><c>patches</c>: of either form, with or without a target.</summary>
    public void Apply(YamlNode list)
    {
        foreach (var item in Items(list))
        {
            if (state.Failure is not null)
                return;
            if (Read(item) is not { } patch)
                continue;
            if (patch.Operations is not null)
                ApplyJson(patch, isRemembered: true);
            else if (patch.Target is not null)
                ApplyToTarget(item, patch);
            else
                ApplyByName(patch, static (given, _) => given);
        }
    }

    /// <summary><c>patchesStrategicMerge</c>: files, or the patches themselves.</summary>
    public void ApplyStrategicMerge(YamlNode list)
    {
        foreach (var item in (list as YamlSequence)?.Items ?? [])
        {
            if (state.Failure is not null)
                return;
            if (item is not YamlScalar scalar)
            {
                state.Fail(item.Location, "an item of 'patchesStrategicMerge' is a file or the text of a patch");
                return;
            }

            // An existing file wins over the text.
            var documents = scalar.Value.Contains('\n', StringComparison.Ordinal) || scalar.Value.StartsWith('{') ? EmbeddedYaml.Read(scalar) : load(scalar);
            if (documents is null)
                continue;
            var reader = ResourceFileReader.Read(documents.Value);
            state.Fail(reader.Failure);
            ApplyByName(new Patch(scalar.Location, reader.Resources, null, null, MayRename: false, MayChangeKind: false), Fit);
        }
    }

    /// <summary><c>patchesJson6902</c>: like the others, but what they rename is no longer found under its old name.</summary>
    public void ApplyJson6902(YamlNode list)
    {
        foreach (var item in Items(list))
        {
            if (state.Failure is null && Read(item) is { } patch)
                ApplyJson(patch, isRemembered: false);
        }
    }

    private IEnumerable<YamlMapping> Items(YamlNode list)
    {
        foreach (var item in (list as YamlSequence)?.Items ?? [])
        {
            if (item is YamlMapping mapping)
                yield return mapping;
            else
                state.Fail(item.Location, $"a patch is a mapping, not {FieldReader.Describe(item)}");
        }
    }

    private Patch? Read(YamlMapping item)
    {
        foreach (var entry in item.Entries)
        {
            if (!s_fields.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                state.Fail(entry.Key.Location, $"'{entry.Name}' is no field of a patch");
        }

        var text = item["patch"] is YamlScalar { IsNull: false } inline && !string.IsNullOrWhiteSpace(inline.Value) ? inline : null;
        var path = item["path"] is YamlScalar { IsNull: false, Value.Length: > 0 } given ? given : null;
        if (text is null == path is null)
        {
            state.Fail(Spans.SmallestOf(item, item.Location), text is null ? "a patch needs 'patch' or 'path'" : "a patch cannot have both 'patch' and 'path'");
            return null;
        }

        var source = text ?? path!;
        var documents = text is null ? load(path!) : EmbeddedYaml.Read(text);
        if (documents is null)
            return null;
        var target = item["target"] as YamlMapping;
        var selector = target is null ? null : ObjectSelector.Read(target);
        state.Fail(selector?.Failure);
        var options = item["options"] as YamlMapping;
        var patch = new Patch(source.Location, [], null, selector, IsOn(options, "allowNameChange"), IsOn(options, "allowKindChange"));
        return state.Failure is null ? Fill(patch, documents.Value, source) : null;
    }

    private Patch? Fill(Patch patch, ImmutableArray<YamlDocument> documents, YamlScalar source)
    {
        if (documents is [{ Errors.IsEmpty: true, Root: YamlSequence operations }, ..])
        {
            var text = documents[0].File.Content.AsSpan(operations.Span.Start, operations.Span.Length);
            if (operations.Span != source.Span && text is ['[', ..] && !IsJson(text.ToString()))
                state.Fail(source.Location, "a patch that begins with '[' must be JSON");
            return patch with { Operations = (YamlSequence)AsJson(operations) };
        }

        var reader = ResourceFileReader.Read(documents);
        state.Fail(reader.Failure);
        if (reader.Resources.IsEmpty)
            state.Fail(source.Location, "the patch holds neither an object nor operations");
        return state.Failure is null ? patch with { Objects = reader.Resources } : null;
    }

    /// <summary>Operations become JSON before they are applied, and with them the booleans of YAML 1.1.</summary>
    private static YamlNode AsJson(YamlNode node) => node switch
    {
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar =>
            new YamlScalar(scalar.File, scalar.Span, scalar.Value is ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" ? "true" : "false", YamlScalarStyle.Plain),
        YamlMapping mapping => TreeEdit.WithEntries(mapping, [.. mapping.Entries.Select(static entry => entry.WithValue(AsJson(entry.Value)))]),
        YamlSequence sequence => TreeEdit.WithItems(sequence, [.. sequence.Items.Select(AsJson)]),
        _ => node,
    };

    private void ApplyJson(Patch patch, bool isRemembered)
    {
        if (patch.Operations is null || patch.Target is null)
        {
            state.Fail(patch.Location, patch.Operations is null ? "the patch is no list of operations" : "a JSON patch needs a 'target'");
            return;
        }

        var selected = state.Resources.Where(patch.Target.Selects).ToHashSet<KustomizeResource>(ReferenceEqualityComparer.Instance);
        var json = new JsonPatch();
        state.Transform(resource => selected.Contains(resource) ? (isRemembered ? resource.Remember() : resource).Rewritten(json.Apply(resource.Node, patch.Operations)) : resource);
        state.Fail(json.Failure);
    }

    private void ApplyToTarget(YamlMapping item, Patch patch)
    {
        if (patch.Objects.Length > 1)
        {
            state.Fail(item.Find("target")!.Key.Location, "a target takes one patch, and this file holds several");
            return;
        }

        var given = patch.Objects[0];
        var selected = state.Resources.Where(patch.Target!.Selects).Select(static resource => resource.Id).ToHashSet();
        state.Transform(resource => selected.Contains(resource.Id) ? Merge(resource, Fit(given.Node, resource), patch) : resource);
        DropDeleted();
        foreach (var group in state.Resources.GroupBy(static resource => resource.Id).Where(static group => group.Skip(1).Any()))
            state.Fail(patch.Location, $"the patch gives two objects the identity {group.Key}");
    }

    /// <summary>A patch that is copied first: its labels and annotations are taken as strings, nulls too (CopyMergeMetaDataFieldsFrom).</summary>
    private static YamlMapping Fit(YamlMapping patch, KustomizeResource resource)
    {
        if (patch["metadata"] is YamlMapping metadata)
        {
            foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
            {
                if (metadata.Find(field) is not { } entry)
                    continue;
                metadata = entry.Value is YamlMapping { Entries.IsEmpty: false } map
                    ? TreeEdit.With(metadata, entry.Key, TreeEdit.WithEntries(map, [.. map.Entries.Select(static pair => pair.WithValue(TreeEdit.Text(pair.Value, (pair.Value as YamlScalar)?.Value ?? string.Empty)))]))
                    : TreeEdit.Without(metadata, field);
            }

            patch = TreeEdit.With(patch, patch.Find("metadata")!.Key, metadata);
        }

        return resource.Node.Find("apiVersion") is { } version ? TreeEdit.With(patch, version.Key, version.Value) : TreeEdit.Without(patch, "apiVersion");
    }

    private void ApplyByName(Patch patch, Func<YamlMapping, KustomizeResource, YamlMapping> fit)
    {
        foreach (var given in patch.Objects)
        {
            if (state.Failure is not null)
                return;
            var location = (given.Metadata?["name"] as YamlScalar)?.Location ?? patch.Location;
            if (FindById(given.Id, location) is not { } target)
                continue;
            state.Transform(resource => ReferenceEquals(resource, target) ? Merge(resource, fit(given.Node, resource), patch) : resource);
            DropDeleted();
        }
    }

    /// <summary>Definitions of resources are not read, so that one is not found says nothing.</summary>
    private KustomizeResource? FindById(ResourceId id, SourceLocation location)
    {
        var matches = state.Resources.Where(resource => resource.Ids.Contains(id)).Take(2).ToList();
        if (matches.Count == 1)
            return matches[0];
        if (matches.Count > 1)
            state.Fail(location, $"the patch matches more than one {id}");
        else if (!state.MayHoldMore && id.Kind is not "CustomResourceDefinition")
            state.Fail(location, $"the patch matches no object: there is no {id} in {GroupVersion(id)}");
        return null;
    }

    private static string GroupVersion(ResourceId id) => id.Group.Length == 0 ? $"apiVersion '{id.Version}'" : $"apiVersion '{id.Group}/{id.Version}'";

    private KustomizeResource Merge(KustomizeResource resource, YamlMapping patch, Patch options)
    {
        var merge = new StrategicMerge();
        var merged = merge.Apply(resource.Node, patch);
        state.Fail(merge.Failure);
        if (merged is null)
            return resource.With(TreeEdit.EmptyMapping(resource.Node));

        if (!options.MayChangeKind && resource.Node.Find("kind") is { } kind)
            merged = TreeEdit.With(merged, kind.Key, kind.Value);
        var metadata = merged["metadata"] as YamlMapping ?? TreeEdit.EmptyMapping(resource.Node);
        if (!options.MayRename && resource.Metadata?.Find("name") is { } name)
            metadata = TreeEdit.With(metadata, name.Key, name.Value);
        metadata = resource.Metadata?.Find("namespace") is { } space ? TreeEdit.With(metadata, space.Key, space.Value) : TreeEdit.Without(metadata, "namespace");
        merged = TreeEdit.With(merged, resource.Node.Find("metadata")?.Key ?? TreeEdit.Text(resource.Node, "metadata"), metadata);
        return (options.MayRename || options.MayChangeKind ? resource.Remember() : resource).With(merged);
    }

    private void DropDeleted()
    {
        if (state.Resources.Exists(static resource => resource.Node.Entries.IsEmpty))
            state.Replace(state.Resources.Where(static resource => !resource.Node.Entries.IsEmpty).ToList());
    }

    private static bool IsOn(YamlMapping? options, string name) => options?[name] is YamlScalar { Kind: YamlScalarKind.Boolean, Value: ['t' or 'T' or 'y' or 'Y' or 'o' or 'O', not ('f' or 'F'), ..] };

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Patch(
        SourceLocation Location, ImmutableArray<KustomizeResource> Objects, YamlSequence? Operations, ObjectSelector? Target, bool MayRename, bool MayChangeKind);
}
