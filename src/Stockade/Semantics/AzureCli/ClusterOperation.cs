using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A command on a cluster, at its place in the order of execution.</summary>
internal sealed record ClusterOperation(int Index, AzureCommand Command, ClusterKey Key)
{
    /// <summary>The place among the <c>az aks</c> commands, or null for another command that reaches the cluster.</summary>
    public int? CommandIndex { get; init; }

    public bool IsCreate => Command.Name is "aks create";

    public bool IsDelete => Command.Name is "aks delete" || ResourceCommands.IsDelete(Command);

    public SourceFile File => Command.Invocation.Location.File;
}
