using System.Globalization;
using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.Fixes;

/// <summary>Finds the node that a field path (<c>spec.egress[0].to[1].ipBlock</c>) names.</summary>
internal static class YamlPath
{
    public static YamlNode? Find(YamlNode root, string path)
    {
        YamlNode? node = root;
        foreach (var segment in path.Split('.'))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            node = (node as YamlMapping)?[bracket < 0 ? segment : segment[..bracket]];
            if (bracket < 0)
                continue;
            foreach (var index in segment[(bracket + 1)..].TrimEnd(']').Split("]["))
            {
                node = node is YamlSequence sequence && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < sequence.Items.Length
                    ? sequence.Items[position]
                    : null;
            }
        }

        return node;
    }
}
