namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>What az or AKS makes of a combination of options and state. Each is a row of their validators or documentation.</summary>
internal enum ClusterConditionKind
{
    /// <summary>Ranges on a private cluster, given or already there: az refuses.</summary>
    RangesOnPrivateCluster,

    /// <summary>Ranges that az or AKS refuses.</summary>
    RangesRejected,

    /// <summary>Ranges, whatever they hold.</summary>
    RangesGiven,

    /// <summary>Ranges that hold much of the Internet, or every machine in Azure.</summary>
    RangesTooBroad,

    /// <summary>An update with an empty value removes the ranges.</summary>
    RangesCleared,

    /// <summary>An update whose value may be empty at run time.</summary>
    RangesMayBeCleared,

    /// <summary>A private cluster gets a public endpoint again.</summary>
    PrivateClusterReopened,

    /// <summary>Options that az or AKS refuses together: the command does nothing.</summary>
    OptionsRejected,

    /// <summary>Plugin, mode, dataplane and policy that az or AKS rejects.</summary>
    EngineRejected,

    /// <summary>Accepted by some versions of az and rejected with others.</summary>
    EngineDisputed,

    /// <summary>An engine that does not run on the Windows nodes of the cluster.</summary>
    EngineWithoutWindows,

    /// <summary>Microsoft has ended support.</summary>
    EngineRetired,

    /// <summary>Microsoft will end support.</summary>
    EngineRetiring,

    /// <summary>The metadata restriction with what AKS refuses beside it.</summary>
    ImdsRestrictionRejected,

    /// <summary>Local accounts are off and nothing else lets anybody in.</summary>
    NoAccounts,
}
