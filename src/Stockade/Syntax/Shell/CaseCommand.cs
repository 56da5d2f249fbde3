using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>case</c> with its arms in order.</summary>
internal sealed record CaseCommand(TextSpan Span, ShellWord Word, ImmutableArray<CaseArm> Arms) : ShellCommand(Span);
