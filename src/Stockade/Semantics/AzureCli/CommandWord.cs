using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// One word of a command line after expansion. <see cref="Value"/> is null where it is not known; <see cref="Symbol"/> is then the
/// normalised text of the expression, so that two commands with the same unresolved name mean the same cluster.
/// </summary>
internal sealed record CommandWord(string? Value, SourceLocation Location)
{
    public string? Symbol { get; init; }

    /// <summary>True where the unknown value may be the empty string (<c>"$IP"</c>).</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>True where the unknown text may vanish or split into any number of words (<c>$ARGS</c> without quotes): it may hold flags.</summary>
    public bool MayBeAnyWords { get; init; }

    /// <summary>The known text before the first unknown piece: <c>--name=</c> of <c>--name=$NAME</c>. The whole text of a known word.</summary>
    public string Prefix { get; init; } = Value ?? "";

    /// <summary>The text this word is if the variable it depends on decides so: the default of <c>${NAME:-value}</c>, the flag of <c>${X:+--flag}</c>.</summary>
    public string? Fallback { get; init; }

    /// <summary>Where the unknown text comes from.</summary>
    public UnknownOrigin Origin { get; init; }

    public bool IsKnown => Value is not null;
}
