using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>for</c> or <c>select</c> over words; <see cref="Words"/> is null where <c>in</c> is missing and the positional parameters are meant.</summary>
internal sealed record ForCommand(TextSpan Span, string Name, ImmutableArray<ShellWord>? Words, ImmutableArray<ShellStatement> Body) : ShellCommand(Span)
{
    public bool IsSelect { get; init; }
}
