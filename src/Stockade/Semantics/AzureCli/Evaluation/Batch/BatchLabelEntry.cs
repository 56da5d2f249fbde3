using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>What was known when a label was passed: where a loop goes back to it, its body is followed again from here.</summary>
internal sealed record BatchLabelEntry(BatchVariables State, int Invocations, int Tools, int Writes, int Forks, bool IsPathConditional)
{
    /// <summary>The body was followed with everything unknown that it assigns.</summary>
    public bool IsWidened { get; init; }

    public int Rounds { get; init; }

    /// <summary>The ways that waited already.</summary>
    public required ImmutableArray<KeyValuePair<int, BatchArrival>> Waiting { get; init; }

    public required BatchArrival? Exit { get; init; }

    public required BatchFork Origin { get; init; }
}
