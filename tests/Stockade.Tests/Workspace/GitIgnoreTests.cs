using System.Text;
using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

public sealed class GitIgnoreTests
{
    private const int Seed = 20261123;

    private static readonly string[] s_names = ["a", "b", "ab", "a.yaml", "b.yaml", "A.yaml", "out", "a b", "é.yaml", "[a]", "#x", "!x", "a ", "a-b", "x1.yaml"];

    private static readonly string[] s_pieces =
    [
        "a", "b", "ab", "*", "**", "?", "/", "/", "**/", "/**", "/**/", "*.yaml", ".yaml", "[ab]", "[!a]", "[a-c]", "[[:digit:]]", "[[:alpha:]]*",
        "out", "out/", "\\*", "\\a", "é", "[]a]", "[a", "[[:bogus:]]", "[^b]", "[a\\]]", " ", "\\ ", "a ", "x?.yaml", "-", "[a-]", "\\", "[é]", "#", "!",
    ];

    [Theory]
    [InlineData("a.yaml\n", "a.yaml", true)]
    [InlineData("/a.yaml\n", "b/a.yaml", false)]
    [InlineData("*.yaml\n!a.yaml\n", "a.yaml", false)]
    [InlineData("out/\n!out/a.yaml\n", "out/a.yaml", true)]
    [InlineData("out/*\n!out/a.yaml\n", "out/a.yaml", false)]
    [InlineData("**/b/*.yaml\r\n", "out/b/a.yaml", true)]
    [InlineData("b/**/a.yaml", "b/a.yaml", true)]
    [InlineData("\\#x   \n", "#x", true)]
    [InlineData("\uFEFFa.yaml\n", "a.yaml", true)]
    public void Patterns_follow_gitignore(string patterns, string path, bool isIgnored)
    {
        var rules = GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(patterns), 0, null);

        Assert.Equal(isIgnored, IsIgnored(path, _ => rules));
    }

    [Fact]
    public void A_pattern_of_many_stars_takes_no_exponential_time()
    {
        var rules = GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("*a", 200)) + "/**/" + new string('*', 500) + "b"), 0, null);

        Assert.False(rules.IsIgnored(Encoding.UTF8.GetBytes(new string('a', 3000)), isDirectory: false));
    }

    [Fact]
    public void Random_patterns_agree_with_git()
    {
        var random = new Random(Seed);
        var cases = 0;
        var ignored = 0;
        for (var round = 0; round < 30; round++)
        {
            using var folder = new TemporaryFolder();
            folder.Run("git", string.Empty, "init", "-q");
            var paths = new SortedSet<string>(StringComparer.Ordinal);
            while (paths.Count < 80)
            {
                var path = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_names[random.Next(s_names.Length)]));
                if (!Enumerable.Range(1, path.Count(c => c == '/')).Any(depth => paths.Contains(string.Join('/', path.Split('/')[..depth])))
                    && !paths.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal)))
                    paths.Add(path);
            }

            var files = new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = RandomPatterns(random) };
            var exclude = RandomPatterns(random);
            folder.Write(".git/info/exclude", exclude);
            foreach (var path in paths)
            {
                folder.Write(path, "x");
                for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
                {
                    if (random.Next(8) == 0)
                        files.TryAdd(path[..(slash + 1)], RandomPatterns(random));
                }
            }

            foreach (var (directory, patterns) in files)
                folder.Write(directory + ".gitignore", patterns);

            var output = folder.Run("git", string.Join('\0', paths) + "\0", "check-ignore", "-z", "--stdin", "--no-index");
            var expected = output.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            foreach (var path in paths)
            {
                var actual = IsIgnored(path, directory => RulesFor(directory, files, exclude));
                Assert.True(expected.Contains(path) == actual, $"round {round}, '{path}': git says {!actual}\nexclude:\n{exclude}\n{string.Join("\n", files)}");
                cases++;
                ignored += actual ? 1 : 0;
            }
        }

        Assert.InRange(ignored, cases / 5, cases * 4 / 5);
    }

    private static string RandomPatterns(Random random) =>
        string.Join('\n', Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
            (random.Next(4) == 0 ? "!" : string.Empty)
            + (random.Next(5) == 0 ? "/" : string.Empty)
            + string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_pieces[random.Next(s_pieces.Length)]))
            + (random.Next(6) == 0 ? "/" : string.Empty)
            + (random.Next(9) == 0 ? "\r" : string.Empty)));

    private static GitIgnoreRules RulesFor(string directory, Dictionary<string, string> files, string exclude)
    {
        var rules = GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(exclude), 0, null);
        for (var end = 0; end >= 0; end = end < directory.Length ? directory.IndexOf('/', end) + 1 : -1)
        {
            if (files.TryGetValue(directory[..end], out var patterns))
                rules = GitIgnoreRules.Parse(Encoding.UTF8.GetBytes(patterns), Encoding.UTF8.GetByteCount(directory[..end]), rules);
        }

        return rules;
    }

    /// <summary>As the walk does it: an ignored folder is not entered.</summary>
    private static bool IsIgnored(string path, Func<string, GitIgnoreRules> rulesFor)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var parent = path[..(path[..slash].LastIndexOf('/') + 1)];
            if (rulesFor(parent).IsIgnored(Encoding.UTF8.GetBytes(path[..slash]), isDirectory: true))
                return true;
        }

        return rulesFor(path[..(path.LastIndexOf('/') + 1)]).IsIgnored(Encoding.UTF8.GetBytes(path), isDirectory: false);
    }
}
