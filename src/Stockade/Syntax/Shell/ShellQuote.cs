namespace Stockade.Syntax.Shell;

/// <summary>How text is quoted.</summary>
internal enum ShellQuote
{
    Backslash,
    Single,
    AnsiC,
}
