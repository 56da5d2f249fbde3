using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One requirement of a selector. A null value is unknown. An entry of <c>matchLabels</c> is <see cref="LabelOperator.In"/> with one value.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string?> Values, SourceLocation? Location)
{
    /// <summary>The key, the operator or the whole list of values cannot be read from the file.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Some part of the requirement cannot be read from the file.</summary>
    public bool IsPartlyUnknown => IsUnknown || Values.Any(static value => value is null);

    /// <summary>What holds exactly where this does not.</summary>
    public LabelRequirement Negate() => this with { Operator = Operator.Negate() };

    public Truth Matches(LabelSet labels)
    {
        if (IsUnknown)
            return Truth.Unknown;
        if (!labels.Labels.TryGetValue(Key, out var value))
            return labels.IsOpen ? Truth.Unknown : Operator.IsNegative() ? Truth.True : Truth.False;

        return Operator switch
        {
            LabelOperator.Exists => Truth.True,
            LabelOperator.DoesNotExist => Truth.False,
            LabelOperator.In => Lists(value),
            _ when Operator.IsPattern() => value is null ? Truth.Unknown : Operator.IsMetBy(Values[0]!, value) ? Truth.True : Truth.False,
            _ => Lists(value) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown },
        };
    }

    private Truth Lists(string? value)
    {
        if (value is null)
            return Truth.Unknown;
        if (Values.Contains(value, StringComparer.Ordinal))
            return Truth.True;
        return IsPartlyUnknown ? Truth.Unknown : Truth.False;
    }
}
