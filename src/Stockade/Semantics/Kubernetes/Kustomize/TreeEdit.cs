using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Changes trees by making new ones that share what stays. Each node keeps the file and the place it came from.</summary>
internal static class TreeEdit
{
    public static bool IsMissingOrNull(YamlNode? node) => node is null or YamlScalar { IsNull: true };

    /// <summary>The mapping with an entry set: in its place where the key is there, else at the end.</summary>
    public static YamlMapping With(YamlMapping mapping, YamlScalar key, YamlNode value)
    {
        var entry = new YamlEntry(key, value);
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            if (string.Equals(mapping.Entries[i].Name, key.Value, StringComparison.Ordinal))
                return ReferenceEquals(mapping.Entries[i].Value, value) ? mapping : WithEntries(mapping, mapping.Entries.SetItem(i, entry));
        }

        return WithEntries(mapping, mapping.Entries.Add(entry));
    }

    public static YamlMapping Without(YamlMapping mapping, string key) =>
        mapping.Find(key) is { } entry ? WithEntries(mapping, mapping.Entries.Remove(entry)) : mapping;

    public static YamlMapping WithEntries(YamlMapping mapping, ImmutableArray<YamlEntry> entries) => new(mapping.File, mapping.Span, entries) { Tag = mapping.Tag };

    public static YamlSequence WithItems(YamlSequence sequence, ImmutableArray<YamlNode> items) =>
        new(sequence.File, sequence.Span, items) { Tag = sequence.Tag };

    /// <summary>A string that stands where another node does.</summary>
    public static YamlScalar Text(YamlNode place, string value) => new(place.File, place.Span, value, YamlScalarStyle.DoubleQuoted);

    public static YamlMapping EmptyMapping(YamlNode place) => new(place.File, place.Span, []);

    public static YamlSequence EmptySequence(YamlNode place) => new(place.File, place.Span, []);
}
