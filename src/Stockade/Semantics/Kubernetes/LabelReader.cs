using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads a map of labels that was found valid.</summary>
internal static class LabelReader
{
    public static LabelSet Read(YamlMapping? node)
    {
        var labels = LabelSet.Empty.Labels.ToBuilder();
        var isOpen = false;
        foreach (var entry in node?.Entries ?? [])
        {
            if (Placeholder.IsIn(entry.Name))
                isOpen = true;
            else
                labels[entry.Name] = ValueOf(entry.Value);
        }

        return new LabelSet(labels.ToImmutable()) { IsOpen = isOpen };
    }

    /// <summary>A null is the empty string (encoding/json into map[string]string); a placeholder is unknown.</summary>
    private static string? ValueOf(YamlNode node) => node switch
    {
        YamlScalar { IsNull: true } => string.Empty,
        YamlScalar scalar when !Placeholder.IsIn(scalar.Value) => scalar.Value,
        _ => null,
    };
}
