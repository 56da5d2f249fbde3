namespace Stockade.Cli;

/// <summary>The lowest severity that makes the run fail.</summary>
internal enum FailOn
{
    Warning,
    Error,
    Info,
    Never,
}
