namespace Stockade.Cli;

/// <summary>When to use colours.</summary>
internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}
