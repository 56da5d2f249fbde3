using System.Collections;
using System.Text.Json;
using Stockade.Syntax.Shell.PowerShell;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Shell;

/// <summary>
/// The commands of scripts and their words stand where PowerShell's own parser finds them. The recorded slice needs no PowerShell; all scripts of a
/// machine are recorded by <c>dotnet run tests/Stockade.Tests/Oracles/powershell-commands.cs -- /usr &gt; commands.jsonl</c> and read with
/// <c>STOCKADE_POWERSHELL_COMMANDS=$PWD/commands.jsonl</c>.
/// </summary>
public sealed class PowerShellCommandOracleTests
{
    [Fact]
    public void Commands_stand_where_PowerShell_finds_them()
    {
        var path = Environment.GetEnvironmentVariable("STOCKADE_POWERSHELL_COMMANDS") ?? RepositoryRoot.Combine("tests", "Stockade.Tests", "Syntax", "Shell", "Corpus", "powershell-commands.jsonl");
        var (agreed, commands) = (0, 0);
        var differences = new List<string>();
        foreach (var line in File.ReadLines(path))
        {
            using var recorded = JsonDocument.Parse(line);
            var file = new SourceFile(recorded.RootElement.GetProperty("path").GetString()!, recorded.RootElement.GetProperty("text").GetString()!);
            var expected = recorded.RootElement.GetProperty("commands").EnumerateArray().Select(static words => string.Join(' ', words.EnumerateArray().Select(static word => word.GetInt32()))).ToList();
            commands += expected.Count;
            var found = new List<CommandExpression>();
            Collect(PowerShellParser.Parse(file).Body, found);
            var actual = found.OrderBy(static command => command.Elements[0].Span.Start).Select(static command => string.Join(' ', command.Elements.Select(static element => element.Span.Start))).ToList();
            var wrong = expected.Except(actual, StringComparer.Ordinal).Concat(actual.Except(expected, StringComparer.Ordinal)).ToList();
            if (wrong.Count == 0)
                agreed++;
            else
                differences.Add($"{file.Path}: {wrong.Count} of {expected.Count} commands; {string.Join("; ", wrong.Take(4).Select(words => Describe(file, words, expected)))}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{agreed} scripts agree, {differences.Count} differ; {commands} commands");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(commands > agreed);
    }

    private static string Describe(SourceFile file, string words, List<string> expected)
    {
        var start = int.Parse(words.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var text = file.Content[start..Math.Min(file.Content.Length, start + 60)].ReplaceLineEndings("⏎");
        return $"{(expected.Contains(words) ? "missed" : "made up")} {file.At(start, start).Line} [{words}] {text}";
    }

    /// <summary>Every command below a node, whatever kinds of nodes lie between.</summary>
    private static void Collect(object? node, List<CommandExpression> found)
    {
        switch (node)
        {
            case null or string:
                return;
            case CommandExpression command:
                found.Add(command);
                break;
            case IEnumerable list:
                foreach (var item in list)
                    Collect(item, found);
                return;
        }

        if (node.GetType().Namespace != typeof(CommandExpression).Namespace)
            return;
        foreach (var property in node.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0))
        {
            var isDefault = property.PropertyType.IsValueType && property.GetValue(node) is IList { } array && array.GetType().GetProperty("IsDefault")?.GetValue(array) is true;
            if (!isDefault)
                Collect(property.GetValue(node), found);
        }
    }
}
