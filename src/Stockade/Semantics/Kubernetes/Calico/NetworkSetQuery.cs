namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>
/// Which addresses outside a rule means by labels: those of network sets whose own labels, and those of whose namespaces, match; without
/// <see cref="Labels"/> all addresses. What lies in a set that matches <see cref="Except"/> is not meant.
/// </summary>
internal sealed record NetworkSetQuery(SelectorExpression? Labels, SelectorExpression Namespace, SelectorExpression? Except)
{
    public bool IsPartlyUnknown => Labels?.IsPartlyUnknown == true || Namespace.IsPartlyUnknown || Except?.IsPartlyUnknown == true;
}
