using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>switch</c>; <see cref="HasOptions"/> where <c>-Regex</c>, <c>-Wildcard</c>, <c>-CaseSensitive</c> or <c>-File</c> changes how it compares.</summary>
internal sealed record SwitchStatement(TextSpan Span, PowerShellStatement Subject, ImmutableArray<SwitchClause> Clauses, bool HasOptions) : PowerShellStatement(Span);
