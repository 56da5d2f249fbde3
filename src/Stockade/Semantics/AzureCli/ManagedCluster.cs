using System.Collections.Immutable;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Semantics.Clusters;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>An AKS cluster in the state after all commands on it, or as a file declares it. Names compare without case.</summary>
internal sealed record ManagedCluster
{
    /// <summary><c>resourceGroup/name</c>; an unresolved part is the text of its expression.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string ResourceGroup { get; init; }

    /// <summary>
    /// The word <c>az</c> of the command that creates the cluster, or of the first command on it where nothing here creates it; the name of a
    /// declared cluster.
    /// </summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The words <c>az aks create</c>, or the declared name: where a missing flag would be added.</summary>
    public required SourceLocation CommandLocation { get; init; }

    public bool IsCreatedHere { get; init; }

    /// <summary>False where the name is an expression whose value nothing here gives.</summary>
    public bool HasKnownName { get; init; } = true;

    /// <summary>False where nothing here names the resource group.</summary>
    public bool HasKnownGroup { get; init; } = true;

    /// <summary>What the properties are called where the cluster is defined.</summary>
    public ClusterVocabulary Vocabulary { get; init; } = ClusterVocabulary.AzureCli;

    /// <summary>The declaration says that it changes nothing: somebody else manages the cluster.</summary>
    public bool IsManagedElsewhere { get; init; }

    public ApiServerExposure ApiServer { get; init; }

    public Truth Private => State.Private;

    public AuthorizedIpRanges AuthorizedIpRanges => State.Ranges;

    public NetworkPolicyEngine Engine => State.Engine;

    public ImdsRestriction ImdsRestriction => State.Imds;

    public Truth EntraId => State.EntraId;

    public LocalAccounts LocalAccounts => State.LocalAccounts;

    /// <summary>Indices into the model's commands, in order of execution.</summary>
    public ImmutableArray<int> Operations { get; init; } = [];

    /// <summary>The same commands with the states between them; empty for a cluster that no command touches.</summary>
    public ImmutableArray<ClusterStep> Steps { get; init; } = [];

    /// <summary>What az or AKS makes of the commands and their combination.</summary>
    public ImmutableArray<ClusterCondition> Conditions { get; init; } = [];

    /// <summary>Everything known in the end.</summary>
    public ClusterState State { get; init; } = ClusterState.Unknown;

    /// <summary>The option that decided <see cref="ApiServer"/> (<c>--disable-private-cluster</c>), or null where the absence of any did.</summary>
    public SourceLocation? ApiServerCause { get; init; }

    /// <summary>The option that decided <see cref="Engine"/> (<c>--network-policy none</c>), or null where the absence of any did.</summary>
    public SourceLocation? EngineCause => State.EngineCause;
}
