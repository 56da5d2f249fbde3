using Microsoft.Build.Logging.StructuredLogger;

namespace Stockade.AcceptanceTests;

/// <summary>What a build said: its exit code, Stockade's diagnostics and how often Stockade ran.</summary>
internal sealed record BuildOutcome(Command Command, IReadOnlyList<AbstractDiagnostic> Problems, int Runs)
{
    public int ExitCode => Command.ExitCode;

    public IEnumerable<string?> Errors => Problems.OfType<Error>().Select(static error => error.Code).Order(StringComparer.Ordinal);

    public IEnumerable<string?> Warnings => Problems.OfType<Warning>().Select(static warning => warning.Code).Order(StringComparer.Ordinal);
}
