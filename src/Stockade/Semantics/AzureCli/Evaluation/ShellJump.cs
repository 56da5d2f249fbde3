namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>Why the statements that follow do not run.</summary>
internal enum ShellJump
{
    None,
    Break,
    Continue,
    Return,
    Exit,
}
