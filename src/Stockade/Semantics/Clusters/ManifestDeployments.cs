using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Follows the current context of kubectl through a script: <c>az aks get-credentials</c> sets it, <c>kubectl config use-context</c> changes
/// it. A script that fetches no credentials and makes one cluster talks to that one.
/// </summary>
internal sealed class ManifestDeployments
{
    private readonly ClusterIndex _clusters;
    private readonly ScriptRun _run;
    private readonly Dictionary<string, Target> _contexts = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ManifestDeployment>.Builder _deployments = ImmutableArray.CreateBuilder<ManifestDeployment>();
    private Target? _current;

    private ManifestDeployments(ScriptRun run, ClusterIndex clusters)
    {
        _run = run;
        _clusters = clusters;
    }

    public static IEnumerable<ManifestDeployment> Find(ScriptRun run, ClusterIndex clusters)
    {
        if (run.Tools.IsEmpty)
            return [];
        var reader = new ManifestDeployments(run, clusters);
        reader.Follow();
        return reader._deployments;
    }

    private void Follow()
    {
        var credentials = _run.Commands.Where(static command => command.Name is "aks get-credentials" && command.Errors.IsEmpty && !command.IsHelp).ToImmutableArray();
        var made = _run.Commands.Where(static command => command.Name is "aks create").Select(_clusters.Find).Distinct().ToImmutableArray();
        if (credentials.IsEmpty && made is [{ } only])
            _current = new Target(only, only.Name);

        var next = 0;
        foreach (var tool in _run.Tools.OrderBy(static tool => tool.Order))
        {
            for (; next < credentials.Length && credentials[next].Invocation.Order < tool.Order; next++)
                UseCredentials(credentials[next]);
            if (tool.Program is "kubectl")
                FollowKubectl(tool);
            else if (tool.Program is "helm")
                FollowHelm(tool);
        }
    }

    private void UseCredentials(AzureCommand command)
    {
        // "--file -" prints them.
        if (command.Find("--file")?.Value?.Value is "-")
            return;
        var target = _clusters.TargetOf(command);

        // What may not run leaves it open whose credentials are there, unless they are those anyway.
        _current = command.Invocation.Conditional && _current != target ? null : target;
        if (target is null)
            return;
        var name = command.Find("--context")?.Value is { } context ? context.Value : target.Name;
        if (name is not null)
            _contexts[command.Has("--admin") ? name + "-admin" : name] = target;
    }

    private void FollowKubectl(CommandInvocation tool)
    {
        var words = tool.Words;
        if (words is [{ Value: "config" }, { Value: "use-context" or "use" }, var name, ..])
        {
            _current = name.Value is { } context ? _contexts.GetValueOrDefault(context) : null;
            return;
        }

        if (!words.Any(static word => word.Value is "apply" or "create" or "replace") || TargetOf(tool, "--context") is not { } target)
            return;
        foreach (var (option, value) in Options(words))
        {
            if (option is "-f" or "--filename")
                Add(tool, target, value.Split(','), isKustomization: false);
            else if (option is "-k" or "--kustomize")
                Add(tool, target, [value], isKustomization: true);
        }
    }

    // helm install NAME CHART and helm upgrade --install NAME CHART: a word that is no path of a scope covers nothing.
    private void FollowHelm(CommandInvocation tool)
    {
        if (tool.Words is not [{ Value: "install" or "upgrade" or "template" }, .. var rest] || TargetOf(tool, "--kube-context") is not { } target)
            return;
        var paths = rest.Where(static word => word.Value is { Length: > 0 } text && !text.StartsWith('-')).Select(static word => word.Value!);
        Add(tool, target, [.. paths.Where(static path => path.Contains('/', StringComparison.Ordinal) || path is ".")], isKustomization: false);
    }

    private Target? TargetOf(CommandInvocation tool, string contextOption)
    {
        foreach (var (option, value) in Options(tool.Words))
        {
            if (option == contextOption)
                return _contexts.GetValueOrDefault(value);
            if (option is "--kubeconfig")
                return null;
        }

        return tool.Complete ? _current : null;
    }

    private void Add(CommandInvocation tool, Target target, string[] paths, bool isKustomization)
    {
        foreach (var path in paths)
        {
            // "-" is standard input, and what lies on a server is not in these files.
            if (path is "" or "-" || path.StartsWith('/') || path.Contains("://", StringComparison.Ordinal))
                continue;
            ImmutableArray<string> candidates = [.. _run.Folders.Select(folder => RelativePath.Combine(folder, path)).OfType<string>().Distinct(StringComparer.Ordinal)];
            _deployments.Add(new ManifestDeployment(target.Cluster, target.Name, tool.Location, candidates, isKustomization));
        }
    }

    /// <summary>The options with values: <c>-f x</c>, <c>-fx</c>, <c>-f=x</c>, <c>--filename=x</c>. One whose value is unknown is left out.</summary>
    private static IEnumerable<(string Option, string Value)> Options(ImmutableArray<CommandWord> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Value is not { Length: > 1 } text || text[0] != '-')
                continue;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                yield return (text[..equals], text[(equals + 1)..]);
            else if (text[1] != '-' && text.Length > 2)
                yield return (text[..2], text[2..]);
            else if (i + 1 < words.Length && words[i + 1].Value is { } value)
                yield return (text, value);
        }
    }

    /// <summary>Whose credentials are current.</summary>
    internal sealed record Target(ManagedCluster? Cluster, string Name);
}
