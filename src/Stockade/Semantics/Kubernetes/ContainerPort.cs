namespace Stockade.Semantics.Kubernetes;

/// <summary>A named port of a container, for the named ports of policies. <see cref="Number"/> is null where it is not known.</summary>
internal readonly record struct ContainerPort(string Name, Protocol Protocol, int? Number);
