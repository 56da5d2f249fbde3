using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>@{ key = value }</c>.</summary>
internal sealed record HashtableExpression(TextSpan Span, ImmutableArray<HashtableEntry> Entries) : PowerShellExpression(Span);
