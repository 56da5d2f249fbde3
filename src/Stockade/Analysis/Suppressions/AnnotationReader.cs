using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.Suppressions;

/// <summary>Finds <c>stockade.dev/ignore</c> among the annotations of objects and of the pod templates in them.</summary>
internal static class AnnotationReader
{
    private const string Key = "stockade.dev/ignore";

    /// <summary>The annotations of a document, each with the object it stands in.</summary>
    public static IEnumerable<(YamlMapping Object, YamlScalar Value)> Read(YamlDocument document)
    {
        if (document.Root is not YamlMapping root || !document.Text.Contains(Key, StringComparison.Ordinal))
            yield break;
        foreach (var item in ObjectsOf(root))
        {
            // Where a chart lets its users set annotations of pods only, the template's have to do.
            YamlMapping?[] holders = [item, At(item, "spec", "template"), At(item, "spec", "jobTemplate", "spec", "template")];
            foreach (var holder in holders)
            {
                if (holder is not null && At(holder, "metadata", "annotations")?[Key] is YamlScalar { IsNull: false } value)
                    yield return (item, value);
            }
        }
    }

    /// <summary>The objects of a document: its root, or the items of a list.</summary>
    public static IEnumerable<YamlMapping> ObjectsOf(YamlMapping root)
    {
        if (root["kind"] is not YamlScalar kind || !kind.Value.EndsWith("List", StringComparison.Ordinal) || root["items"] is not YamlSequence items)
            return [root];
        return items.Items.OfType<YamlMapping>().SelectMany(ObjectsOf);
    }

    private static YamlMapping? At(YamlMapping node, params ReadOnlySpan<string> path)
    {
        var current = node;
        foreach (var key in path)
        {
            if (current[key] is not YamlMapping next)
                return null;
            current = next;
        }

        return current;
    }
}
