using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, ended by a newline, <c>;</c> or <c>&amp;</c>.</summary>
internal sealed record ShellStatement(TextSpan Span, ImmutableArray<ShellAndOrElement> Elements, bool IsBackground) : ShellNode(Span);
