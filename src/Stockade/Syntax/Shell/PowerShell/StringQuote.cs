namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>How a string is written.</summary>
internal enum StringQuote
{
    /// <summary>A bare word of a command.</summary>
    Bare,
    Single,
    Double,
}
