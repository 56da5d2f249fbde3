using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// The values one label key may take: a finite set, or everything but a finite set; and whether the key may be missing. There are always more
/// label values than a selector lists, so the complement of a finite set is never empty.
/// </summary>
internal sealed record LabelDomain(ImmutableHashSet<string> Values, bool IsComplement, bool MayBeAbsent)
{
    private static readonly ImmutableHashSet<string> s_none = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Any value, or no such key.</summary>
    public static LabelDomain Anything { get; } = new(s_none, IsComplement: true, MayBeAbsent: true);

    /// <summary>Any value; the key is there.</summary>
    public static LabelDomain Present { get; } = new(s_none, IsComplement: true, MayBeAbsent: false);

    public static LabelDomain Absent { get; } = new(s_none, IsComplement: false, MayBeAbsent: true);

    public bool IsEmpty => !IsComplement && !MayBeAbsent && Values.IsEmpty;

    public static LabelDomain Exactly(string value) => new(s_none.Add(value), IsComplement: false, MayBeAbsent: false);

    /// <summary>What is left where the requirement holds. Its values must be known.</summary>
    public LabelDomain Satisfying(LabelRequirement requirement) => Narrow(requirement.Operator, requirement.Values);

    /// <summary>What is left where the requirement fails. Its values must be known.</summary>
    public LabelDomain Violating(LabelRequirement requirement) => Narrow(Negate(requirement.Operator), requirement.Values);

    private static LabelOperator Negate(LabelOperator operation) => operation switch
    {
        LabelOperator.In => LabelOperator.NotIn,
        LabelOperator.NotIn => LabelOperator.In,
        LabelOperator.Exists => LabelOperator.DoesNotExist,
        _ => LabelOperator.Exists,
    };

    private LabelDomain Narrow(LabelOperator operation, ImmutableArray<string?> values) => operation switch
    {
        LabelOperator.In when IsComplement => new LabelDomain(s_none.Union(values!).Except(Values), IsComplement: false, MayBeAbsent: false),
        LabelOperator.In => new LabelDomain(Values.Intersect(values!), IsComplement: false, MayBeAbsent: false),
        LabelOperator.NotIn when IsComplement => this with { Values = Values.Union(values!) },
        LabelOperator.NotIn => this with { Values = Values.Except(values!) },
        LabelOperator.Exists => this with { MayBeAbsent = false },
        _ => MayBeAbsent ? Absent : new LabelDomain(s_none, IsComplement: false, MayBeAbsent: false),
    };
}
