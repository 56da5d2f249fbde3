using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A node of a bash or sh script. Spans are positions in the file, whatever text the parser read.</summary>
internal abstract record ShellNode(TextSpan Span);
