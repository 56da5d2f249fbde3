using System.Collections.Immutable;
using System.Globalization;

namespace Stockade.Syntax.Yaml;

/// <summary>Makes the entries of the mappings of a document out of their keys as written: the last of equal keys counts, and merge keys are folded in.</summary>
internal sealed class YamlMappingEntries(ImmutableArray<SyntaxError>.Builder errors)
{
    private const string MergeKey = "<<";
    private const string MergeTag = "tag:yaml.org,2002:merge";

    // For a whole document; merges of merges could otherwise grow with the square of the text.
    private const int MaxMergedEntries = 200_000;

    // Up to here comparing each key with each is cheaper than hashing.
    private const int FewKeys = 8;

    private int _merged;

    public ImmutableArray<YamlEntry> Fold(YamlFrame frame) =>
        frame.Entries.Count <= FewKeys && AreDistinct(frame.Entries) ? [.. frame.Entries] : FoldAny(frame);

    /// <summary>True for the usual mapping: few keys, none twice, no merge.</summary>
    private static bool AreDistinct(List<YamlEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var key = entries[i].Key;
            if (IsMerge(key))
                return false;
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(entries[j].Name, key.Value, StringComparison.Ordinal))
                    return false;
            }
        }

        return true;
    }

    private ImmutableArray<YamlEntry> FoldAny(YamlFrame frame)
    {
        var entries = new List<YamlEntry>(frame.Entries.Count);
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        List<YamlEntry>? merges = null;
        foreach (var entry in frame.Entries)
        {
            if (IsMerge(entry.Key))
            {
                (merges ??= []).Add(entry);
            }
            else if (indices.TryAdd(entry.Name, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                var index = indices[entry.Name];
                var line = entries[index].Key.Location.Line.ToString(CultureInfo.InvariantCulture);
                errors.Add(new SyntaxError(entry.Key.Location, $"key '{entry.Name}' is given twice (first on line {line}); the last one counts"));
                entries[index] = entry;
            }
        }

        foreach (var merge in merges ?? [])
        {
            foreach (var mapping in Sources(merge))
            {
                foreach (var entry in mapping?.Entries ?? [])
                {
                    if (indices.TryAdd(entry.Name, entries.Count))
                        entries.Add(entry);
                    _merged++;
                }

                if (mapping is null || _merged > MaxMergedEntries)
                {
                    errors.Add(new SyntaxError(merge.Key.Location, mapping is null ? "'<<' needs a mapping or a list of mappings" : "'<<' merges too many keys"));
                    frame.HasFailed = true;
                    return [];
                }
            }
        }

        return [.. entries];
    }

    /// <summary>As the API server's reader tells it (isMerge in goyaml.v2/decode.go): written plainly, or tagged.</summary>
    private static bool IsMerge(YamlScalar key) =>
        key.Value is MergeKey && (key is { Style: YamlScalarStyle.Plain, Tag: null } || key.Tag is MergeTag);

    private static IEnumerable<YamlMapping?> Sources(YamlEntry merge) => merge.Value switch
    {
        YamlMapping mapping => [mapping],
        YamlSequence sequence => sequence.Items.Distinct().Select(static item => item as YamlMapping),
        _ => [null],
    };
}
