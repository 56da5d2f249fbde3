using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Something a deployment may hold that was not looked at, and why. The message is a fragment without a final period.</summary>
internal sealed record NotAnalyzed(SourceLocation Location, string Message);
