using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>"…"</c> or the localised <c>$"…"</c>. Literal parts inside are protected text.</summary>
internal sealed record DoubleQuotedPart(TextSpan Span, ImmutableArray<ShellWordPart> Parts) : ShellWordPart(Span);
