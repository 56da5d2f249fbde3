using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>while</c> or <c>until</c>.</summary>
internal sealed record WhileCommand(TextSpan Span, ImmutableArray<ShellStatement> Condition, ImmutableArray<ShellStatement> Body) : ShellCommand(Span)
{
    public bool IsUntil { get; init; }
}
