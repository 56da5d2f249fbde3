using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>Why a diagnostic is not shown. The reason is text of a file: hostile until it is escaped.</summary>
/// <param name="Reason">The words of whoever suppressed it.</param>
/// <param name="Location">The suppression in its file, or null where it stands in a baseline.</param>
internal sealed record DiagnosticSuppression(string Reason, SourceLocation? Location);
