namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>The groups of Calico's objects.</summary>
internal static class CalicoObjects
{
    public static bool IsGroup(string group) => group is "projectcalico.org" or "crd.projectcalico.org";

    /// <summary>The object stands in the group in which Calico keeps its own: its API server has not seen it.</summary>
    public static bool IsStored(KubernetesObject @object) => @object.Group is "crd.projectcalico.org";

    public static bool IsClusterScoped(string kind) => kind is "GlobalNetworkPolicy" or "StagedGlobalNetworkPolicy" or "GlobalNetworkSet" or "Tier";

    public static bool IsName(string kind) =>
        kind is "GlobalNetworkPolicy" or "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy" or "StagedKubernetesNetworkPolicy" or "Tier" or "NetworkSet" or "GlobalNetworkSet";

    public static void CheckVersion(KubernetesObject @object, FieldReader fields)
    {
        var served = @object.Group is "projectcalico.org" ? "v3" : "v1";
        if (@object.Version == served || Placeholder.IsIn(@object.Version))
            return;
        var location = @object.Node.Find("apiVersion") is { } entry ? Spans.SmallestOf(entry.Value, entry.Key.Location) : @object.NameLocation;
        fields.Reject(location, "apiVersion", $"{@object.Kind} is in {@object.Group}/{served}, not in {@object.Version}");
    }
}
