using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Yaml;

/// <summary>What the quick reader takes on itself it reads as YamlDotNet does, to the last span.</summary>
public sealed class YamlBlockReaderTests
{
    private const string Alphabet = "{}[]:,-?&*!|>'\"%@`# \t\n\r\u0085\u2028\uFEFFa1.<=~\\/0";

    private const string Simple = """
        # head
        apiVersion: apps/v1 # c
        kind: "Deployment"
        metadata:
          name: 'it''s'   
          empty:
          other: # nothing
          url: http://x:80/a#b
        "quoted key": "a\tb \"c\" \\ \/ "
        spec:
        - name: web
          args: ["-a", 'b', c, [1], {}]
          env: {A: b, "c":1, 'd': [ ]}
        -   - nested
            - - deeper
              -
              # between
              - last: 1
        -
          - x
          # tail
        script: |
          echo "a"

            indented
          # no comment
        folded: >-
          one
          two
        strip: |-
            one
            two

        keep: |+
          text


        # end
        last: -1

        """;

    private static readonly int s_rounds = int.Parse(Environment.GetEnvironmentVariable("STOCKADE_YAML_CASES") ?? "20000", CultureInfo.InvariantCulture);
    private static readonly int s_seed = int.Parse(Environment.GetEnvironmentVariable("STOCKADE_YAML_SEED") ?? "8", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void What_is_simple_is_read_quickly(string lineBreak)
    {
        var text = Simple.ReplaceLineEndings(lineBreak);
        Assert.Equal(ReadSlowly(text), ReadQuickly(text));
    }

    [Fact]
    public void Most_samples_are_read_quickly_and_all_as_by_the_full_parser()
    {
        var documents = Samples().SelectMany(static text => YamlStreamSplitter.Split(text), static (text, segment) => (Quick: ReadQuickly(text, segment), Slow: ReadSlowly(text, segment))).ToList();
        Assert.All(documents, static document => Assert.True(document.Quick is null || document.Quick == document.Slow, $"{document.Quick}\n{document.Slow}"));
        Assert.InRange(documents.Count(static document => document.Quick is not null), documents.Count * 4 / 5, documents.Count);
    }

    [Fact]
    public void Texts_with_faults_in_them_are_read_as_by_the_full_parser_or_left_to_it()
    {
        var random = new Random(s_seed);
        string[] texts = [Simple, .. Samples().Where(static text => text.Length < 4000)];
        var quick = 0;
        for (var round = 0; round < s_rounds; round++)
        {
            var text = new StringBuilder(round % 3 == 0 ? RandomYaml.Create(random, round % 2 == 0 ? "\n" : "\r\n").Text : Cut(texts[random.Next(texts.Length)], random));
            for (var i = random.Next(5); i > 0 && text.Length > 0; i--)
                Mutate(text, random);
            quick += Compare(text.ToString());
        }

        // A comparison of nothing would be no comparison.
        Assert.InRange(quick, s_rounds / 10, int.MaxValue);
    }

    private static string Cut(string text, Random random)
    {
        var start = random.Next(3) == 0 ? 0 : text.LastIndexOf('\n', random.Next(text.Length)) + 1;
        return text.Substring(start, Math.Min(text.Length - start, random.Next(10, 300)));
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var position = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                text[position] = Alphabet[random.Next(Alphabet.Length)];
                break;
            case 1:
                text.Insert(position, Alphabet[random.Next(Alphabet.Length)]);
                break;
            case 2:
                text.Remove(position, Math.Min(random.Next(1, 4), text.Length - position));
                break;
            case 3:
                text.Insert(position, random.Next(2) == 0 ? "  " : "\n");
                break;
            case 4:
                text.Insert(position, (string[])["- ", ": ", " #", "|\n", ">\n", "\n- ", "\nb: ", "[a, ", "{a: ", "#{x}#", "'", "\"", "a\nb"] is var words ? words[random.Next(words.Length)] : null);
                break;
            default:
                var length = Math.Min(random.Next(1, 40), text.Length - position);
                text.Insert(random.Next(text.Length), text.ToString(position, length));
                break;
        }
    }

    /// <summary>How many documents were read quickly.</summary>
    private static int Compare(string text)
    {
        var quick = 0;
        foreach (var segment in YamlStreamSplitter.Split(text))
        {
            if (ReadQuickly(text, segment) is not { } tree)
                continue;
            quick++;
            Assert.True(ReadSlowly(text, segment) == tree, $"{text}\n====\n{tree}\n====\n{ReadSlowly(text, segment)}");
        }

        return quick;
    }

    private static string? ReadQuickly(string text) => ReadQuickly(text, YamlStreamSplitter.Split(text)[0]);

    private static string ReadSlowly(string text) => ReadSlowly(text, YamlStreamSplitter.Split(text)[0]);

    /// <summary>Null where it is left to the full parser.</summary>
    private static string? ReadQuickly(string text, YamlSegment segment) =>
        text.AsSpan(segment.Start, segment.End - segment.Start).ContainsAnyInRange('\0', '\u0008') ? null
        : YamlBlockReader.Read(new SourceFile("a.yaml", text), text, segment) is { } root ? Print(root) : null;

    private static string ReadSlowly(string text, YamlSegment segment)
    {
        var document = new YamlTreeBuilder(new SourceFile("a.yaml", text), text, segment) { AllowsBlockReader = false }.Build();
        return document.Errors is [var error, ..] ? error.Message : document.TemplateMark is not null ? "template" : document.Root is { } root ? Print(root) : "nothing";
    }

    private static string Print(YamlNode node)
    {
        var text = new StringBuilder();
        Print(node, text);
        return text.ToString();
    }

    private static void Print(YamlNode node, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"{node.Span.Start}-{node.Span.End}{node.Tag}");
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(CultureInfo.InvariantCulture, $" {scalar.Style}<{scalar.Value}>\n");
                break;
            case YamlMapping mapping:
                text.Append("{\n");
                foreach (var entry in mapping.Entries)
                {
                    Print(entry.Key, text);
                    Print(entry.Value, text);
                }

                text.Append("}\n");
                break;
            case YamlSequence sequence:
                text.Append("[\n");
                foreach (var item in sequence.Items)
                    Print(item, text);
                text.Append("]\n");
                break;
        }
    }

    private static IEnumerable<string> Samples([CallerFilePath] string source = "")
    {
        var samples = Path.Combine(Path.GetDirectoryName(source)!, "../../../../samples");
        return Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Where(static path => Path.GetExtension(path) is ".yaml" or ".yml").Order(StringComparer.Ordinal).Select(File.ReadAllText);
    }
}
