using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>[[ … ]]</c>: its words and operators in order.</summary>
internal sealed record TestCommand(TextSpan Span, ImmutableArray<ShellWord> Words) : ShellCommand(Span);
