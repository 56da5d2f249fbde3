using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>Pipelines, chained by <c>&amp;&amp;</c> and <c>||</c>.</summary>
internal sealed record PipelineStatement(TextSpan Span, ImmutableArray<PipelineLink> Links) : PowerShellStatement(Span);
