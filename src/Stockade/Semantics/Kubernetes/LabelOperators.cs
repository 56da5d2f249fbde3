namespace Stockade.Semantics.Kubernetes;

/// <summary>What holds of operators.</summary>
internal static class LabelOperators
{
    public static LabelOperator Negate(this LabelOperator operation) => operation switch
    {
        LabelOperator.In => LabelOperator.NotIn,
        LabelOperator.NotIn => LabelOperator.In,
        LabelOperator.Exists => LabelOperator.DoesNotExist,
        LabelOperator.DoesNotExist => LabelOperator.Exists,
        LabelOperator.Contains => LabelOperator.DoesNotContain,
        LabelOperator.DoesNotContain => LabelOperator.Contains,
        LabelOperator.StartsWith => LabelOperator.DoesNotStartWith,
        LabelOperator.DoesNotStartWith => LabelOperator.StartsWith,
        LabelOperator.EndsWith => LabelOperator.DoesNotEndWith,
        _ => LabelOperator.EndsWith,
    };

    /// <summary>It holds where the label is missing.</summary>
    public static bool IsNegative(this LabelOperator operation) =>
        operation is LabelOperator.NotIn or LabelOperator.DoesNotExist or LabelOperator.DoesNotContain or LabelOperator.DoesNotStartWith or LabelOperator.DoesNotEndWith;

    /// <summary>It asks for a part of the value.</summary>
    public static bool IsPattern(this LabelOperator operation) => operation >= LabelOperator.Contains;

    /// <summary>Whether a value has the part, for an operator that asks for one.</summary>
    public static bool IsMetBy(this LabelOperator operation, string text, string value) => operation switch
    {
        LabelOperator.Contains => value.Contains(text, StringComparison.Ordinal),
        LabelOperator.DoesNotContain => !value.Contains(text, StringComparison.Ordinal),
        LabelOperator.StartsWith => value.StartsWith(text, StringComparison.Ordinal),
        LabelOperator.DoesNotStartWith => !value.StartsWith(text, StringComparison.Ordinal),
        LabelOperator.EndsWith => value.EndsWith(text, StringComparison.Ordinal),
        _ => !value.EndsWith(text, StringComparison.Ordinal),
    };
}
