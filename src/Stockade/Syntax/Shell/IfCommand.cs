using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>if</c> with its <c>elif</c> branches in order and the statements after <c>else</c>.</summary>
internal sealed record IfCommand(TextSpan Span, ImmutableArray<IfBranch> Branches, ImmutableArray<ShellStatement> Else) : ShellCommand(Span);
