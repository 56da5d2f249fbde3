using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Commands joined by <c>|</c>; a single command is a pipeline of one.</summary>
internal sealed record ShellPipeline(TextSpan Span, ImmutableArray<ShellCommand> Commands, bool IsNegated) : ShellNode(Span);
