namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>One pass through a file, or through a subroutine of it: the ways that wait at later lines, and what those leave that have left.</summary>
internal sealed class BatchRun
{
    public SortedDictionary<int, BatchArrival> Waiting { get; } = [];

    public BatchArrival? Exit { get; set; }

    /// <summary>The lines with labels that were passed, with the state at the first time.</summary>
    public Dictionary<int, BatchLabelEntry> Entries { get; } = [];
}
