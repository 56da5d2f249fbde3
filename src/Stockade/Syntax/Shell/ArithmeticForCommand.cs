using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>for ((…; …; …))</c>.</summary>
internal sealed record ArithmeticForCommand(TextSpan Span, ShellWord Header, ImmutableArray<ShellStatement> Body) : ShellCommand(Span);
