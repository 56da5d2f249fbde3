using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>A batch file that is started without <c>call</c>: its name, and the command words where it is <c>az</c>.</summary>
internal sealed record BatchEnd(SourceLocation Location, string? Command);
