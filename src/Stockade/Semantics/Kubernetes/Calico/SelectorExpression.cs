using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>A selector of Calico: questions about labels, with <c>&amp;&amp;</c>, <c>||</c> and <c>!</c> between them.</summary>
internal sealed record SelectorExpression(SelectorNodeKind Kind, ImmutableArray<SelectorExpression> Operands)
{
    /// <summary>Alternatives beyond are not told apart; each is a rule of its own later on.</summary>
    private const int MaxAlternatives = 128;

    public static SelectorExpression All { get; } = new(SelectorNodeKind.All, []);

    public static SelectorExpression Global { get; } = new(SelectorNodeKind.Global, []);

    public static SelectorExpression Unknown { get; } = new(SelectorNodeKind.Unknown, []);

    /// <summary>The question, where the node is one.</summary>
    public LabelRequirement? Question { get; private init; }

    public bool IsPartlyUnknown => Kind == SelectorNodeKind.Unknown || Question?.IsPartlyUnknown == true || Operands.Any(static operand => operand.IsPartlyUnknown);

    public static SelectorExpression Test(LabelRequirement question) => new(SelectorNodeKind.Test, []) { Question = question };

    public static SelectorExpression And(params ImmutableArray<SelectorExpression> operands) => operands is [var only] ? only : new(SelectorNodeKind.And, operands);

    public SelectorExpression Not() => Kind == SelectorNodeKind.Not ? Operands[0] : new SelectorExpression(SelectorNodeKind.Not, [this]);

    /// <summary>The same with other questions; all() and global() become questions, too.</summary>
    public SelectorExpression Rewrite(Func<LabelRequirement, LabelRequirement> rewrite, LabelRequirement isNamespaced) => Kind switch
    {
        SelectorNodeKind.Test => Test(rewrite(Question!)),
        SelectorNodeKind.All => Test(isNamespaced),
        SelectorNodeKind.Global => Test(isNamespaced.Negate()),
        _ => this with { Operands = [.. Operands.Select(operand => operand.Rewrite(rewrite, isNamespaced))] },
    };

    public Truth Matches(LabelSet labels) => Kind switch
    {
        SelectorNodeKind.Test => Question!.Matches(labels),
        SelectorNodeKind.All => Truth.True,
        SelectorNodeKind.Global => Truth.False,
        SelectorNodeKind.Not => Operands[0].Matches(labels) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown },
        SelectorNodeKind.And => Combine(labels, Truth.False, Truth.True),
        SelectorNodeKind.Or => Combine(labels, Truth.True, Truth.False),
        _ => Truth.Unknown,
    };

    /// <summary>
    /// Conjunctions of questions, one of which must hold: without any the selector matches nothing, and one without questions matches everything.
    /// Null where there are too many.
    /// </summary>
    public ImmutableArray<ImmutableArray<LabelRequirement>>? Alternatives(SourceLocation location) => Alternatives(isNegated: false, location);

    private ImmutableArray<ImmutableArray<LabelRequirement>>? Alternatives(bool isNegated, SourceLocation location) => Kind switch
    {
        SelectorNodeKind.Test => [[isNegated ? Question!.Negate() : Question!]],
        SelectorNodeKind.All => isNegated ? ImmutableArray<ImmutableArray<LabelRequirement>>.Empty : [[]],
        SelectorNodeKind.Global => isNegated ? [[]] : ImmutableArray<ImmutableArray<LabelRequirement>>.Empty,
        SelectorNodeKind.Not => Operands[0].Alternatives(!isNegated, location),
        SelectorNodeKind.Unknown => [[LabelSelectorReader.Unknown(location)]],
        _ => Kind == SelectorNodeKind.And == isNegated ? Either(isNegated, location) : Both(isNegated, location),
    };

    private ImmutableArray<ImmutableArray<LabelRequirement>>? Either(bool isNegated, SourceLocation location)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<LabelRequirement>>();
        foreach (var operand in Operands)
        {
            if (operand.Alternatives(isNegated, location) is not { } more || all.Count + more.Length > MaxAlternatives)
                return null;
            all.AddRange(more);
        }

        return all.ToImmutable();
    }

    private ImmutableArray<ImmutableArray<LabelRequirement>>? Both(bool isNegated, SourceLocation location)
    {
        ImmutableArray<ImmutableArray<LabelRequirement>> all = [[]];
        foreach (var operand in Operands)
        {
            if (operand.Alternatives(isNegated, location) is not { } more || all.Length * more.Length > MaxAlternatives)
                return null;
            all = [.. from left in all from right in more select left.AddRange(right)];
        }

        return all;
    }

    private Truth Combine(LabelSet labels, Truth decisive, Truth otherwise)
    {
        var result = otherwise;
        foreach (var operand in Operands)
        {
            var truth = operand.Matches(labels);
            if (truth == decisive)
                return decisive;
            if (truth == Truth.Unknown)
                result = Truth.Unknown;
        }

        return result;
    }
}
