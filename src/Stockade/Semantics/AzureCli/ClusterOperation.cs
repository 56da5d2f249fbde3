using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A command on a cluster, at its place in the order of execution.</summary>
internal sealed record ClusterOperation(int Index, AzureCommand Command, ClusterKey Key)
{
    public bool IsCreate => Command.Name is "aks create";

    public bool IsDelete => Command.Name is "aks delete";

    public SourceFile File => Command.Invocation.Location.File;
}
