using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A command that may apply a policy that is not known.</summary>
/// <param name="Namespace">The namespace it may be in; null where it may be in any, or in all.</param>
/// <param name="Command">The command.</param>
internal sealed record PolicyDoubt(string? Namespace, SourceLocation Command)
{
    public bool Concerns(Workload workload) => Namespace is null || Namespace == workload.Namespace;
}
