using System.Collections.Immutable;

namespace Stockade.Analysis;

/// <summary>
/// What a diagnostic is about. The parts identify it across moves and re-indentation: with the rule they make its fingerprint.
/// </summary>
internal sealed record DiagnosticSubject
{
    public string? Scope { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Workload id, <c>namespace/Kind/name</c>.</summary>
    public string? Workload { get; init; }

    /// <summary>Policy id, <c>namespace/Kind/name</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>Cluster id, <c>resourceGroup/name</c>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Ids of all workloads, of a diagnostic that speaks of several: one that joins them makes it another finding.</summary>
    public ImmutableArray<string> Workloads { get; init; } = [];

    /// <summary>What tells two diagnostics of one rule about one subject apart: a field path, an option, a message.</summary>
    public string? Cause { get; init; }
}
