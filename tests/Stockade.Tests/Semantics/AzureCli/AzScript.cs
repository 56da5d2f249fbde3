using System.Collections.Immutable;
using System.Text;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// A script for tests, one command a line: blanks split, quotes join, <c>$X</c> is any words, <c>"$X"</c> one word that may be empty.
/// A line that begins with <c>?</c> is conditional, <c>…</c> at its end stands for unknown words anywhere.
/// </summary>
internal static class AzScript
{
    public static AzureCommand Bind(string line) => Assert.Single(Commands(line));

    public static ImmutableArray<AzureCommand> Commands(params string[] files) => [.. All(files, open: null).Where(command => command.IsAks)];

    public static ImmutableArray<ManagedCluster> Replay(params string[] files) => ClusterReplay.Replay(All(files, open: null));

    /// <summary>One script beside files that its commands name.</summary>
    public static ManagedCluster ClusterWith(string script, params (string Path, string Text)[] files) => Assert.Single(ClusterReplay.Replay(All(
        [script],
        (_, path) => files.Where(file => file.Path == path).Select(file => file.Text).FirstOrDefault())));

    private static ImmutableArray<AzureCommand> All(string[] files, Func<SourceFile, string, string?>? open) =>
        [.. files.SelectMany((text, index) => AzureCommandSequence.Bind([.. Invocations($"script{index}.sh", text)], open))];

    public static ManagedCluster Cluster(params string[] files) => Assert.Single(Replay(files));

    public static IEnumerable<CommandInvocation> Invocations(string path, string text)
    {
        var file = new SourceFile(path, text);
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            if (line.Contains("az ", StringComparison.Ordinal))
                yield return Invocation(file, line, start);
            start += line.Length + 1;
        }
    }

    private static CommandInvocation Invocation(SourceFile file, string line, int start)
    {
        var az = line.IndexOf("az ", StringComparison.Ordinal);
        var environment = line[..az].Trim().TrimStart('?').Split('=', 2);
        var words = Split(file, line, az + 3, start).ToList();
        var complete = !words.Exists(word => word.Value is "…");
        words.RemoveAll(word => word.Value is "…");
        return new CommandInvocation
        {
            Location = file.At(start + az, start + az + 2),
            Extent = file.At(start + az, start + line.Length),
            Dialect = ScriptDialect.Bash,
            Words = [.. words],
            TakesMoreWords = !complete,
            Complete = complete && !words.Exists(word => word.MayBeAnyWords),
            Conditional = line.StartsWith('?'),
            Environment = environment.Length == 2
                ? [new EnvironmentVariable(environment[0], new CommandWord(environment[1], file.At(start, start + az)))]
                : [],
        };
    }

    private static IEnumerable<CommandWord> Split(SourceFile file, string line, int from, int start)
    {
        var position = from;
        while (position < line.Length)
        {
            if (line[position] is ' ')
            {
                position++;
                continue;
            }

            var first = position;
            var value = new StringBuilder();
            var quoted = false;
            var wasQuoted = false;
            for (; position < line.Length && (quoted || line[position] is not ' '); position++)
            {
                if (line[position] is '"')
                    (quoted, wasQuoted) = (!quoted, true);
                else
                    value.Append(line[position]);
            }

            var text = value.ToString();
            var location = file.At(start + first, start + position);
            yield return text.Contains('$', StringComparison.Ordinal)
                ? new CommandWord(null, location) { Symbol = text, MayBeEmpty = true, MayBeAnyWords = !wasQuoted }
                : new CommandWord(text, location);
        }
    }
}
