using System.Collections.Immutable;
using System.Globalization;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// Generated batch files, run by a reference written from cmd's documentation and followed by the evaluator: where everything is known, the words
/// are the same. The suite takes a slice; STOCKADE_BATCH_SCRIPTS and STOCKADE_BATCH_SEED ask for more.
/// </summary>
public sealed class BatchOracleTests
{
    [Fact]
    public void Words_are_those_of_the_reference()
    {
        var (seed, count) = (Read("STOCKADE_BATCH_SEED", 1), Read("STOCKADE_BATCH_SCRIPTS", 400));
        var calls = 0;
        for (var number = seed; number < seed + count; number++)
        {
            var generator = new BatchGenerator(number);
            var arguments = generator.Arguments();
            var statements = generator.Generate();
            var reference = new BatchReference();
            reference.SetArguments(arguments);
            foreach (var statement in statements)
                reference.Run(statement);
            var script = string.Join('\n', statements.Select(static statement => statement.Render()));
            var actual = Follow(script, arguments).Select(static invocation => string.Join('|', invocation.Words.Select(static word => word.Value ?? "?")));
            Assert.True(reference.Calls.SequenceEqual(actual), $"Script {number} {string.Join(' ', arguments)}:\n{script}\nexpected:\n{string.Join('\n', reference.Calls)}\nactual:\n{string.Join('\n', actual)}");
            calls += reference.Calls.Count;
        }

        Assert.True(calls > count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} scripts, {calls} calls of az");
    }

    private static ImmutableArray<CommandInvocation> Follow(string script, List<string> arguments)
    {
        // The arguments come as a subroutine gets them, with their quotes.
        var wrapped = $"call :main {string.Join(' ', arguments)}\nexit /b\n:main\n{script}";
        return ScriptReader.Read(new ScriptInput { Text = ShellText.Of(new SourceFile("run.cmd", wrapped)), Dialect = ScriptDialect.Cmd }).Invocations;
    }

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
