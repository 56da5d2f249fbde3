using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>A mapping. Merge keys (<c>&lt;&lt;</c>) are already folded into <see cref="Entries"/>, after the mapping's own keys; a duplicate key keeps its last value, as the API server's reader does.</summary>
internal sealed class YamlMapping(SourceFile file, TextSpan span, ImmutableArray<YamlEntry> entries) : YamlNode(file, new YamlPlace(span))
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    /// <summary>The value of a key, or null where the key is absent. A key that is present without a value gives a null scalar.</summary>
    public YamlNode? this[string key] => Find(key)?.Value;

    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Name, key, StringComparison.Ordinal))
                return entry;
        }

        return null;
    }
}
