using System.Collections.Immutable;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of AKS4007.</summary>
internal sealed record MetadataUseSettings
{
    /// <summary>Namespaces whose workloads are meant to ask the metadata service. A * at the end stands for any rest.</summary>
    public ImmutableArray<string> AllowedNamespaces { get; init; } = [];
}
