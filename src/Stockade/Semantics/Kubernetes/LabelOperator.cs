namespace Stockade.Semantics.Kubernetes;

/// <summary>Operators of <c>matchExpressions</c>, and those that Calico's selectors have besides.</summary>
internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,

    /// <summary>The value has the text in it. The label is there; of the operators with a not in their name it need not be.</summary>
    Contains,
    DoesNotContain,
    StartsWith,
    DoesNotStartWith,
    EndsWith,
    DoesNotEndWith,
}
