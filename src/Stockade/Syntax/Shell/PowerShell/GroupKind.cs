namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>What stands around statements that are used as a value.</summary>
internal enum GroupKind
{
    /// <summary><c>( … )</c>: one pipeline.</summary>
    Parentheses,

    /// <summary><c>$( … )</c>.</summary>
    Subexpression,

    /// <summary><c>@( … )</c>: always an array.</summary>
    Array,
}
