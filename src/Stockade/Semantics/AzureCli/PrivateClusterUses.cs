using System.Collections.Immutable;
using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli;

/// <summary>Finds jobs that talk to a private cluster from outside its network.</summary>
internal static class PrivateClusterUses
{
    // What these do, they do without a server.
    private static readonly ImmutableArray<string> s_localCommands =
        ["config", "kustomize", "completion", "help", "options", "plugin", "template", "repo", "lint", "package", "dependency", "dep", "pull", "registry", "search", "show", "create", "env", "version"];

    private static readonly ImmutableArray<string> s_otherCluster = ["--kubeconfig", "--context", "--cluster", "--server", "-s", "--kube-context", "--kube-apiserver"];

    public static ImmutableArray<PrivateClusterUse> Find(ImmutableArray<HostedJob> jobs, ImmutableArray<ManagedCluster> clusters)
    {
        if (!clusters.Any(static cluster => cluster.ApiServer is ApiServerExposure.Private))
            return [];
        var byKey = clusters.SelectMany(static cluster => cluster.Steps, static (cluster, step) => (Key: ClusterKey.Of(step.Command), Cluster: cluster))
            .Where(static pair => pair.Key is not null)
            .Distinct()
            .ToLookup(static pair => pair.Key!, static pair => pair.Cluster);
        return [.. jobs.Where(static job => job.Job.Runner is RunnerKind.Hosted && !job.JoinsNetwork).SelectMany(job => Find(job, byKey)).DistinctBy(static use => (use.Tool.Location, use.Cluster.Id))];
    }

    private static IEnumerable<PrivateClusterUse> Find(HostedJob job, ILookup<ClusterKey, ManagedCluster> clusters)
    {
        ManagedCluster? current = null;
        AzureCommand? context = null;
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var commands = job.Commands.Where(static command => command.Name is "aks get-credentials" or "aks create" && command.Errors.IsEmpty).ToList();
        var next = 0;
        foreach (var tool in job.Tools)
        {
            for (; next < commands.Count && commands[next].Invocation.Order < tool.Order; next++)
            {
                // A create names the cluster that is meant only where nothing else did.
                if (commands[next].Name is "aks create" && context is not null)
                    continue;
                context = commands[next];
                current = ClusterOf(context, clusters);
            }

            if (current is { ApiServer: ApiServerExposure.Private } && TalksToServer(tool) && reported.Add(current.Id))
                yield return new PrivateClusterUse(job, tool, current, context!.Invocation.Location);
        }
    }

    /// <summary>The cluster a command names; null where several could be meant, or the same expression in another file.</summary>
    private static ManagedCluster? ClusterOf(AzureCommand command, ILookup<ClusterKey, ManagedCluster> clusters)
    {
        if (ClusterKey.Of(command) is not { } key || clusters[key].Distinct().Take(2).ToList() is not [var only])
            return null;
        return key.IsResolved || only.Location.File == command.Invocation.Location.File ? only : null;
    }

    private static bool TalksToServer(CommandInvocation tool)
    {
        if (!tool.Complete || tool.Program is "kubectx" or "kubens" or DeploymentTask.Program)
            return false;
        foreach (var word in tool.Words)
        {
            if (word.Value is null ? word.Prefix.StartsWith('-') : s_otherCluster.Contains(word.Value.Split('=')[0], StringComparer.Ordinal) || word.Value is "--help" or "-h" or "--client" or "--client=true" || word.Value.StartsWith("--dry-run", StringComparison.Ordinal))
                return false;
        }

        // `kubectl create` and `kubectl version` ask the server; `helm create` and `helm version` do not.
        var command = tool.Words.FirstOrDefault(static word => word.Value is not ['-', ..])?.Value;
        return command is not null && (!s_localCommands.Contains(command, StringComparer.Ordinal) || (tool.Program is "kubectl" && command is "create" or "version"));
    }
}
