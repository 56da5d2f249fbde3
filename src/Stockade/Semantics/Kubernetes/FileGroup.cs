using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Files that could be deployed together, and why.</summary>
internal sealed record FileGroup(string Name, string Root, string Because, ImmutableArray<ManifestFile> Files);
