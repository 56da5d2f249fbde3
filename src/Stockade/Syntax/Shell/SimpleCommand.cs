using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Assignments and words: <c>A=1 az aks create</c>. Redirections may stand anywhere among them.</summary>
internal sealed record SimpleCommand(TextSpan Span, ImmutableArray<ShellAssignment> Assignments, ImmutableArray<ShellWord> Words) : ShellCommand(Span)
{
    /// <summary>What cut this command short although it looks as if it went on, if anything.</summary>
    public ContinuationFault? Fault { get; init; }
}
