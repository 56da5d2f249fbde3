using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Fuzz.Targets;

/// <summary>The reader of plain YAML beside the full one, which is YamlDotNet: nobody may tell from a document which of the two has read it.</summary>
internal static class PlainYamlTarget
{
    public static FuzzTarget Create() => new(
        "plain-yaml",
        [
            .. YamlTarget.Seeds, "a: |-\n  b\n\n  c\nd: >\n  e\n  f\n", "- a: b\n  c:\n  - d # e\n  - 'it''s'\n-\n  f: \"g\\n\"\n", "a: {b: [c, \"d\"], e: {}}\nf:\n\n# g\n- h: i\n",
            "a: b\r\nc:\r\n- d\r\n--- # e\r\nf: 'g' # h\r\n",
        ],
        [.. YamlTarget.Words, "  ", "\n", "\r\n", "\n- ", "\n  ", " # ", "'", "\"", "''", "\\n", "|-\n  ", "|+\n  ", ">\n  ", "---\n", ", ", "]", "}", "#{x}#", "\t"],
        static text =>
        {
            var file = new SourceFile("a.yaml", text);
            var quick = 0;
            foreach (var segment in YamlStreamSplitter.Split(text))
            {
                var document = new YamlTreeBuilder(file, text, segment).Build();
                var expected = new YamlTreeBuilder(file, text, segment) { AllowsBlockReader = false }.Build();
                if (document.Span != expected.Span || document.TemplateMark != expected.TemplateMark || !document.Errors.SequenceEqual(expected.Errors))
                    throw new PropertyException($"the document at {segment.Start} has errors of its own: {string.Join("; ", document.Errors)} and not {string.Join("; ", expected.Errors)}");
                if (FindDifference(document.Root, expected.Root) is { } difference)
                    throw new PropertyException($"the document at {segment.Start} is another to YamlDotNet: {difference}");
                quick += YamlBlockReader.Read(file, text, segment) is null ? 0 : 1;
            }

            // An input that more documents of are read quickly is worth keeping.
            return $"{quick}";
        });

    /// <summary>Where two trees differ, or null.</summary>
    private static string? FindDifference(YamlNode? node, YamlNode? expected)
    {
        if (node?.GetType() != expected?.GetType() || node?.Span != expected?.Span || node?.Tag != expected?.Tag)
            return $"{Describe(node)} and not {Describe(expected)}";
        return (node, expected) switch
        {
            (YamlScalar one, YamlScalar other) => one.Value == other.Value && one.Style == other.Style ? null : $"{Describe(one)} and not {Describe(other)}",
            (YamlSequence one, YamlSequence other) => FindDifference(one.Items, other.Items),
            (YamlMapping one, YamlMapping other) => FindDifference([.. one.Entries.SelectMany(ChildrenOf)], [.. other.Entries.SelectMany(ChildrenOf)]),
            _ => null,
        };
    }

    private static string? FindDifference(IReadOnlyList<YamlNode> nodes, IReadOnlyList<YamlNode> expected) =>
        nodes.Count != expected.Count ? $"{nodes.Count} children and not {expected.Count}" : nodes.Zip(expected, FindDifference).FirstOrDefault(static difference => difference is not null);

    private static IEnumerable<YamlNode> ChildrenOf(YamlEntry entry) => [entry.Key, entry.Value];

    private static string Describe(YamlNode? node) =>
        node is YamlScalar scalar ? $"{scalar.Style} '{scalar.Value}' at {scalar.Span} {scalar.Tag}" : node is null ? "nothing" : $"{node.GetType().Name} at {node.Span} {node.Tag}";
}
