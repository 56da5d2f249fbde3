using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A conjunction of requirements; without any it matches everything.</summary>
internal sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements, SourceLocation? Location)
{
    public static LabelSelector Everything { get; } = new([], null);

    public bool IsEmpty => Requirements.IsEmpty;

    /// <summary>Some part of the selector cannot be read from the file.</summary>
    public bool IsPartlyUnknown => Requirements.Any(static requirement => requirement.IsPartlyUnknown);

    /// <summary>Whether the selector matches: certain where every reading of what is unknown agrees.</summary>
    public Truth Matches(LabelSet labels)
    {
        var result = Truth.True;
        foreach (var requirement in Requirements)
        {
            switch (requirement.Matches(labels))
            {
                case Truth.False:
                    return Truth.False;
                case Truth.Unknown:
                    result = Truth.Unknown;
                    break;
            }
        }

        return result == Truth.Unknown && Contradicts(labels) ? Truth.False : result;
    }

    /// <summary>Two requirements on one unknown label may each be possible and exclude each other.</summary>
    private bool Contradicts(LabelSet labels)
    {
        foreach (var group in Requirements.Where(static requirement => !requirement.IsPartlyUnknown).GroupBy(static requirement => requirement.Key, StringComparer.Ordinal))
        {
            var domain = labels.DomainOf(group.Key);
            foreach (var requirement in group)
                domain = domain.Satisfying(requirement);
            if (domain.IsEmpty)
                return true;
        }

        return false;
    }
}
