using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Why the API server refuses an object, at the text that causes it.</summary>
internal sealed record PolicyRejection(SourceLocation Location, string Path, string Message);
