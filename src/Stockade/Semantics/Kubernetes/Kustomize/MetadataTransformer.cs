using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Applies <c>namespace</c>, <c>namePrefix</c>, <c>nameSuffix</c>, <c>labels</c>, <c>commonLabels</c>, <c>commonAnnotations</c> and <c>replicas</c>.</summary>
internal sealed class MetadataTransformer(KustomizeState state)
{
    /// <summary>Moves every object that may lie in a namespace, and renames Namespace objects.</summary>
    public void SetNamespace(YamlNode node)
    {
        if (TreeEdit.IsMissingOrNull(node) || ReadText(node, "namespace") is not { Value.Length: > 0 } target)
            return;
        state.Transform(resource => Move(resource.Remember(), target));
        foreach (var group in state.Resources.GroupBy(static resource => resource.Id).Where(static group => group.Skip(1).Any()))
            state.Fail(target.Location, $"in namespace '{target.Value}' there would be two of {group.Key}");
    }

    private KustomizeResource Move(KustomizeResource resource, YamlScalar target)
    {
        var node = resource.Node;
        if (!resource.Id.IsClusterScoped)
            node = new FieldSpec("metadata/namespace", string.Empty, string.Empty, string.Empty, IsCreated: true).Apply(node, _ => target, target, state.Fail);
        else if (resource.Id is { Kind: "Namespace", Group: "", Version: "v1" })
            node = Rename(node, _ => target.Value);
        foreach (var (transformer, field) in state.Fields)
        {
            if (transformer is "namespace" && field.Applies(resource.Id))
                node = field.Apply(node, _ => target, target, state.Fail);
        }

        return resource.With(node);
    }

    public void AddPrefix(YamlNode node)
    {
        if (!TreeEdit.IsMissingOrNull(node) && ReadText(node, "namePrefix") is { Value.Length: > 0 } prefix)
            state.Transform(resource => IsNamed(resource) ? resource.Remember().With(Rename(resource.Node, name => prefix.Value + name)) : resource);
    }

    public void AddSuffix(YamlNode node)
    {
        if (!TreeEdit.IsMissingOrNull(node) && ReadText(node, "nameSuffix") is { Value.Length: > 0 } suffix)
            state.Transform(resource => IsNamed(resource) ? resource.Remember().With(Rename(resource.Node, name => name + suffix.Value)) : resource);
    }

    /// <summary>The names of these are given from outside (PrefixTransformer.go).</summary>
    private static bool IsNamed(KustomizeResource resource)
    {
        var id = resource.OriginalId;
        return id.Kind is not ("Namespace" or "CustomResourceDefinition") && id is not { Kind: "APIService", Group: "apiregistration.k8s.io" };
    }

    /// <summary>A new name stands where the old one does: that is the object's own place.</summary>
    private static YamlMapping Rename(YamlMapping node, Func<string, string> rename)
    {
        if (node.Find("metadata") is not { Value: YamlMapping metadata } entry || metadata.Find("name") is not { Value: YamlScalar name } nameEntry)
            return node;
        return TreeEdit.With(node, entry.Key, TreeEdit.With(metadata, nameEntry.Key, TreeEdit.Text(name, rename(name.Value))));
    }

    /// <summary>Each item of <c>labels</c>: on the objects alone, on templates as well, or on selectors, too.</summary>
    public void AddLabels(YamlNode list)
    {
        foreach (var item in (list as YamlSequence)?.Items ?? [])
        {
            if (item is not YamlMapping mapping)
            {
                state.Fail(item.Location, "an item of 'labels' is a mapping");
                continue;
            }

            foreach (var entry in mapping.Entries)
            {
                if (entry.Name is not ("pairs" or "includeSelectors" or "includeTemplates" or "fields"))
                    state.Fail(entry.Key.Location, $"'{entry.Name}' is no field of 'labels'");
            }

            var fields = Extra("labels").Concat(Extra(mapping["fields"] as YamlSequence));
            fields = IsTrue(mapping["includeSelectors"]) ? fields.Concat(FieldSpecs.Selectors).Concat(Extra("commonLabels"))
                : IsTrue(mapping["includeTemplates"]) ? fields.Concat(FieldSpecs.Templates).Concat(Extra("templateLabels"))
                : fields.Concat(FieldSpecs.MetadataLabels);
            SetPairs(mapping["pairs"], [.. fields.Distinct()], "pairs");
        }
    }

    public void AddLabel(YamlScalar name, YamlScalar value) =>
        state.Transform(resource => SetPairs(resource, [new YamlEntry(name, value)], FieldSpecs.MetadataLabels, name));

    public void AddCommonLabels(YamlNode pairs) => SetPairs(pairs, [.. FieldSpecs.Selectors.Concat(Extra("commonLabels")).Distinct()], "commonLabels");

    public void AddAnnotations(YamlNode pairs) => SetPairs(pairs, [.. FieldSpecs.Annotations.Concat(Extra("commonAnnotations")).Distinct()], "commonAnnotations");

    private void SetPairs(YamlNode? node, ImmutableArray<FieldSpec> fields, string name)
    {
        if (TreeEdit.IsMissingOrNull(node))
            return;
        if (node is not YamlMapping { Entries: var given })
        {
            state.Fail(node!.Location, $"'{name}' is {FieldReader.Describe(node)}, not a mapping");
            return;
        }

        var pairs = given.OrderBy(static pair => pair.Name, StringComparer.Ordinal).ToList();
        foreach (var pair in pairs)
        {
            if (pair.Value is not YamlScalar { Kind: YamlScalarKind.String or YamlScalarKind.Null })
                state.Fail(pair.Value.Location, $"'{pair.Name}' is {FieldReader.Describe(pair.Value)}, not a string");
        }

        if (state.Failure is null && pairs.Count > 0)
            state.Transform(resource => SetPairs(resource, pairs, fields, node));
    }

    private KustomizeResource SetPairs(KustomizeResource resource, List<YamlEntry> pairs, ImmutableArray<FieldSpec> fields, YamlNode origin)
    {
        var node = resource.Node;

        // One value for all the fields of an object that get it anew, another for those that had one.
        var values = pairs.ConvertAll(static pair => new YamlEntry(pair.Key, Copy(pair.Value)));
        foreach (var field in fields)
        {
            if (field.Applies(resource.Id))
                node = field.Apply(node, target => Set(target, values), TreeEdit.EmptyMapping(origin), state.Fail);
        }

        return resource.With(node).Share(values.Select(static pair => (YamlScalar)pair.Value));
    }

    private static YamlScalar Copy(YamlNode value) =>
        value is YamlScalar { IsNull: false } scalar ? new YamlScalar(scalar.File, scalar.Span, scalar.Value, scalar.Style) { Tag = scalar.Tag } : TreeEdit.Text(value, string.Empty);

    private YamlNode Set(YamlNode target, List<YamlEntry> pairs)
    {
        if (target is not YamlMapping mapping)
        {
            state.Fail(target.Location, $"labels cannot be added to {FieldReader.Describe(target)}");
            return target;
        }

        foreach (var pair in pairs)
            mapping = TreeEdit.With(mapping, pair.Key, mapping.Find(pair.Name) is null ? pair.Value : Copy(pair.Value));
        return mapping;
    }

    public void SetReplicas(YamlNode list)
    {
        foreach (var item in ((list as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            if (item["name"] is not YamlScalar { Value.Length: > 0 } name)
                continue;
            var count = item["count"] ?? new YamlScalar(name.File, name.Span, "0", YamlScalarStyle.Plain);
            var isFound = state.MayHoldMore;
            state.Transform(resource =>
            {
                var field = FieldSpecs.Replicas.FirstOrDefault(candidate => candidate.Applies(resource.Id));
                if (field is null || !resource.Ids.Any(id => id.Name == name.Value))
                    return resource;
                isFound = true;
                return resource.With(field.Apply(resource.Node, _ => count, count, state.Fail));
            });
            if (!isFound)
                state.Fail(name.Location, $"nothing named '{name.Value}' has replicas");
        }
    }

    private IEnumerable<FieldSpec> Extra(string transformer) => state.Fields.Where(field => field.Transformer == transformer).Select(static field => field.Field);

    private static IEnumerable<FieldSpec> Extra(YamlSequence? fields) => fields?.Items.OfType<YamlMapping>().Select(FieldSpec.Read) ?? [];

    private YamlScalar? ReadText(YamlNode node, string name)
    {
        if (node is YamlScalar { IsString: true } scalar)
            return scalar;
        state.Fail(node.Location, $"'{name}' is {FieldReader.Describe(node)}, not a string");
        return null;
    }

    private static bool IsTrue(YamlNode? node) => node is YamlScalar { Kind: YamlScalarKind.Boolean, Value: ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" };
}
