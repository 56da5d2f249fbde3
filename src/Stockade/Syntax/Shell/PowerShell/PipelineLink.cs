using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>One pipeline of a chain, and the operator before it: null, <c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record PipelineLink(string? Operator, ImmutableArray<PowerShellExpression> Elements)
{
    /// <summary>The file that its output goes to; null where it goes on.</summary>
    public PowerShellExpression? Target { get; init; }
}
