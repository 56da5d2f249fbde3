using System.Text.Json;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;

namespace Stockade.Tests.Semantics.AzureCli.PowerShell;

/// <summary>
/// Generated scripts, run by the engine of PowerShell in both ways of passing arguments and followed by the evaluator: a known word must be the
/// word that az was given, and a certain command must have run. The recorded slice needs no PowerShell; more is made by
/// <c>dotnet run tests/Stockade.Tests/Oracles/powershell-arguments.cs -- 3000 1 &gt; cases.jsonl</c> and read with <c>STOCKADE_POWERSHELL_ARGUMENTS=$PWD/cases.jsonl</c>.
/// </summary>
public sealed class PowerShellOracleTests
{
    [Fact]
    public void Known_words_are_the_words_PowerShell_passes_on()
    {
        var path = Environment.GetEnvironmentVariable("STOCKADE_POWERSHELL_ARGUMENTS") ?? RepositoryRoot.Combine("tests", "Stockade.Tests", "Semantics", "AzureCli", "PowerShell", "powershell-arguments.jsonl");
        var (scripts, calls, known, words) = (0, 0, 0, 0);
        var contradictions = new List<string>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var recorded = JsonDocument.Parse(line);
            var script = recorded.RootElement.GetProperty("script").GetString()!;
            var predicted = ScriptFixture.Read(script, ScriptDialect.PowerShell).Invocations;
            scripts++;
            known += predicted.Sum(invocation => invocation.Words.Count(word => word.IsKnown));
            words += predicted.Sum(invocation => invocation.Words.Length);
            foreach (var run in recorded.RootElement.GetProperty("runs").EnumerateObject())
            {
                var actual = run.Value.GetProperty("calls").EnumerateArray().Select(call => call.EnumerateArray().Select(word => word.GetString()!).ToArray()).ToList();
                calls += actual.Count;
                if (!run.Value.GetProperty("failed").GetBoolean() && FindContradiction(predicted, actual) is { } contradiction)
                    contradictions.Add($"Script {recorded.RootElement.GetProperty("number")} ({run.Name}): {contradiction}\n{script}");
            }
        }

        Assert.True(contradictions.Count == 0, $"{contradictions.Count} contradictions\n{string.Join('\n', contradictions.Take(12))}");
        Assert.True(calls > 3 * scripts && known > words / 2, $"{scripts} scripts made {calls} calls; of {words} words {known} are known.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{scripts} scripts, {calls} calls of az, {known} of {words} words known");
    }

    private static string? FindContradiction(IReadOnlyList<CommandInvocation> predicted, List<string[]> actual)
    {
        foreach (var call in actual)
        {
            if (!predicted.Any(invocation => IsMatch(invocation, 0, call, 0)))
                return $"PowerShell ran [{string.Join('|', call)}], predicted {string.Join(" or ", predicted.Where(invocation => invocation.Words is [{ Value: { } tag }, ..] && tag == call[0]).Select(ScriptFixture.Print))}";
        }

        var certain = predicted.Where(invocation => !invocation.Conditional).ToList();
        var next = 0;
        foreach (var call in actual)
        {
            if (next < certain.Count && IsMatch(certain[next], 0, call, 0))
                next++;
        }

        return next == certain.Count ? null : $"predicted as certain, but not run in order: {ScriptFixture.Print(certain[next])}";
    }

    private static bool IsMatch(CommandInvocation invocation, int word, string[] call, int argument)
    {
        if (word == invocation.Words.Length)
            return argument == call.Length;
        var expected = invocation.Words[word];
        if (expected.MayBeAnyWords)
            return Enumerable.Range(argument, call.Length - argument + 1).Any(next => IsMatch(invocation, word + 1, call, next));

        // Legacy drops a word that is empty.
        if (expected is { IsKnown: false, MayBeEmpty: true } && IsMatch(invocation, word + 1, call, argument))
            return true;
        if (argument == call.Length)
            return false;
        var isPossible = expected.Value is { } value ? value == call[argument] : call[argument].StartsWith(expected.Prefix, StringComparison.Ordinal);
        return isPossible && IsMatch(invocation, word + 1, call, argument + 1);
    }
}
