using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A simple or compound command with its redirections.</summary>
internal abstract record ShellCommand(TextSpan Span) : ShellNode(Span)
{
    public ImmutableArray<ShellRedirection> Redirections { get; init; } = [];
}
