using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which policies of a namespace (by index, in order) isolate a workload in one direction: certainly, and perhaps. Compared by content.</summary>
internal sealed class PolicySelection(ImmutableArray<int> certain, ImmutableArray<int> possible) : IEquatable<PolicySelection>
{
    public ImmutableArray<int> Certain { get; } = certain;

    public ImmutableArray<int> Possible { get; } = possible;

    public bool IsCertain => Possible.IsEmpty;

    public bool Equals(PolicySelection? other) =>
        other is not null && Certain.AsSpan().SequenceEqual(other.Certain.AsSpan()) && Possible.AsSpan().SequenceEqual(other.Possible.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as PolicySelection);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(Certain.AsSpan()));
        hash.Add(Possible.Length);
        hash.AddBytes(MemoryMarshal.AsBytes(Possible.AsSpan()));
        return hash.ToHashCode();
    }
}
