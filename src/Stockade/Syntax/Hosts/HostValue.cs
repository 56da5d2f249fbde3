using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts;

/// <summary>
/// A value that a host gives to a script: known text with unknown expressions in it. Neighbouring known pieces are one, and no piece is empty,
/// so that equal values are equal fragment by fragment.
/// </summary>
internal sealed class HostValue : IEquatable<HostValue>
{
    // A value that refers to itself over and over would otherwise fill the memory.
    private const int MaxLength = 1 << 16;

    private HostValue(ImmutableArray<HostFragment> fragments) => Fragments = fragments;

    public static HostValue Empty { get; } = new([]);

    public ImmutableArray<HostFragment> Fragments { get; }

    /// <summary>The text, or null where any of it is unknown.</summary>
    public string? Text => Fragments switch
    {
        [] => "",
        [{ IsKnown: true } only] => only.Text,
        _ => null,
    };

    public static HostValue Known(string text) => Of([new HostFragment(text, IsKnown: true)]);

    /// <param name="symbol">The expression, written the same wherever it means the same.</param>
    public static HostValue Unknown(string symbol) => Of([new HostFragment(symbol, IsKnown: false)]);

    public static HostValue Of(IEnumerable<HostFragment> fragments)
    {
        var merged = ImmutableArray.CreateBuilder<HostFragment>();
        var length = 0;
        foreach (var fragment in fragments)
        {
            if (fragment.Text.Length == 0)
                continue;
            if ((length += fragment.Text.Length) > MaxLength)
                return new HostValue([new HostFragment("…", IsKnown: false)]);
            if (fragment.IsKnown && merged.Count > 0 && merged[^1].IsKnown)
                merged[^1] = new HostFragment(merged[^1].Text + fragment.Text, IsKnown: true);
            else
                merged.Add(fragment);
        }

        return merged.Count == 0 ? Empty : new HostValue(merged.DrainToImmutable());
    }

    public bool Equals(HostValue? other) => other is not null && Fragments.AsSpan().SequenceEqual(other.Fragments.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as HostValue);

    public override int GetHashCode() => Fragments.IsEmpty ? 0 : HashCode.Combine(Fragments.Length, Fragments[0]);

    /// <summary>The text with the expressions in place of what is unknown.</summary>
    public override string ToString() => string.Concat(Fragments.Select(static fragment => fragment.Text));
}
