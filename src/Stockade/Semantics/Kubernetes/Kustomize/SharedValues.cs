using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// A label that kustomize adds to several fields of an object is one node in all of them (filtersutil.SetEntry), and its transformers change nodes in
/// place: where an overlay overwrites it in one field, it changes in the others as well.
/// </summary>
internal static class SharedValues
{
    /// <summary>
    /// The new tree, in which what became of a shared value in one place became of it everywhere, and the values that are shared now.
    /// </summary>
    public static (YamlMapping Node, ImmutableArray<YamlScalar> Shared) Follow(YamlMapping before, YamlMapping after, ImmutableArray<YamlScalar> shared)
    {
        var changes = new Dictionary<YamlScalar, YamlScalar>(ReferenceEqualityComparer.Instance);
        Compare(before, after, shared, changes);
        return changes.Count == 0 ? (after, shared) : ((YamlMapping)Replace(after, changes), [.. shared, .. changes.Values]);
    }

    private static void Compare(YamlNode before, YamlNode? after, ImmutableArray<YamlScalar> shared, Dictionary<YamlScalar, YamlScalar> changes)
    {
        if (ReferenceEquals(before, after))
            return;
        switch (before, after)
        {
            case (YamlScalar old, YamlScalar next) when shared.Contains(old, ReferenceEqualityComparer.Instance):
                // Overwritten in several places at once, it is still one node.
                if (changes.TryGetValue(old, out var earlier))
                {
                    foreach (var other in changes.Where(pair => ReferenceEquals(pair.Value, earlier)).Select(static pair => pair.Key).ToList())
                        changes[other] = next;
                    changes[earlier] = next;
                }

                changes[old] = next;
                break;
            case (YamlMapping old, YamlMapping next):
                foreach (var entry in old.Entries)
                    Compare(entry.Value, next[entry.Name], shared, changes);
                break;
            case (YamlSequence old, YamlSequence next) when old.Items.Length == next.Items.Length:
                for (var i = 0; i < old.Items.Length; i++)
                    Compare(old.Items[i], next.Items[i], shared, changes);
                break;
        }
    }

    private static YamlNode Replace(YamlNode node, Dictionary<YamlScalar, YamlScalar> changes)
    {
        switch (node)
        {
            case YamlScalar scalar:
                return changes.GetValueOrDefault(scalar) ?? node;
            case YamlMapping mapping:
                var entries = mapping.Entries;
                for (var i = 0; i < entries.Length; i++)
                {
                    var value = Replace(entries[i].Value, changes);
                    if (!ReferenceEquals(value, entries[i].Value))
                        entries = entries.SetItem(i, entries[i].WithValue(value));
                }

                return entries == mapping.Entries ? mapping : TreeEdit.WithEntries(mapping, entries);
            case YamlSequence sequence:
                var items = sequence.Items;
                for (var i = 0; i < items.Length; i++)
                {
                    var item = Replace(items[i], changes);
                    if (!ReferenceEquals(item, items[i]))
                        items = items.SetItem(i, item);
                }

                return items == sequence.Items ? sequence : TreeEdit.WithItems(sequence, items);
            default:
                return node;
        }
    }
}
