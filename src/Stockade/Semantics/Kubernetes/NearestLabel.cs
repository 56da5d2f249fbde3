using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A label that a selector may have meant: who has it, how, and where that stands.</summary>
internal sealed record NearestLabel(string Owner, string Has, SourceLocation Location);
