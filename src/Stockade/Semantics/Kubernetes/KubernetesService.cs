using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A core/v1 Service, as far as it says who may come in from outside the cluster.</summary>
internal sealed record KubernetesService
{
    public required KubernetesObject Object { get; init; }

    public ServiceExposure Exposure { get; init; }

    /// <summary>The value of <c>spec.type</c>, else the name.</summary>
    public required SourceLocation TypeLocation { get; init; }

    /// <summary>The pods behind it. Without requirements its endpoints are set by hand, or in a way that cannot be read.</summary>
    public required LabelSelector Selector { get; init; }

    /// <summary>Ranges that are given although they admit the Internet, as they are written; empty where none are.</summary>
    public string WrittenRanges { get; init; } = string.Empty;

    public ImmutableArray<ServicePort> Ports { get; init; } = [];
}
