using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// The values one label key may take: a finite set, or everything but a finite set, as far as <see cref="Patterns"/> hold; and whether the key may be
/// missing. There are always more label values than a selector lists, so the complement of a finite set is empty only where its patterns clash.
/// </summary>
internal sealed record LabelDomain(ImmutableHashSet<string> Values, bool IsComplement, bool MayBeAbsent)
{
    private static readonly ImmutableHashSet<string> s_none = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Any value, or no such key.</summary>
    public static LabelDomain Anything { get; } = new(s_none, IsComplement: true, MayBeAbsent: true);

    /// <summary>Any value; the key is there.</summary>
    public static LabelDomain Present { get; } = new(s_none, IsComplement: true, MayBeAbsent: false);

    public static LabelDomain Absent { get; } = new(s_none, IsComplement: false, MayBeAbsent: true);

    /// <summary>What a value that is not listed has, and has not, in it. Values of a finite set are listed only if they have it.</summary>
    private ImmutableArray<(LabelOperator Operator, string Text)> Patterns { get; init; } = [];

    public bool IsEmpty => !MayBeAbsent && (IsComplement ? !LabelPatterns.AreSatisfiable(Patterns) : Values.IsEmpty);

    public static LabelDomain Exactly(string value) => new(s_none.Add(value), IsComplement: false, MayBeAbsent: false);

    /// <summary>Any value but these; the key is there.</summary>
    public static LabelDomain NoneOf(IEnumerable<string> values) => new(s_none.Union(values), IsComplement: true, MayBeAbsent: false);

    /// <summary>What is left where the requirement holds. Its values must be known.</summary>
    public LabelDomain Satisfying(LabelRequirement requirement) => Narrow(requirement.Operator, requirement.Values);

    /// <summary>What is left where the requirement fails. Its values must be known.</summary>
    public LabelDomain Violating(LabelRequirement requirement) => Narrow(requirement.Operator.Negate(), requirement.Values);

    private LabelDomain Narrow(LabelOperator operation, ImmutableArray<string?> values) => operation switch
    {
        LabelOperator.In when IsComplement => new LabelDomain(
            s_none.Union(values.Where(value => Patterns.All(pattern => pattern.Operator.IsMetBy(pattern.Text, value!)))!).Except(Values), IsComplement: false, MayBeAbsent: false),
        LabelOperator.In => new LabelDomain(Values.Intersect(values!), IsComplement: false, MayBeAbsent: false),
        LabelOperator.NotIn when IsComplement => this with { Values = Values.Union(values!) },
        LabelOperator.NotIn => this with { Values = Values.Except(values!) },
        LabelOperator.Exists => this with { MayBeAbsent = false },
        LabelOperator.DoesNotExist => MayBeAbsent ? Absent : new LabelDomain(s_none, IsComplement: false, MayBeAbsent: false),
        _ when IsComplement => this with { Patterns = Patterns.Add((operation, values[0]!)), MayBeAbsent = MayBeAbsent && operation.IsNegative() },
        _ => new LabelDomain([.. Values.Where(value => operation.IsMetBy(values[0]!, value))], IsComplement: false, MayBeAbsent && operation.IsNegative()),
    };
}
