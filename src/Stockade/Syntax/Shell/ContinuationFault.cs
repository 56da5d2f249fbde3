using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A line continuation that is none: <see cref="Span"/> is the text that ends the command.</summary>
internal sealed record ContinuationFault(TextSpan Span, ContinuationFaultKind Kind);
