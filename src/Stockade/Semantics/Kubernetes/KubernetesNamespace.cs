using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A namespace of a scope: declared by an object, or implied by what lies in it.</summary>
internal sealed record KubernetesNamespace(string Name, LabelSet Labels, SourceLocation? Declaration)
{
    public bool IsDeclared => Declaration is not null;
}
