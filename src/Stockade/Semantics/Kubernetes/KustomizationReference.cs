using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A file or folder that a kustomization builds on. The path is null where it is remote or leads out of the run.</summary>
internal sealed record KustomizationReference(YamlScalar Node, string? Path, bool IsComponent)
{
    /// <summary>A URL, a go-getter address, or <c>host/owner/repository?ref=…</c> (the forms of kustomize's git loader).</summary>
    public bool IsRemote =>
        Node.Value.Contains("://", StringComparison.Ordinal)
        || Node.Value.Contains("?ref=", StringComparison.Ordinal)
        || Node.Value.Contains(".git/", StringComparison.Ordinal)
        || Node.Value.EndsWith(".git", StringComparison.Ordinal)
        || Node.Value.Contains("/_git/", StringComparison.Ordinal)
        || Node.Value.StartsWith("git@", StringComparison.Ordinal)
        || Node.Value.StartsWith("github.com/", StringComparison.Ordinal)
        || Node.Value.Contains("::", StringComparison.Ordinal);
}
