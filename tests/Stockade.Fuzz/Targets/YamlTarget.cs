using System.Collections.Immutable;
using Stockade.Analysis.Suppressions;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Fuzz.Targets;

/// <summary>Streams of YAML and JSON documents.</summary>
internal static class YamlTarget
{
    public static ImmutableArray<string> Seeds { get; } =
    [
        .. Repository.Files("samples", "*.yaml").Select(static file => file.Text).Where(static text => text.Length < 2_000),
        "a: &x [1, 2]\nb: *x\n<<: {c: d}\n", "{\"kind\": \"List\", \"items\": [{\"kind\": \"Pod\"}]} {\"kind\": \"Pod\"}", "kind: Pod\nspec: |+2\n    text\n\n  \n...\n%YAML 1.2\n---\n? [a, b]\n: - c\n",
        "kind: Pod\nmetadata: {name: \"a\\x41\\u0042\\\n  b\", 'labels': {a: 'it''s'}}\n",
    ];

    public static ImmutableArray<string> Words { get; } =
        ["kind: Pod\n", "apiVersion: v1\n", "- &a ", "*a", "<<: *a\n", "|\n  ", ">-\n  ", "? ", ": ", "!!binary ", "%TAG ! tag:x,2000:\n", "\"\\u0041\"", "{a: b, ", "[a, "];

    public static FuzzTarget Create() => new(
        "yaml",
        Seeds,
        Words,
        static text =>
        {
            var spans = new Spans();
            var file = new SourceFile("a.yaml", text);
            foreach (var document in YamlReader.Read(file, static _ => true, isNamed: true))
            {
                spans.Add(new SourceLocation(file, document.Extent));
                spans.Add(document.Errors);
                spans.Add(document.Root);
            }

            spans.Add(YamlReader.ReadMapping(file));
            foreach (var comment in YamlComments.Find(text, SuppressionParser.Marker))
                spans.Add(file.At(comment));
            foreach (var document in YamlReader.Read(new SourceFile("a.json", text) { Kind = FileKind.Json }, static _ => true))
                spans.Add(document.Root);
            Overlooks("a.yaml", FileKind.Yaml, text);
            Overlooks("a.json", FileKind.Json, text);
            return spans.ToString();
        });

    /// <summary>Throws where a file that is not even parsed holds something.</summary>
    private static void Overlooks(string path, FileKind kind, string text)
    {
        if (!ModelLoader.MayMatter(kind, path, text.ToCharArray(), []) && ModelLoader.Parse(new SourceFile(path, text) { Kind = kind }, isNamed: false, []) is not null)
            throw new PropertyException($"{path} is not looked at, and holds something");
    }
}
