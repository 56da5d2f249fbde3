using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>( … )</c>: what it assigns is lost.</summary>
internal sealed record Subshell(TextSpan Span, ImmutableArray<ShellStatement> Body) : ShellCommand(Span);
