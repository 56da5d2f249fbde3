using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A place in a pod template that names the metadata service, and what it says in words.</summary>
internal sealed record MetadataUse(string Phrase, SourceLocation Location);
