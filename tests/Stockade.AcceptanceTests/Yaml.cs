using YamlDotNet.RepresentationModel;

namespace Stockade.AcceptanceTests;

/// <summary>A YAML file of the repository, read by a parser that is not Stockade's.</summary>
internal static class Yaml
{
    public static YamlNode Read(params string[] path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine([Repository.Root, .. path]));
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    public static YamlNode? Child(this YamlNode node, string key) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var value) ? value : null;

    public static string Text(this YamlNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    /// <summary>The scalars of a mapping; of <c>{default: …}</c> the default.</summary>
    public static Dictionary<string, string> Values(this YamlNode? node) => ((YamlMappingNode?)node)?.Children.ToDictionary(
        static pair => ((YamlScalarNode)pair.Key).Value!,
        static pair => (pair.Value.Child("default") as YamlScalarNode ?? pair.Value as YamlScalarNode)?.Value ?? "",
        StringComparer.Ordinal) ?? [];

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => ((YamlSequenceNode?)node)?.Children ?? [];
}
