using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A kind that makes pods: where its pod template stands (an empty path is the object itself), the versions a current API server serves
/// (none listed: any), and the labels its controller adds to the pods.
/// </summary>
internal sealed record WorkloadKind(string Group, string Kind, ImmutableArray<string> TemplatePath)
{
    private static readonly ImmutableArray<string> s_template = ["spec", "template"];

    private static readonly ImmutableArray<WorkloadKind> s_all =
    [
        new(string.Empty, "Pod", []) { Versions = ["v1"] },
        new(string.Empty, "ReplicationController", s_template) { Versions = ["v1"] },
        new("apps", "Deployment", s_template) { Versions = ["v1"], AddedLabels = ["pod-template-hash"] },
        new("apps", "ReplicaSet", s_template) { Versions = ["v1"] },
        new("apps", "StatefulSet", s_template)
        {
            Versions = ["v1"],
            AddedLabels = ["controller-revision-hash", "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"],
        },
        new("apps", "DaemonSet", s_template) { Versions = ["v1"], AddedLabels = ["controller-revision-hash", "pod-template-generation"] },
        new("batch", "Job", s_template)
        {
            Versions = ["v1"],
            AddedLabels = ["controller-uid", "batch.kubernetes.io/controller-uid"],
            NameLabels = ["job-name", "batch.kubernetes.io/job-name"],
        },
        new("batch", "CronJob", ["spec", "jobTemplate", "spec", "template"])
        {
            Versions = ["v1"],
            AddedLabels = ["controller-uid", "batch.kubernetes.io/controller-uid", "job-name", "batch.kubernetes.io/job-name"],
        },
        new("argoproj.io", "Rollout", s_template) { AddedLabels = ["rollouts-pod-template-hash"] },
        new("serving.knative.dev", "Service", s_template)
        {
            AddedLabels =
            [
                "pod-template-hash", "serving.knative.dev/revision", "serving.knative.dev/revisionUID", "serving.knative.dev/configurationGeneration",
                "serving.knative.dev/configurationUID", "serving.knative.dev/serviceUID",
            ],
            NameLabels = ["serving.knative.dev/service", "serving.knative.dev/configuration"],
            DefaultedLabels = ["app"],
        },
        new("serving.knative.dev", "Configuration", s_template)
        {
            AddedLabels =
            [
                "pod-template-hash", "serving.knative.dev/revision", "serving.knative.dev/revisionUID", "serving.knative.dev/configurationGeneration",
                "serving.knative.dev/configurationUID",
            ],
            NameLabels = ["serving.knative.dev/configuration"],
            DefaultedLabels = ["app"],
        },
        new("apps.openshift.io", "DeploymentConfig", s_template) { AddedLabels = ["deployment"], NameLabels = ["deploymentconfig"] },
        new("apps.kruise.io", "CloneSet", s_template) { AddedLabels = ["controller-revision-hash", "apps.kruise.io/cloneset-instance-id"] },
        new("kubevirt.io", "VirtualMachine", s_template) { AddedLabels = ["kubevirt.io", "kubevirt.io/created-by"], NameLabels = ["vm.kubevirt.io/name"] },
    ];

    /// <summary>Served versions; others were removed (kubernetes.io/docs/reference/using-api/deprecation-guide).</summary>
    public ImmutableArray<string> Versions { get; private init; } = [];

    /// <summary>Labels whose values only the cluster knows.</summary>
    public ImmutableArray<string> AddedLabels { get; private init; } = [];

    /// <summary>Labels whose value is the name of the object.</summary>
    public ImmutableArray<string> NameLabels { get; private init; } = [];

    /// <summary>Labels that are added with a value unknown here unless the template has them.</summary>
    public ImmutableArray<string> DefaultedLabels { get; private init; } = [];

    /// <summary>The kind, or null where it makes no pods. <c>extensions</c> served some kinds of <c>apps</c> until 1.16.</summary>
    public static WorkloadKind? Find(string group, string kind)
    {
        var current = group is "extensions" ? "apps" : group;
        foreach (var candidate in s_all)
        {
            if (string.Equals(candidate.Kind, kind, StringComparison.Ordinal) && string.Equals(candidate.Group, current, StringComparison.Ordinal))
                return candidate;
        }

        return null;
    }

    /// <summary>The pod template of a workload: a mapping with <c>metadata</c> and <c>spec</c>.</summary>
    public static YamlMapping? TemplateOf(KubernetesObject @object)
    {
        YamlNode? node = @object.Node;
        foreach (var segment in Find(@object.Group, @object.Kind)?.TemplatePath ?? [])
            node = (node as YamlMapping)?[segment];
        return node as YamlMapping;
    }

    /// <summary>True for the name of a workload kind in any group: what a look at the text can tell.</summary>
    public static bool IsName(string kind) => s_all.Any(candidate => string.Equals(candidate.Kind, kind, StringComparison.Ordinal));
}
