using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Hosts;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Follows the current context of kubectl through a script: <c>az aks get-credentials</c> sets it, <c>kubectl config use-context</c> changes
/// it. A script that fetches no credentials and makes one cluster talks to that one.
/// </summary>
internal sealed class ManifestDeployments
{
    // Options of helm that take the next word (helm.sh/docs/helm/helm_upgrade); any other word is a name or a path.
    private static readonly ImmutableHashSet<string> s_helmValues =
    [
        "-f", "--values", "--set", "--set-string", "--set-file", "--set-json", "--set-literal", "-n", "--namespace", "--kube-context", "--kubeconfig", "--version", "--repo",
        "--timeout", "--description", "--post-renderer", "--history-max", "--username", "--password", "-o", "--output", "--registry-config", "--repository-config",
        "--kube-apiserver", "--kube-token", "--kube-as-user", "--kube-as-group", "--kube-ca-file", "--ca-file", "--cert-file", "--key-file", "--keyring", "-s", "--show-only",
    ];

    private readonly ClusterIndex _clusters;
    private readonly ScriptRun _run;
    private readonly Dictionary<string, Target> _contexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Target?> _files = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ManifestDeployment>.Builder _deployments = ImmutableArray.CreateBuilder<ManifestDeployment>();
    private readonly ImmutableArray<ManifestDeployment>.Builder _others = ImmutableArray.CreateBuilder<ManifestDeployment>();
    private readonly ImmutableArray<ScriptedManifests>.Builder _texts = ImmutableArray.CreateBuilder<ScriptedManifests>();
    private readonly ImmutableArray<(Target? Target, SourceLocation Command)>.Builder _engines = ImmutableArray.CreateBuilder<(Target?, SourceLocation)>();
    private Target? _current;
    private bool _isNamespaceSet;

    private ManifestDeployments(ScriptRun run, ClusterIndex clusters)
    {
        _run = run;
        _clusters = clusters;
    }

    public static RunDeployments Find(ScriptRun run, ClusterIndex clusters)
    {
        if (run.Tools.IsEmpty && !run.Commands.Any(static command => command.Name is "aks command invoke"))
            return RunDeployments.None;
        var reader = new ManifestDeployments(run, clusters);
        reader.Follow();
        return new RunDeployments(run, reader._deployments.ToImmutable(), reader._others.ToImmutable(), reader._texts.ToImmutable(), reader._engines.ToImmutable());
    }

    private void Follow()
    {
        var credentials = _run.Commands.Where(static command => command.Name is "aks get-credentials" && command.Errors.IsEmpty && !command.IsHelp).ToImmutableArray();
        var made = _run.Commands.Where(static command => command.Name is "aks create").Select(_clusters.Find).Distinct().ToImmutableArray();
        if (credentials.IsEmpty && made is [{ } only])
            _current = new Target(only, only.Name);

        foreach (var command in _run.Commands.Where(static command => command.Name is "aks command invoke" && command.Errors.IsEmpty && !command.IsHelp))
            FollowInvoke(command);
        var next = 0;
        foreach (var tool in _run.Tools.OrderBy(static tool => tool.Order))
        {
            for (; next < credentials.Length && credentials[next].Invocation.Order < tool.Order; next++)
                UseCredentials(credentials[next]);
            if (tool.Program is "kubectl")
                FollowKubectl(tool);
            else if (tool.Program is "kubectx")
                FollowKubectx(tool);
            else if (tool.Program is "kubens")
                _isNamespaceSet = true;
            else if (tool.Program is "helm")
                FollowHelm(tool);
            else if (tool.Program is "cilium" && tool.Words is [{ Value: "install" }, ..])
                _engines.Add((TargetOf(tool, "--context"), tool.Location));
            else if (tool.Program is DeploymentTask.Program)
                FollowTask(tool);
        }
    }

    private void UseCredentials(AzureCommand command)
    {
        var target = _clusters.TargetOf(command);

        // "--file -" prints them, and another file holds them for those who name it.
        if (command.Find("--file") is { } file)
        {
            if (file.Value?.Value is { } path)
                _files[path] = command.Invocation.Conditional && _files.GetValueOrDefault(path) != target ? null : target;
            return;
        }

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
            UseContext(name);
            return;
        }

        // So does kubens (github.com/ahmetb/kubectx).
        _isNamespaceSet |= words is [{ Value: "config" }, { Value: "set-context" }, ..] && words.Any(static word => word.Prefix?.StartsWith("--namespace", StringComparison.Ordinal) == true);
        if (words.Any(static word => word.Value is "apply" or "create" or "replace") && !words.Any(IsDryRun))
            Apply(tool, words, TargetOf(tool, "--context"));
    }

    private void Apply(CommandInvocation tool, ImmutableArray<CommandWord> words, Target? target)
    {
        var extent = words.Any(static word => word.Value is "-R" or "--recursive" or "--recursive=true") ? DeploymentExtent.Tree : DeploymentExtent.Files;
        foreach (var (option, value) in Options(words))
        {
            var text = option is not ("-f" or "--filename") ? null : value is "-" or "/dev/stdin" ? tool.Input?.Text : tool.Written.GetValueOrDefault(value);
            if (option is "-f" or "--filename" && value.Split(',').Any(InstalledEngines.IsManifest))
                _engines.Add((target, tool.Location));
            if (text is not null)
                _texts.Add(Describe(tool, text, target));
            else if (option is "-f" or "--filename" && value is "-" or "/dev/stdin")
                Add(tool, target, [.. tool.Input?.Paths ?? []], tool.Input?.IsKustomization == true ? DeploymentExtent.Kustomization : DeploymentExtent.Files);
            else if (option is "-f" or "--filename")
                Add(tool, target, value.Split(','), extent);
            else if (option is "-k" or "--kustomize")
                Add(tool, target, [value], DeploymentExtent.Kustomization);
        }
    }

    private ScriptedManifests Describe(CommandInvocation tool, SourceFile text, Target? target)
    {
        var given = tool.Words.Any(static word => word.Prefix is ['-', 'n', ..] || word.Prefix?.StartsWith("--namespace", StringComparison.Ordinal) == true);
        var name = Options(tool.Words).FirstOrDefault(static option => option.Option is "-n" or "--namespace").Value;
        var isChanged = tool.Input?.IsChanged == true && ReferenceEquals(tool.Input.Text, text);
        return new ScriptedManifests(tool, text, target)
        {
            Namespace = name,
            IsNamespaceKnown = name is not null || !(given || _isNamespaceSet),
            IsCertain = tool.Complete && !tool.Conditional && !isChanged,
        };
    }

    /// <summary>A step of the host itself, with the cluster that it names, or the one in use.</summary>
    private void FollowTask(CommandInvocation tool)
    {
        if (tool.Words is not [var group, var cluster, var command, .. var paths])
            return;
        var target = cluster.Value is "" ? _current : group.Value is not null && cluster.Value is { } name ? _clusters.TargetOf(group.Value, name) : null;
        if (command.Value is "use")
        {
            _current = cluster.Value is "" || (tool.Conditional && _current != target) ? null : target;
            if (target is not null && cluster.Value is not "")
                _contexts[target.Name] = target;
        }
        else if (target is not null && tool.Complete)
        {
            var extent = command.Value switch { "kustomize" => DeploymentExtent.Kustomization, "files" => DeploymentExtent.Files, _ => DeploymentExtent.Tree };
            Add(tool, target, [.. paths.Select(static path => path.Value).OfType<string>()], extent);
        }
    }

    private static bool IsDryRun(CommandWord word) => word.Value is { } text && text.StartsWith("--dry-run", StringComparison.Ordinal) && text is not ("--dry-run=none" or "--dry-run=false");

    // kubectx (github.com/ahmetb/kubectx) switches; "-" goes back to the one before.
    private void FollowKubectx(CommandInvocation tool)
    {
        if (tool.Words is [var name] && name.Value is not "-")
            UseContext(name);
        else if (!tool.Words.IsEmpty)
            _current = null;
    }

    private void UseContext(CommandWord name) => _current = name.Value is { } context ? _contexts.GetValueOrDefault(context) : null;

    // helm install NAME CHART and helm upgrade --install NAME CHART: a word that is no path of a scope covers nothing.
    private void FollowHelm(CommandInvocation tool)
    {
        var (options, rest) = SplitHelm(tool.Words);
        if (rest is not [{ Value: "install" or "upgrade" or "template" } command, ..] || options.Any(IsDryRun))
            return;
        var known = TargetOf(tool, "--kube-context");
        if (command.Value is not "template" && rest.Skip(1).Any(static word => word.Value is { } chart && InstalledEngines.IsChart(chart)))
            _engines.Add((known, tool.Location));
        if (known is not { } target)
            return;
        var paths = rest.Skip(1).Select(static word => word.Value ?? "").Where(static path => path.Contains('/', StringComparison.Ordinal) || path is ".");
        Add(tool, target, [.. paths], DeploymentExtent.Tree);
    }

    private static (ImmutableArray<CommandWord> Options, ImmutableArray<CommandWord> Words) SplitHelm(ImmutableArray<CommandWord> words)
    {
        var options = ImmutableArray.CreateBuilder<CommandWord>();
        var rest = ImmutableArray.CreateBuilder<CommandWord>();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Value is not ['-', ..])
            {
                rest.Add(words[i]);
                continue;
            }

            options.Add(words[i]);
            if (s_helmValues.Contains(words[i].Value!) && i + 1 < words.Length)
                i++;
        }

        return (options.ToImmutable(), rest.ToImmutable());
    }

    /// <summary><c>az aks command invoke</c> sends files along and runs a command beside them in the cluster.</summary>
    private void FollowInvoke(AzureCommand command)
    {
        if (_clusters.TargetOf(command) is not { } target || command.Find("--command")?.Value?.Value is not { } text)
            return;
        var words = text.Split((char[])[' ', '\t', '\n', ';', '&'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["kubectl", ..] || !words.Any(static word => word is "apply" or "create" or "replace"))
            return;
        var location = command.Invocation.Location;
        foreach (var (option, value) in Options([.. words.Select(word => new CommandWord(word, location))]))
        {
            if (option is not ("-f" or "--filename" or "-k" or "--kustomize"))
                continue;
            var extent = option is "-k" or "--kustomize" ? DeploymentExtent.Kustomization : DeploymentExtent.Files;
            foreach (var path in command.Find("--file")?.Values ?? [])
            {
                if (path.Value is { } sent)
                    Add(command.Invocation, target, [RelativePath.Combine("", sent) is { } file && (file == value || file.EndsWith("/" + value, StringComparison.Ordinal)) ? sent : $"{sent}/{value}"], extent);
            }
        }
    }

    private Target? TargetOf(CommandInvocation tool, string contextOption)
    {
        foreach (var (option, value) in Options(tool.Words))
        {
            if (option == contextOption)
                return _contexts.GetValueOrDefault(value);
            if (option is "--kubeconfig")
                return tool.Complete ? _files.GetValueOrDefault(value) : null;
        }

        return tool.Complete ? _current : null;
    }

    private void Add(CommandInvocation tool, Target? target, string[] paths, DeploymentExtent extent)
    {
        foreach (var path in paths)
        {
            // "-" is standard input, and what lies on a server is not in these files.
            if (path is "" or "-" || path.StartsWith('/') || path.Contains("://", StringComparison.Ordinal) || tool.Folder is not { } below)
                continue;
            var isRooted = below.StartsWith(ScriptInput.FromRoot, StringComparison.Ordinal) || below.StartsWith(ScriptInput.FromCheckout, StringComparison.Ordinal);
            (below, var folders) = isRooted ? (below[2..], [""]) : (below, _run.Folders);
            ImmutableArray<string> candidates = [.. folders.Select(folder => RelativePath.Combine($"{folder}/{below}", path)).OfType<string>().Distinct(StringComparer.Ordinal)];
            (target is null ? _others : _deployments).Add(new ManifestDeployment(target?.Cluster, target?.Name ?? "", tool.Location, candidates, extent));
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
