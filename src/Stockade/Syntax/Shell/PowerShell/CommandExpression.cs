using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A command with its words. The first is the command's name.</summary>
internal sealed record CommandExpression(TextSpan Span, CallOperator Operator, ImmutableArray<CommandElement> Elements) : PowerShellExpression(Span)
{
    /// <summary>What ends the command although it looks as if it went on.</summary>
    public ContinuationFault? Fault { get; init; }
}
