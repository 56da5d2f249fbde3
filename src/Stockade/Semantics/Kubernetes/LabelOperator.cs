namespace Stockade.Semantics.Kubernetes;

/// <summary>Operators of <c>matchExpressions</c>.</summary>
internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}
