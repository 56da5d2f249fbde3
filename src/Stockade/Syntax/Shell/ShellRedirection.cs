using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A redirection such as <c>2>&amp;1</c> or <c>&lt;&lt;EOF</c>. <see cref="Target"/> is null where it is missing.</summary>
internal sealed record ShellRedirection(TextSpan Span, string Operator, ShellWord? Target) : ShellNode(Span)
{
    /// <summary>The file descriptor before the operator, as written.</summary>
    public string? Descriptor { get; init; }

    public HereDocument? HereDocument { get; init; }
}
