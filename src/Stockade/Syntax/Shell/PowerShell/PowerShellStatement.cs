using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A statement; <see cref="Span"/> is its place in the file.</summary>
internal abstract record PowerShellStatement(TextSpan Span);
