using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>An entry of <c>vars</c>: a name, and the field whose value stands for it.</summary>
internal sealed record KustomizeVariable(string Name, YamlMapping Node);
