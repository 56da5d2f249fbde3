using System.Globalization;
using System.Text;
using Stockade.Reporting;
using Stockade.Text;

namespace Stockade.Tests.Reporting;

/// <summary>What git makes of the diffs.</summary>
public class UnifiedDiffTests
{
    [Fact]
    public void A_diff_shows_what_changes_with_three_lines_around_it()
    {
        var file = new SourceFile("a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n");
        var edit = new TextEdit(file.At(8, 9), "five");
        Assert.Equal(["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"], UnifiedDiff.Hunks(file, [edit]));
    }

    [Fact]
    public void Git_applies_random_edits_as_the_engine_does()
    {
        using var git = new GitSandbox();
        var random = new Random(20261123);
        var patch = new StringBuilder();
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 300; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"f{i}.txt");
            var file = new SourceFile(name, RandomText(random, random.Next(1, 40)));
            var edits = RandomEdits(random, file);
            var edited = EditedText.Apply(file.Content, edits);
            git.Write(name, file.Content);
            expected.Add(name, edited);

            // A diff without a hunk, and one that empties the file, which git takes for its deletion, are another matter.
            if (edited != file.Content && edited.Length > 0)
                patch.Append(CultureInfo.InvariantCulture, $"--- a/{name}\n+++ b/{name}\n").AppendJoin('\n', UnifiedDiff.Hunks(file, edits)).Append('\n');
            else
                expected[name] = file.Content;
        }

        git.Write("edits.patch", patch.ToString());
        git.Git("apply", "--whitespace=nowarn", "edits.patch");
        Assert.All(expected, pair => Assert.Equal(pair.Value, File.ReadAllText(Path.Combine(git.Path, pair.Key))));
    }

    private static string RandomText(Random random, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
            text.Append((char)('a' + random.Next(4))).Append(random.Next(3) == 0 ? "" : "b").Append(random.Next(5) == 0 ? "\r\n" : "\n");
        return random.Next(3) == 0 ? text.ToString().TrimEnd('\r', '\n') : text.ToString();
    }

    private static List<TextEdit> RandomEdits(Random random, SourceFile file)
    {
        var edits = new List<TextEdit>();
        for (var position = random.Next(10); position <= file.Content.Length; position += random.Next(1, 30))
        {
            var end = Math.Min(file.Content.Length, position + random.Next(6));
            edits.Add(new TextEdit(file.At(position, end), random.Next(4) == 0 ? "" : RandomText(random, random.Next(1, 4))));
            position = end;
        }

        return edits;
    }
}
