using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>{ … }</c>.</summary>
internal sealed record BraceGroup(TextSpan Span, ImmutableArray<ShellStatement> Body) : ShellCommand(Span);
