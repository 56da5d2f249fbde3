using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Which lists a strategic merge joins by which keys (x-kubernetes-patch-strategy, x-kubernetes-patch-merge-key and x-kubernetes-list-map-keys of the
/// Kubernetes API). A list that is not named here is replaced as a whole, and so is every list of a kind that is not built in.
/// </summary>
internal sealed record MergeSchema
{
    private static readonly MergeSchema s_any = new();
    private static readonly MergeSchema s_metadata = new()
    {
        Fields = Map(("ownerReferences", ListOf(["uid"])), ("finalizers", ListOf([string.Empty]))),
    };

    private static readonly MergeSchema s_containers = ListOf(
        ["name"],
        new MergeSchema
        {
            Fields = Map(
                ("env", ListOf(["name"])), ("ports", ListOf(["containerPort", "protocol"])), ("volumeDevices", ListOf(["devicePath"])), ("volumeMounts", ListOf(["mountPath"]))),
        });

    private static readonly MergeSchema s_podSpec = new()
    {
        Fields = Map(
            ("containers", s_containers),
            ("ephemeralContainers", s_containers),
            ("hostAliases", ListOf(["ip"])),
            ("imagePullSecrets", ListOf(["name"])),
            ("initContainers", s_containers),
            ("topologySpreadConstraints", ListOf(["topologyKey", "whenUnsatisfiable"])),
            ("volumes", ListOf(["name"]))),
    };

    private static readonly MergeSchema s_template = new() { Fields = Map(("metadata", s_metadata), ("spec", s_podSpec)) };
    private static readonly MergeSchema s_workload = Object(new MergeSchema { Fields = Map(("template", s_template)) });

    private ImmutableDictionary<string, MergeSchema> Fields { get; init; } = [];

    /// <summary>The keys that make two items the same; none where the list is replaced; one empty key for a list of scalars.</summary>
    public ImmutableArray<string> Keys { get; private init; } = [];

    public MergeSchema? Items { get; private init; }

    public static MergeSchema? Find(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("apps/v1", "Deployment" or "DaemonSet" or "StatefulSet" or "ReplicaSet") or ("batch/v1", "Job") or ("v1", "ReplicationController") => s_workload,
        ("batch/v1" or "batch/v1beta1", "CronJob") => Object(new MergeSchema { Fields = Map(("jobTemplate", s_workload)) }),
        ("v1", "Pod") => Object(s_podSpec),
        ("v1", "PodTemplate") => s_any with { Fields = Map(("metadata", s_metadata), ("template", s_template)) },
        ("v1", "Service") => Object(new MergeSchema { Fields = Map(("ports", ListOf(["port", "protocol"]))) }),
        ("v1", "ServiceAccount") => s_any with { Fields = Map(("imagePullSecrets", ListOf(["name"])), ("metadata", s_metadata), ("secrets", ListOf(["name"]))) },
        _ => null,
    };

    public MergeSchema? Field(string name) => Fields.GetValueOrDefault(name);

    private static MergeSchema Object(MergeSchema spec) => s_any with { Fields = Map(("metadata", s_metadata), ("spec", spec)) };

    private static MergeSchema ListOf(ImmutableArray<string> keys, MergeSchema? items = null) => new() { Keys = keys, Items = items };

    private static ImmutableDictionary<string, MergeSchema> Map(params ReadOnlySpan<(string Name, MergeSchema Schema)> fields)
    {
        var map = ImmutableDictionary.CreateBuilder<string, MergeSchema>(StringComparer.Ordinal);
        foreach (var (name, schema) in fields)
            map.Add(name, schema);
        return map.ToImmutable();
    }
}
