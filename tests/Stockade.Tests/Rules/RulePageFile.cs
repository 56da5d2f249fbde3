using System.Collections.Immutable;

namespace Stockade.Tests.Rules;

/// <summary>
/// The examples of a page. Under "Noncompliant" consecutive fenced blocks with a path form a repository, up to the <c>output</c> block that
/// follows; under "Compliant" consecutive blocks form one, up to a path that repeats.
/// </summary>
internal sealed class RulePageFile
{
    private RulePageFile(string path, string[] lines, ImmutableArray<RulePageExample> examples)
    {
        Path = path;
        Lines = lines;
        Examples = examples;
    }

    public string Path { get; }

    public string[] Lines { get; }

    public ImmutableArray<RulePageExample> Examples { get; }

    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static IEnumerable<string> AllPaths() =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("rules"), "AKS*.md").Order(StringComparer.Ordinal);

    public static RulePageFile Read(string path)
    {
        var lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var examples = ImmutableArray.CreateBuilder<RulePageExample>();
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        var heading = "";

        void Finish((int, int)? output)
        {
            if (files.Count > 0)
                examples.Add(new RulePageExample(heading, examples.Count + 1, files.ToImmutable()) { Output = output });
            files.Clear();
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                Finish(null);
                heading = lines[i][3..].Trim();
                continue;
            }

            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;

            var end = Array.IndexOf(lines, "```", i + 1);
            Assert.True(end > 0, $"{path}:{i + 1}: the fence is never closed");
            var info = lines[i][3..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            if (heading is "Noncompliant" or "Compliant")
            {
                if (info is ["output"])
                {
                    Finish((i + 1, end));
                }
                else
                {
                    Assert.True(info.Length == 2, $"{path}:{i + 1}: an example names its file: ```{string.Join(' ', info)} path");
                    if (files.Any(file => file.Item1 == info[1]))
                        Finish(null);
                    files.Add((info[1], string.Join('\n', lines[(i + 1)..end]) + "\n"));
                }
            }

            i = end;
        }

        Finish(null);
        return new RulePageFile(path, lines, examples.ToImmutable());
    }
}
