using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts;

/// <summary>Looks into mappings whose keys a host compares without case.</summary>
internal static class YamlFields
{
    public static YamlNode? Get(this YamlMapping? mapping, string key)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (string.Equals(entry.Name, key, StringComparison.OrdinalIgnoreCase))
                return entry.Value;
        }

        return null;
    }

    public static YamlScalar? Scalar(this YamlMapping? mapping, string key) => mapping.Get(key) as YamlScalar;

    public static string? Text(this YamlMapping? mapping, string key) => (mapping.Get(key) as YamlScalar)?.Value;

    public static YamlMapping? Map(this YamlMapping? mapping, string key) => mapping.Get(key) as YamlMapping;

    /// <summary>A list, or a single value as a list of one.</summary>
    public static IEnumerable<YamlNode> List(this YamlMapping? mapping, string key) => mapping.Get(key) switch
    {
        YamlSequence sequence => sequence.Items,
        { } single => [single],
        null => [],
    };
}
