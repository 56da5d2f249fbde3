using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>A field that a transformer sets in the kinds it is for (api/types/fieldspec.go); an empty group, version or kind is any.</summary>
internal sealed record FieldSpec(string Path, string Group, string Version, string Kind, bool IsCreated)
{
    private ImmutableArray<string> Segments => [.. Path.TrimStart('/').Split('/')];

    /// <summary>A field as a kustomization or a transformer configuration gives it.</summary>
    public static FieldSpec Read(YamlMapping node)
    {
        string Text(string name) => node[name] is YamlScalar { IsNull: false } scalar ? scalar.Value : string.Empty;
        return new FieldSpec(Text("path"), Text("group"), Text("version"), Text("kind"), Text("create") is ['t' or 'T', ..]);
    }

    public bool Applies(ResourceId id) =>
        (Group.Length == 0 || Group == id.Group) && (Version.Length == 0 || Version == id.Version) && (Kind.Length == 0 || Kind == id.Kind);

    /// <summary>Sets the field wherever the path leads; lists on the way are gone through item by item.</summary>
    public YamlMapping Apply(YamlMapping target, Func<YamlNode, YamlNode> change, YamlNode created, Action<SourceLocation, string> fail) =>
        (YamlMapping)Apply(target, Segments, change, created, fail);

    private YamlNode Apply(YamlNode node, ImmutableArray<string> rest, Func<YamlNode, YamlNode> change, YamlNode created, Action<SourceLocation, string> fail)
    {
        if (rest.IsEmpty)
            return change(node);
        switch (node)
        {
            case YamlScalar { IsNull: true }:
                return node;
            case YamlSequence sequence:
                var items = sequence.Items.Select(item => Apply(item, rest, change, created, fail)).ToImmutableArray();
                return items.Zip(sequence.Items).All(static pair => ReferenceEquals(pair.First, pair.Second)) ? node : TreeEdit.WithItems(sequence, items);
            case YamlMapping mapping:
                return ApplyToField(mapping, rest, change, created, fail);
            default:
                fail(node.Location, $"'{Path}' leads through {FieldReader.Describe(node)}");
                return node;
        }
    }

    private YamlMapping ApplyToField(
        YamlMapping mapping, ImmutableArray<string> rest, Func<YamlNode, YamlNode> change, YamlNode created, Action<SourceLocation, string> fail)
    {
        var isList = rest[0].EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? rest[0][..^2] : rest[0];
        var entry = mapping.Find(name);
        var canCreate = IsCreated && !isList;
        if (entry is null && !canCreate)
            return mapping;
        var value = entry?.Value;
        if (TreeEdit.IsMissingOrNull(value))
        {
            if (!canCreate)
                return mapping;
            value = rest.Length == 1 ? created : TreeEdit.EmptyMapping(created);
        }

        return TreeEdit.With(mapping, entry?.Key ?? TreeEdit.Text(created, name), Apply(value!, rest[1..], change, created, fail));
    }
}
