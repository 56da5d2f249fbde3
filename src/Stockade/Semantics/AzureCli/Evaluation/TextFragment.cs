using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A piece of a value: known text, or a symbol for text that only the run would show.</summary>
internal readonly record struct TextFragment(string Text, bool IsKnown)
{
    /// <summary>The unknown text may be empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The value if the parameter is unset, for <c>${name:-value}</c> and <c>${name:+value}</c>.</summary>
    public string? Fallback { get; init; }

    /// <summary>The values one of which it is; default where these are not known.</summary>
    public ImmutableArray<ShellString> Alternatives { get; init; }

    /// <summary>What produces the unknown text.</summary>
    public UnknownOrigin Origin { get; init; }

    public static TextFragment Known(string text) => new(text, IsKnown: true);

    public static TextFragment Unknown(string symbol, UnknownOrigin origin = UnknownOrigin.Other, bool mayBeEmpty = true) =>
        new(symbol, IsKnown: false) { MayBeEmpty = mayBeEmpty, Origin = origin };
}
