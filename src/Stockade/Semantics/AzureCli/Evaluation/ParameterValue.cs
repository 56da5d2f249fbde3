using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>What a parameter expansion yields: a string, the elements of a list, or the word after its operator.</summary>
internal readonly record struct ParameterValue
{
    public ShellString? Scalar { get; private init; }

    public ImmutableArray<ShellItem> Items { get; private init; }

    /// <summary>The list is <c>*</c>: inside quotes its elements become one word.</summary>
    public bool IsStar { get; private init; }

    public ShellWord? Operand { get; private init; }

    /// <summary>Whether the parameter is set.</summary>
    public Truth IsSet { get; private init; }

    public bool IsList => !Items.IsDefault;

    public static ParameterValue Of(ShellString scalar, Truth isSet = Truth.True) => new() { Scalar = scalar, IsSet = isSet };

    public static ParameterValue OfList(ImmutableArray<ShellItem> items, bool isStar) => new()
    {
        Items = items,
        IsStar = isStar,
        IsSet = items.Any(static item => !item.IsAnyNumber) ? Truth.True : items.IsEmpty ? Truth.False : Truth.Unknown,
    };

    public static ParameterValue OfOperand(ShellWord operand) => new() { Operand = operand };
}
