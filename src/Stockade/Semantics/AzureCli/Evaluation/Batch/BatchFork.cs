using System.Runtime.InteropServices;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>Where two ways of the run parted: how many commands were collected, and how many assignments made.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchFork(int Invocations, int Writes)
{
    /// <summary>Of a way that never parted from another.</summary>
    public static BatchFork None { get; } = new(int.MaxValue, int.MaxValue);

    public static BatchFork Earlier(BatchFork left, BatchFork right) =>
        new(Math.Min(left.Invocations, right.Invocations), Math.Min(left.Writes, right.Writes));
}
