using Microsoft.CodeAnalysis.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>One argument of a cmdlet, function or script: its value, and the name of the parameter it is given to where it is written.</summary>
internal sealed record PowerShellArgument(string? Name, PowerShellValue? Value, TextSpan Span);
