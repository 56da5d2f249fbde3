namespace Stockade.Semantics.Kubernetes;

/// <summary>What makes two manifests the same object to the API server. The version is not part of it.</summary>
internal readonly record struct ObjectIdentity(string Group, string Kind, string Namespace, string Name)
{
    public static ObjectIdentity Of(KubernetesObject @object) => new(@object.Group, @object.Kind, @object.Namespace, @object.Name);

    /// <summary>False where a placeholder stands in it: two of the same text may become different objects.</summary>
    public bool IsKnown => Name.Length > 0 && !Placeholder.IsIn(Name) && !Placeholder.IsIn(Namespace);

    public override string ToString() => Namespace.Length == 0 ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";
}
