using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>$name</c> or <c>${…}</c>.</summary>
internal sealed record ParameterExpansion(TextSpan Span, string Name, ParameterOperator Operator) : ShellWordPart(Span)
{
    /// <summary><c>${name[subscript]}</c>; the literal words <c>@</c> and <c>*</c> mean all elements.</summary>
    public ShellWord? Subscript { get; init; }

    /// <summary><c>${#name}</c>.</summary>
    public bool IsLength { get; init; }

    /// <summary><c>${!name}</c>: the value is the name of the parameter that is meant, or with all elements, the keys are.</summary>
    public bool IsIndirect { get; init; }

    /// <summary>The operator has a colon: an empty value counts as unset.</summary>
    public bool TreatsEmptyAsUnset { get; init; }

    /// <summary>The word, pattern or offset after the operator.</summary>
    public ShellWord? Operand { get; init; }

    /// <summary>The replacement or the length.</summary>
    public ShellWord? SecondOperand { get; init; }
}
