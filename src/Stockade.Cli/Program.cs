using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;

namespace Stockade.Cli;

/// <summary>Arguments in, exit code out.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var output = Terminal.OpenOutput();
            return Run(args, output, Console.Error, clock);
        }
        catch (IOException exception)
        {
            // The engine reports what it cannot read, so what is left is what could not be written: a disk that is full.
            Console.Error.Write($"error: cannot write the output: {exception.Message}\n");
            return ExitCode.Usage;
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, the caller learns by the exit code that this run proves nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Console.Error.Write($"error: stockade failed, which is a defect of stockade: {exception}\n");
            return ExitCode.InternalError;
        }
    }

    private static int Run(string[] args, TextWriter output, TextWriter error, Stopwatch clock)
    {
        var root = CommandTree.Create(clock);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (args.Length == 0)
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = error, Error = error });
            return ExitCode.Usage;
        }

        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (!AsksForWords(result) && UsageErrors.Of(result) is { IsEmpty: false } errors)
        {
            foreach (var message in errors)
                error.Write($"error: {message}\n");
            var command = result.CommandResult.Command is RootCommand ? "stockade" : "stockade " + result.CommandResult.Command.Name;
            error.Write($"'{command} --help' shows what it takes\n");
            return ExitCode.Usage;
        }

        return result.Invoke(configuration);
    }

    private static bool AsksForWords(ParseResult result) =>
        result.Action is ExamplesHelp or ShowVersion || result.Tokens is [{ Type: TokenType.Directive }, ..] || (result.Errors.Count == 0 && result.CommandResult.Command is RootCommand);
}
