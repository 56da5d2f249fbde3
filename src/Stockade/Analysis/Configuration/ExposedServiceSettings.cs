using System.Collections.Immutable;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of AKS3007.</summary>
internal sealed record ExposedServiceSettings
{
    /// <summary>Services that are meant to be open: namespace/name. A * at the end of either part stands for any rest.</summary>
    public ImmutableArray<string> AllowedServices { get; init; } = [];
}
