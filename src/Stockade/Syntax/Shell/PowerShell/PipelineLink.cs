using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>One pipeline of a chain, and the operator before it: null, <c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record PipelineLink(string? Operator, ImmutableArray<PowerShellExpression> Elements);
