using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Stockade.Fuzz;

/// <summary>The counters that the instrumented engine writes: one byte for each pair of branches taken one after the other.</summary>
internal sealed unsafe class BranchTrace
{
    private const int Size = 1 << 16;

    // The engine writes from its first branch on, so this is there before any of it runs, and to the end of the process.
    private static readonly byte* s_counters = (byte*)NativeMemory.AllocZeroed(Size);

    // The powers of two up to which each pair was ever taken, as bits.
    private readonly byte[] _seen = new byte[Size];

    /// <summary>How many pairs were ever taken.</summary>
    public int Branches { get; private set; }

    /// <summary>Gives the engine its counters; before anything of it is called.</summary>
    public static void Attach() => Trace.SharedMem = s_counters;

    public static void Clear()
    {
        new Span<byte>(s_counters, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes over what the last execution did; true where it did something no execution before it did.</summary>
    public bool Take()
    {
        var isNew = false;
        var counters = new ReadOnlySpan<byte>(s_counters, Size);
        for (var i = counters.IndexOfAnyExcept((byte)0); i >= 0 && i < Size;)
        {
            var bucket = (byte)(1 << int.Min(7, (int)uint.Log2(counters[i])));
            if ((_seen[i] & bucket) == 0)
            {
                if (_seen[i] == 0)
                    Branches++;
                _seen[i] |= bucket;
                isNew = true;
            }

            var next = counters[(i + 1)..].IndexOfAnyExcept((byte)0);
            i = next < 0 ? Size : i + 1 + next;
        }

        return isNew;
    }
}
