using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>$(…)</c> or <c>`…`</c>.</summary>
internal sealed record CommandSubstitution(TextSpan Span, ImmutableArray<ShellStatement> Body) : ShellWordPart(Span)
{
    public bool IsBackquoted { get; init; }
}
