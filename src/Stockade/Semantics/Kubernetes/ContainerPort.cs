namespace Stockade.Semantics.Kubernetes;

/// <summary>A named port of a container, for the named ports of policies. The name and the number are null where they cannot be read from the file.</summary>
internal readonly record struct ContainerPort(string? Name, Protocol Protocol, int? Number);
