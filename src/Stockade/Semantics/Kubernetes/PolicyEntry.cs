namespace Stockade.Semantics.Kubernetes;

/// <summary>A clause among those that may govern the pods of a namespace. <see cref="Applies"/>: whether its kind is enforced and its namespaces include this one.</summary>
internal sealed record PolicyEntry(Policy Policy, PolicyClause Clause, Truth Applies);
