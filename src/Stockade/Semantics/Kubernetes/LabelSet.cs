using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Labels as far as the files tell. A value of null is present and unknown (a template placeholder, a hash the controller adds).
/// An open set may carry further labels nobody declared (a namespace without an object here).
/// </summary>
internal sealed record LabelSet(ImmutableSortedDictionary<string, string?> Labels)
{
    public static LabelSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal));

    public bool IsOpen { get; init; }

    /// <summary>The values a key may have, as far as the files tell.</summary>
    public LabelDomain DomainOf(string key)
    {
        if (!Labels.TryGetValue(key, out var value))
            return IsOpen ? LabelDomain.Anything : LabelDomain.Absent;
        return value is null ? LabelDomain.Present : LabelDomain.Exactly(value);
    }
}
