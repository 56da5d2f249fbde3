using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>(a b [3]=c)</c> after an assignment's <c>=</c>; as a part of a word only in the arguments of <c>declare</c> and its kin.</summary>
internal sealed record ArrayLiteral(TextSpan Span, ImmutableArray<ArrayElement> Elements) : ShellWordPart(Span);
