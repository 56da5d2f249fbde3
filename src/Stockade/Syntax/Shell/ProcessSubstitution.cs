using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>&lt;(…)</c> or <c>>(…)</c>.</summary>
internal sealed record ProcessSubstitution(TextSpan Span, ImmutableArray<ShellStatement> Body) : ShellWordPart(Span);
