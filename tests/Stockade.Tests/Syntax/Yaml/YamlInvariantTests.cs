using System.Runtime.CompilerServices;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Yaml;

public sealed class YamlInvariantTests
{
    private const int Seed = 8;

    private const string Sample = """
        # Source: shop/templates/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: &meta
          name: "web\u00e9"
          labels: {app: 'it''s', "b": [1, 2]}
        spec:
          <<: *meta
          command: |2-
              deep
             less
          args: >
            folded
            text

          template:
            spec: !!map
              containers:
              - name: web
                ports: [{containerPort: 80,
                  name: http}]
              - ? complex
                : 日本 😀
        ...
        %YAML 1.2
        ---
        {"kind": "Pod", "metadata": {"name": null}}
        --- # end
        kind: Pod
        name: {{ .Values.x }}

        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Every_span_holds_the_text_of_its_node_and_nothing_else(string lineBreak)
    {
        var random = new Random(Seed);
        for (var round = 0; round < 1000; round++)
        {
            var yaml = RandomYaml.Create(random, lineBreak);
            var document = Read(yaml.Text);
            Assert.True(document.Errors.IsEmpty, $"{document.Errors.FirstOrDefault()?.Message}\n{yaml.Text}");
            Assert.Equal(yaml.Expected, Print(document.Root!).Replace("\r\n", "\n", StringComparison.Ordinal));
            CheckSpans(document.Root!);
        }
    }

    [Fact]
    public void Text_that_is_cut_anywhere_is_survived()
    {
        foreach (var text in Samples())
        {
            for (var length = 0; length <= text.Length; length++)
            {
                var file = new SourceFile("a.yaml", text[..length]) { IsNamedByUser = true };
                foreach (var document in YamlReader.Read(file, static _ => true))
                {
                    CheckErrors(document);
                    _ = KubernetesModelBuilder.Build([document], "default", []);
                }
            }
        }
    }

    [Fact]
    public void Text_with_any_characters_in_it_is_survived()
    {
        const string Alphabet = "{}[]:,-?&*!|>'\"%@`# \t\n\r\u0085\u2028\uFEFFa1.<=~\\/\0";
        var random = new Random(Seed);
        for (var round = 0; round < 5000; round++)
        {
            var text = Sample.ToCharArray(0, 40 + random.Next(Sample.Length - 40));
            for (var i = random.Next(1, 5); i > 0; i--)
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            var file = new SourceFile("a.yaml", new string(text)) { IsNamedByUser = true, Kind = round % 2 == 0 ? FileKind.Json : FileKind.Yaml };
            foreach (var document in YamlReader.Read(file, static _ => true))
                CheckErrors(document);
        }
    }

    private static void CheckErrors(YamlDocument document)
    {
        foreach (var error in document.Errors)
        {
            _ = error.Location.Text;
            Assert.InRange(error.Location.Span.Start, 0, document.Span.End);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    /// <summary>The text of a span, set to the column it stands in, is the same node when it is read by itself.</summary>
    private static void CheckSpans(YamlNode node)
    {
        var text = node.Location.Text;
        var column = node.File.Lines.GetLinePosition(node.Span.Start).Character;
        if (node is YamlScalar { Style: YamlScalarStyle.Literal })
        {
            Assert.StartsWith("|-", text, StringComparison.Ordinal);
            Assert.EndsWith(((YamlScalar)node).Value.Split('\n')[^1], text, StringComparison.Ordinal);
        }
        else
        {
            var again = Read(new string(' ', column) + text);
            Assert.True(again.Errors.IsEmpty, text);
            Assert.Equal(Print(node), Print(again.Root!));
            Assert.Equal(text, again.Root!.Location.Text);
        }

        foreach (var child in Children(node))
        {
            Assert.True(node.Span.Contains(child.Span), text);
            CheckSpans(child);
        }
    }

    private static IEnumerable<YamlNode> Children(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(static entry => new[] { entry.Key, entry.Value }),
        YamlSequence sequence => sequence.Items,
        _ => [],
    };

    private static string Print(YamlNode node) => node switch
    {
        YamlMapping mapping => $"{{{string.Concat(mapping.Entries.Select(static entry => $"{entry.Name}={Print(entry.Value)};"))}}}",
        YamlSequence sequence => $"[{string.Concat(sequence.Items.Select(static item => Print(item) + ";"))}]",
        _ => $"<{((YamlScalar)node).Value}>",
    };

    private static YamlDocument Read(string text) => Assert.Single(YamlReader.Read(new SourceFile("a.yaml", text) { IsNamedByUser = true }, static _ => true));

    private static IEnumerable<string> Samples([CallerFilePath] string source = "")
    {
        yield return Sample;
        var samples = Path.Combine(Path.GetDirectoryName(source)!, "../../../../samples");
        if (!Directory.Exists(samples))
            yield break;
        foreach (var path in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".yaml" or ".yml"))
        {
            // Reading every prefix takes the square of the length.
            if (new FileInfo(path).Length < 8000)
                yield return File.ReadAllText(path);
        }
    }
}
