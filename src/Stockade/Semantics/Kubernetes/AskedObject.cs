namespace Stockade.Semantics.Kubernetes;

/// <summary>An object of a kind that a rule of the repository asks for.</summary>
/// <param name="Scope">The scope it is deployed with; null where it belongs to none that has workloads or policies.</param>
/// <param name="Object">As it is deployed.</param>
internal sealed record AskedObject(string? Scope, KubernetesObject Object);
