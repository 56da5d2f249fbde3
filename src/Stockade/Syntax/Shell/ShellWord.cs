using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A word before expansion, as its parts. No parts: the empty value of <c>name=</c>.</summary>
internal sealed record ShellWord(TextSpan Span, ImmutableArray<ShellWordPart> Parts) : ShellNode(Span)
{
    /// <summary>The text of a word that is nothing but unquoted literal text, or null. Keywords and aliases are such words.</summary>
    public string? Literal => Parts switch
    {
        [LiteralPart only] => only.Text,
        [] => "",
        _ => null,
    };
}
