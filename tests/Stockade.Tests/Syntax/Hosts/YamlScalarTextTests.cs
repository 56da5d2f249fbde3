using System.Text;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Hosts;

public class YamlScalarTextTests
{
    private static readonly string[] Pieces = ["az aks create", " ", "  ", "\t", "\n", "\n\n", "\n  x", "é", "𝒜", "'", "\"", "\\", "${{ x }}", "-n a", "#", ": ", "|", "\n\t"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_character_of_a_script_maps_back_to_the_text_of_its_file(int seed)
    {
        var random = new Random(seed);
        var (scalars, exact) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var (text, newline) = (Scalar(random), random.Next(3) == 0 ? "\r\n" : "\n");
            var file = new SourceFile("w.yml", text.ReplaceLineEndings(newline));
            if (YamlReader.ReadMapping(file)?["run"] is not YamlScalar scalar)
                continue;
            var read = YamlScalarText.Of(scalar);
            Assert.Equal(scalar.Value, read.Content);
            scalars++;
            exact += read.Map(0, 1).Length == 1 ? 1 : 0;
            for (var i = 0; i < read.Content.Length; i++)
            {
                var span = read.Map(i, i + 1);
                Assert.True(span.End <= file.Content.Length);
                if (span.Length != 1 || read.Content[i] is '\n' or ' ' or '\t')
                    continue;
                Assert.Equal(read.Content[i], file.Content[span.Start]);
            }
        }

        // A scalar given up as a whole has no place for a single character.
        Assert.True(exact * 100 >= scalars * 94, $"{exact} of {scalars}");
    }

    [Theory]
    [InlineData("run: |\n  a\n\n   b\n  c\n\nx: 1\n", "a\n\n b\nc\n")]
    [InlineData("run: |+\n  a\n\n\nx: 1\n", "a\n\n\n")]
    [InlineData("run: >-\n  a\n  b\n\n  c\n    d\n  e\n", "a b\nc\n  d\ne")]
    [InlineData("run: |2\n     a\n", "   a\n")]
    [InlineData("run: \"a\\tb\\\n  c\\x41\\u00e9\n  d\"\n", "a\tbcAé d")]
    [InlineData("run: 'it''s\n  one\n\n  two'\n", "it's one\ntwo")]
    [InlineData("run: a\n  b\n\n  c # d\n", "a b\nc")]
    public void Every_style_keeps_the_places_of_its_characters(string yaml, string expected)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var scalar = Assert.IsType<YamlScalar>(YamlReader.ReadMapping(new SourceFile("w.yml", yaml.ReplaceLineEndings(newline)))!["run"]);
            var read = YamlScalarText.Of(scalar);
            Assert.Equal(expected, read.Content);
            Assert.All(Enumerable.Range(0, expected.Length), i => Assert.InRange(read.Map(i, i + 1).Length, 0, 6));
        }
    }

    private static string Scalar(Random random)
    {
        var content = new StringBuilder("az");
        for (var count = random.Next(12); count > 0; count--)
            content.Append(Pieces[random.Next(Pieces.Length)]);
        var indentation = new string(' ', random.Next(1, 5));
        var lines = content.ToString().Split('\n');
        return random.Next(6) switch
        {
            0 => $"run: |{Chomping()}\n{Indented()}\n{Blank()}x: 1\n",
            1 => $"run: >{Chomping()}\n{Indented()}\n{Blank()}x: 1\n",
            2 => $"run: |{indentation.Length}{Chomping()}\n{Indented()}\n",
            3 => $"run: '{content.Replace("'", "''").Replace("\n", "\n" + indentation)}'\n",
            4 => $"run: \"{content.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", random.Next(2) == 0 ? "\\n" : "\n" + indentation)}\"\n",
            _ => $"run: {content.Replace("\n", "\n" + indentation)}\nx: 1\n",
        };

        string Chomping() => random.Next(3) switch { 0 => "", 1 => "-", _ => "+" };

        string Blank() => random.Next(3) == 0 ? "\n\n" : "";

        string Indented() => string.Join('\n', lines.Select(line => line.Length == 0 ? "" : indentation + line));
    }
}
