using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>A cluster as a file declares it, in the shape of the resource <c>Microsoft.ContainerService/managedClusters</c>.</summary>
internal sealed record ClusterDeclaration
{
    public required ClusterVocabulary Vocabulary { get; init; }

    /// <summary>The name, or an unknown value whose text stands for it.</summary>
    public required DeclaredValue Name { get; init; }

    /// <summary>The name of the object, by which pools refer to it; null where it has none.</summary>
    public DeclaredValue? ObjectName { get; init; }

    /// <summary>The resource group; null where nothing names it.</summary>
    public DeclaredValue? ResourceGroup { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>What ARM calls <c>properties</c>.</summary>
    public required DeclaredValue Properties { get; init; }

    public DeclaredMember? SkuName { get; init; }

    public StringComparison Comparison { get; init; } = StringComparison.Ordinal;

    /// <summary>Pools that are declared beside the cluster.</summary>
    public ImmutableArray<PoolDeclaration> Pools { get; init; } = [];

    /// <summary>Properties of preview versions of the API count.</summary>
    public bool IsPreview { get; init; }

    /// <summary>False where what is not declared is not the service's default: a template somebody completes, a cluster somebody else manages.</summary>
    public bool IsComplete { get; init; } = true;

    public bool IsManagedElsewhere { get; init; }

    public DeclaredMember? Find(string path) => Properties.Find(path, '.', Comparison);
}
