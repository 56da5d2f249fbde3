namespace Stockade.Semantics.Clusters;

/// <summary>A node pool that is declared by itself. <see cref="Cluster"/> is the name of its cluster, <see cref="Properties"/> are those of ARM.</summary>
internal sealed record PoolDeclaration(DeclaredValue? Cluster, DeclaredValue Name, DeclaredValue Properties);
