using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>What is known of a variable.</summary>
internal sealed record ShellVariable
{
    // Alternatives of alternatives multiply.
    private const int MaxAlternatives = 8;

    public static ShellVariable Unset { get; } = new() { IsSet = Truth.False };

    public Truth IsSet { get; init; }

    /// <summary>The value of a variable that is no array.</summary>
    public ShellString Value { get; init; } = ShellString.Empty;

    /// <summary>The elements of an indexed array, from subscript 0 without gaps.</summary>
    public ImmutableArray<ShellItem>? Items { get; init; }

    /// <summary>The entries of an associative array, in the order of assignment; bash's own order is not specified.</summary>
    public ImmutableList<KeyValuePair<string, ShellString>>? Entries { get; init; }

    public bool IsExported { get; init; }

    /// <summary>One way of the run exports it, another does not: what a new process sees is not known.</summary>
    public bool MayBeExported { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>An attribute changes what is assigned (<c>declare -i -l -u -n</c>), so its value is never known.</summary>
    public bool IsOpaque { get; init; }

    public bool IsArray => Items is not null || Entries is not null;

    public static ShellVariable Of(ShellString value) => new() { IsSet = Truth.True, Value = value };

    public static ShellVariable OfItems(ImmutableArray<ShellItem> items) => new() { IsSet = Truth.True, Items = items };

    public static ShellVariable Unknown(string symbol, UnknownOrigin origin = UnknownOrigin.Other) =>
        new() { Value = ShellString.Unknown(symbol, origin) };

    /// <summary>The variable with no more said of its value than that it is one.</summary>
    public ShellVariable WithoutAlternatives() =>
        Value.Fragments is [{ Alternatives.IsDefault: false } only] ? this with { Value = ShellString.Of(only with { Alternatives = default }) } : this;

    /// <summary>An array of which nothing is known.</summary>
    public static ShellVariable UnknownArray(string symbol) => new() { Items = [ShellItem.AnyNumber(symbol)] };

    public bool IsSameAs(ShellVariable other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return IsSet == other.IsSet && IsExported == other.IsExported && MayBeExported == other.MayBeExported && IsReadOnly == other.IsReadOnly && IsOpaque == other.IsOpaque
            && Value.IsSameAs(other.Value) && SameItems(Items, other.Items) && SameEntries(Entries, other.Entries);
    }

    /// <summary>What is known when the variable is one of two.</summary>
    public static ShellVariable Join(ShellVariable first, ShellVariable second, string symbol)
    {
        if (first.IsSameAs(second))
            return first;
        var joined = new ShellVariable
        {
            IsSet = first.IsSet == second.IsSet ? first.IsSet : Truth.Unknown,
            IsExported = first.IsExported && second.IsExported,
            MayBeExported = first.MayBeExported || second.MayBeExported || first.IsExported != second.IsExported,
            IsReadOnly = first.IsReadOnly || second.IsReadOnly,
            IsOpaque = first.IsOpaque || second.IsOpaque,
        };
        if (!first.IsArray && !second.IsArray)
        {
            var isSame = first.IsSet is Truth.True && second.IsSet is Truth.True && first.Value.IsSameAs(second.Value);
            return joined with { Value = isSame ? first.Value : EitherOf(first, second, symbol) };
        }

        if (first.Items is { } left && second.Items is { } right)
            return joined with { Items = JoinItems(left, right, symbol) };
        return joined with { Items = [ShellItem.AnyNumber(symbol)] };
    }

    private static ShellString EitherOf(ShellVariable first, ShellVariable second, string symbol)
    {
        var unknown = TextFragment.Unknown(symbol, mayBeEmpty: MayBeEmpty(first) || MayBeEmpty(second));
        ImmutableArray<ShellString> values = [.. AlternativesOf(first), .. AlternativesOf(second)];
        return ShellString.Of(values.Length > MaxAlternatives ? unknown : unknown with { Alternatives = values });
    }

    // Outside quotes a variable that is not set leaves as much as an empty one.
    private static ImmutableArray<ShellString> AlternativesOf(ShellVariable variable) =>
        variable.IsSet is Truth.False ? [ShellString.Empty]
        : variable.Value.Fragments is [{ Alternatives: { IsDefault: false } values }] ? values : [variable.Value];

    private static bool MayBeEmpty(ShellVariable variable) => variable.IsSet is not Truth.True || variable.Value.MayBeEmpty;

    /// <summary>Both may have the same elements at their ends; what lies between is unknown.</summary>
    private static ImmutableArray<ShellItem> JoinItems(ImmutableArray<ShellItem> left, ImmutableArray<ShellItem> right, string symbol)
    {
        var shorter = Math.Min(left.Length, right.Length);
        var head = 0;
        while (head < shorter && left[head].IsSameAs(right[head]))
            head++;
        var tail = 0;
        while (tail < shorter - head && left[^(tail + 1)].IsSameAs(right[^(tail + 1)]))
            tail++;
        return [.. left.AsSpan()[..head], ShellItem.AnyNumber(symbol), .. left.AsSpan()[^tail..]];
    }

    private static bool SameItems(ImmutableArray<ShellItem>? left, ImmutableArray<ShellItem>? right)
    {
        if (left is not { } first || right is not { } second)
            return left is null && right is null;
        return first.Length == second.Length && first.Zip(second).All(static pair => pair.First.IsSameAs(pair.Second));
    }

    private static bool SameEntries(ImmutableList<KeyValuePair<string, ShellString>>? left, ImmutableList<KeyValuePair<string, ShellString>>? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        return left.Count == right.Count && left.Zip(right).All(static pair =>
            string.Equals(pair.First.Key, pair.Second.Key, StringComparison.Ordinal) && pair.First.Value.IsSameAs(pair.Second.Value));
    }
}
