namespace Stockade.Syntax.Shell;

/// <summary>What decides whether an element of a list runs.</summary>
internal enum ShellAndOrOperator
{
    None,
    And,
    Or,
}
