namespace Stockade.Analysis.Configuration;

/// <summary>The severity that the configuration gives a rule; none turns it off.</summary>
internal enum ConfiguredSeverity
{
    Error,
    Warning,
    Info,
    None,
}
