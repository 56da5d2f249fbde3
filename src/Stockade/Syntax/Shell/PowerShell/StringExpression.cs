using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A string or a bare word: text, and the expressions it expands. <see cref="Source"/> is what the script writes.</summary>
internal sealed record StringExpression(TextSpan Span, ImmutableArray<PowerShellExpression> Parts, StringQuote Quote, string Source) : PowerShellExpression(Span)
{
    /// <summary>The text where nothing is expanded, else null.</summary>
    public string? Literal => Parts switch
    {
        [] => "",
        [TextExpression only] => only.Text,
        _ => null,
    };
}
