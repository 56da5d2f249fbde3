namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>What stands before a command.</summary>
internal enum CallOperator
{
    None,

    /// <summary><c>&amp;</c>: in a scope of its own.</summary>
    Call,

    /// <summary><c>.</c>: in the scope of the caller.</summary>
    Dot,
}
