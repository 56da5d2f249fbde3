using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Something in a policy that the engine of its cluster does not do, and what becomes of the policy.</summary>
internal sealed record EngineLimit(SourceLocation Location, string Effect, string Cause);
