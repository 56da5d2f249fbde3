namespace Stockade.Analysis.Fixes;

/// <summary>What a fix may change beside the diagnostic it is for.</summary>
internal enum FixGoal
{
    /// <summary>Text that decides nothing.</summary>
    NoVerdict,

    /// <summary>The way to the metadata service is closed, and no other connection changes.</summary>
    ClosedMetadataService,

    /// <summary>Fewer may connect to some workloads.</summary>
    NarrowerIngress,

    /// <summary>Whatever the words mean that are now read; nothing gets more open.</summary>
    Meaning,
}
