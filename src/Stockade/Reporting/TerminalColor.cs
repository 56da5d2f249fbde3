namespace Stockade.Reporting;

/// <summary>What a piece of a text report is; decides its colour.</summary>
internal enum TerminalColor
{
    None,
    Bold,
    Error,
    Warning,
    Info,
    Gutter,
    Related,
}
