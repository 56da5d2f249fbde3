namespace Stockade;

/// <summary>Counts of a run.</summary>
public sealed class AnalysisSummary
{
    /// <summary>Files whose content was looked at.</summary>
    public int FilesRead { get; init; }

    /// <summary>Diagnostics of severity error.</summary>
    public int Errors { get; init; }

    /// <summary>Diagnostics of severity warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Diagnostics of severity info.</summary>
    public int Infos { get; init; }

    /// <summary>Diagnostics that a suppression hides.</summary>
    public int Suppressed { get; init; }

    /// <summary>Workloads that cannot reach the metadata service.</summary>
    public int WorkloadsBlocked { get; init; }

    /// <summary>Workloads that can.</summary>
    public int WorkloadsReachable { get; init; }

    /// <summary>Workloads for which the files do not decide it.</summary>
    public int WorkloadsUnknown { get; init; }

    /// <summary>Clusters with a private API server.</summary>
    public int ClustersPrivate { get; init; }

    /// <summary>Clusters whose API server admits only given ranges.</summary>
    public int ClustersRestricted { get; init; }

    /// <summary>Clusters whose API server is open to the Internet.</summary>
    public int ClustersPublic { get; init; }

    /// <summary>Clusters for which the files do not decide it.</summary>
    public int ClustersUnknown { get; init; }
}
