using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A word of a command: an argument, or a parameter <c>-Name</c> with the argument that a colon attaches to it.</summary>
internal sealed record CommandElement(TextSpan Span, string Source)
{
    /// <summary>The name of a parameter without its dash, else null.</summary>
    public string? Parameter { get; init; }

    public PowerShellExpression? Argument { get; init; }

    /// <summary>True for the rest of the line after <c>--%</c>.</summary>
    public bool IsVerbatim { get; init; }
}
