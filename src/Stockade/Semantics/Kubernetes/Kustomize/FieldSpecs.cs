using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>The fields that kustomize's transformers set by default (api/internal/konfig/builtinpluginconsts), as far as they hold labels, annotations and replicas.</summary>
internal static class FieldSpecs
{
    public static ImmutableArray<FieldSpec> MetadataLabels { get; } = [Create("metadata/labels", string.Empty)];

    /// <summary>The labels of objects and of what they make.</summary>
    public static ImmutableArray<FieldSpec> Templates { get; } =
    [
        .. MetadataLabels,
        Create("spec/template/metadata/labels", "ReplicationController") with { Version = "v1" },
        Create("spec/template/metadata/labels", "Deployment"),
        Create("spec/template/metadata/labels", "ReplicaSet"),
        Create("spec/template/metadata/labels", "DaemonSet"),
        Create("spec/template/metadata/labels", "StatefulSet") with { Group = "apps" },
        Create("spec/volumeClaimTemplates[]/metadata/labels", "StatefulSet") with { Group = "apps" },
        Create("spec/template/metadata/labels", "Job") with { Group = "batch" },
        Create("spec/jobTemplate/metadata/labels", "CronJob") with { Group = "batch" },
        Create("spec/jobTemplate/spec/template/metadata/labels", "CronJob") with { Group = "batch" },
    ];

    /// <summary>Labels and selectors. A selector of a NetworkPolicy gets the label only where it has <c>matchLabels</c> already.</summary>
    public static ImmutableArray<FieldSpec> Selectors { get; } =
    [
        Create("spec/selector", "Service") with { Version = "v1" },
        Create("spec/selector", "ReplicationController") with { Version = "v1" },
        Create("spec/selector/matchLabels", "Deployment"),
        .. InTemplate("Deployment"),
        Create("spec/selector/matchLabels", "ReplicaSet"),
        Create("spec/selector/matchLabels", "DaemonSet"),
        Create("spec/selector/matchLabels", "StatefulSet") with { Group = "apps" },
        .. InTemplate("StatefulSet"),
        Existing("spec/selector/matchLabels", "batch", "Job"),
        Existing("spec/jobTemplate/spec/selector/matchLabels", "batch", "CronJob"),
        Existing("spec/selector/matchLabels", "policy", "PodDisruptionBudget"),
        Existing("spec/podSelector/matchLabels", "networking.k8s.io", "NetworkPolicy"),
        Existing("spec/ingress/from/podSelector/matchLabels", "networking.k8s.io", "NetworkPolicy"),
        Existing("spec/egress/to/podSelector/matchLabels", "networking.k8s.io", "NetworkPolicy"),
        .. Templates,
    ];

    public static ImmutableArray<FieldSpec> Annotations { get; } =
    [
        Create("metadata/annotations", string.Empty),
        Create("spec/template/metadata/annotations", "ReplicationController") with { Version = "v1" },
        Create("spec/template/metadata/annotations", "Deployment"),
        Create("spec/template/metadata/annotations", "ReplicaSet"),
        Create("spec/template/metadata/annotations", "DaemonSet"),
        Create("spec/template/metadata/annotations", "StatefulSet"),
        Create("spec/template/metadata/annotations", "Job") with { Group = "batch" },
        Create("spec/jobTemplate/metadata/annotations", "CronJob") with { Group = "batch" },
        Create("spec/jobTemplate/spec/template/metadata/annotations", "CronJob") with { Group = "batch" },
    ];

    public static ImmutableArray<FieldSpec> Replicas { get; } =
    [
        Create("spec/replicas", "Deployment"),
        Create("spec/replicas", "ReplicationController"),
        Create("spec/replicas", "ReplicaSet"),
        Create("spec/replicas", "StatefulSet"),
    ];

    private static IEnumerable<FieldSpec> InTemplate(string kind) =>
        new[]
        {
            "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
            "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
            "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
            "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
            "topologySpreadConstraints/labelSelector/matchLabels",
        }.Select(path => Existing($"spec/template/spec/{path}", "apps", kind));

    private static FieldSpec Create(string path, string kind) => new(path, string.Empty, string.Empty, kind, IsCreated: true);

    private static FieldSpec Existing(string path, string group, string kind) => new(path, group, string.Empty, kind, IsCreated: false);
}
