using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A script, or what stands between braces.</summary>
internal sealed record ScriptBlock(TextSpan Span, ImmutableArray<ParameterDefinition> Parameters, ImmutableArray<PowerShellStatement> Statements);
