using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A part of a policy that a verdict rests on.</summary>
internal sealed record VerdictEvidence(Policy Policy, string Path, SourceLocation Location, EvidenceEffect Effect);
