namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A keyword that leaves what is running.</summary>
internal enum FlowKind
{
    Return,
    Break,
    Continue,
    Exit,
    Throw,
}
