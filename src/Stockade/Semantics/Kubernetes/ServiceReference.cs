namespace Stockade.Semantics.Kubernetes;

/// <summary>A Service by namespace and name.</summary>
internal readonly record struct ServiceReference(string Namespace, string Name);
