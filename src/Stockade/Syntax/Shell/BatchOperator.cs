namespace Stockade.Syntax.Shell;

/// <summary>What joins two commands, the loosest first.</summary>
internal enum BatchOperator
{
    Then,
    Or,
    And,
    Pipe,
}
