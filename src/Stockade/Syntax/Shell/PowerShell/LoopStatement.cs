using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>while</c>, <c>do</c> and <c>for</c>.</summary>
internal sealed record LoopStatement(TextSpan Span, PowerShellStatement? Condition, ImmutableArray<PowerShellStatement> Body) : PowerShellStatement(Span)
{
    public PowerShellStatement? Initializer { get; init; }

    public PowerShellStatement? Iterator { get; init; }

    /// <summary>The body runs once before the condition is asked.</summary>
    public bool RunsFirst { get; init; }
}
