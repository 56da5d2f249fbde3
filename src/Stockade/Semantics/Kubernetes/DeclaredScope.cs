namespace Stockade.Semantics.Kubernetes;

/// <summary>A scope that the configuration declares: which files belong to it.</summary>
internal sealed record DeclaredScope(string Name, string Because, Func<string, bool> Includes);
