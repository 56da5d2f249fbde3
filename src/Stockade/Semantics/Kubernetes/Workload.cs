using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A pod, or a controller that makes pods from a template.</summary>
internal sealed record Workload
{
    public required KubernetesObject Object { get; init; }

    /// <summary>Labels of the pods: the template's, with those its controller adds at run time.</summary>
    public required LabelSet PodLabels { get; init; }

    /// <summary>The labels as the file gives them, for the model's output.</summary>
    public required LabelSet DeclaredLabels { get; init; }

    public Truth HostNetwork { get; init; }

    /// <summary>The <c>hostNetwork</c> value, where it is given.</summary>
    public SourceLocation? HostNetworkLocation { get; init; }

    /// <summary>The service account its pods run as; null where it cannot be read.</summary>
    public string? ServiceAccount { get; init; } = "default";

    public ImmutableArray<ContainerPort> Ports { get; init; } = [];

    public string Id => Object.Id;

    public string Namespace => Object.Namespace;

    public string Name => Object.Name;

    public string Kind => Object.Kind;
}
