namespace Stockade.Cli;

/// <summary>What the process returns; scripts rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Findings = 1;
    public const int Usage = 2;
    public const int NothingAnalyzed = 3;
    public const int InternalError = 4;
}
