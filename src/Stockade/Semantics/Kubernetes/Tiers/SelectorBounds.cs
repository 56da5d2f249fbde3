using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Reads a peer's selector whose values are partly unknown so that it matches as little, or as much, as the unknown values allow.
/// </summary>
internal static class SelectorBounds
{
    /// <summary>The requirements to read instead; null where at the lower bound the selector may match nothing.</summary>
    public static ImmutableArray<LabelRequirement>? Read(LabelSelector selector, Bound bound, Func<string, IEnumerable<string>> mentioned)
    {
        if (!selector.IsPartlyUnknown)
            return selector.Requirements;
        return bound == Bound.Lower ? ReadLower(selector) : ReadUpper(selector, mentioned);
    }

    private static ImmutableArray<LabelRequirement>? ReadLower(LabelSelector selector)
    {
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsPartlyUnknown)
                requirements.Add(requirement);
            else if (CanAlwaysBeMet(requirement, selector))
                requirements.Add(requirement with { Values = [.. requirement.Values.Select((value, index) => value ?? Symbol(requirement, index))] });
            else
                return null;
        }

        return requirements.DrainToImmutable();
    }

    /// <summary>
    /// "In" with an unknown value is met by some pod whatever the value is, unless something else restricts the same key. The labels of a
    /// namespace known by name may be fixed, so there nothing else may be asked for.
    /// </summary>
    private static bool CanAlwaysBeMet(LabelRequirement requirement, LabelSelector selector) =>
        requirement is { IsUnknown: false, Operator: LabelOperator.In }
        && (requirement.Key is PodSet.NamespaceNameLabel
            ? selector.Requirements.Length == 1
            : selector.Requirements.Count(other => string.Equals(other.Key, requirement.Key, StringComparison.Ordinal)) == 1);

    private static ImmutableArray<LabelRequirement> ReadUpper(LabelSelector selector, Func<string, IEnumerable<string>> mentioned)
    {
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsPartlyUnknown)
            {
                requirements.Add(requirement);
            }
            else if (requirement is { IsUnknown: false, Operator: LabelOperator.In })
            {
                // One value can help where a rule names that very value, or anywhere no rule tells apart.
                var values = requirement.Values.Select((value, index) => value ?? Symbol(requirement, index)).Concat(mentioned(requirement.Key));
                requirements.Add(requirement with { Values = [.. values.Distinct(StringComparer.Ordinal)] });
            }
            else if (requirement is { IsUnknown: false, Operator: LabelOperator.NotIn } && requirement.Values.Any(static value => value is not null))
            {
                requirements.Add(requirement with { Values = [.. requirement.Values.Where(static value => value is not null)] });
            }
        }

        return requirements.DrainToImmutable();
    }

    /// <summary>A value no other rule names.</summary>
    private static string Symbol(LabelRequirement requirement, int index) => $"\u0001{requirement.Location}:{index}";
}
