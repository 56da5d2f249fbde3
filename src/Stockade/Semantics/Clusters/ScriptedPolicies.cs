using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Adds the policies that scripts hold themselves and apply to the scopes they meet: those whose files the same script applies, and the folders it lies in or
/// above. What is certainly applied to another cluster is none of theirs. A policy that may not be applied, or is not known in full, leaves its namespace in doubt.
/// <para>Other objects in scripts are not taken for deployed: they are what scripts try out and throw away.</para>
/// </summary>
internal sealed class ScriptedPolicies
{
    private readonly ImmutableArray<(RunDeployments Run, ScriptedManifests Text, ImmutableArray<ObjectContent> Policies, ImmutableArray<PolicyDoubt> Doubts)> _texts;

    public ScriptedPolicies(ImmutableArray<RunDeployments> runs, string defaultNamespace)
    {
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        var texts = ImmutableArray.CreateBuilder<(RunDeployments, ScriptedManifests, ImmutableArray<ObjectContent>, ImmutableArray<PolicyDoubt>)>();
        foreach (var (run, text) in runs.SelectMany(static run => run.Texts, static (run, text) => (run, text)))
        {
            var policies = ImmutableArray.CreateBuilder<ObjectContent>();
            var doubts = ImmutableArray.CreateBuilder<PolicyDoubt>();
            var read = YamlReader.Read(text.Text, static kind => KubernetesObjectReader.IsInteresting(kind) || Placeholder.IsIn(kind));
            foreach (var document in read)
                Read(text, document, defaultNamespace, policies, doubts);
            if (policies.Count == 0 && doubts.Count == 0)
                continue;
            documents.AddRange(read);
            texts.Add((run, text, policies.ToImmutable(), [.. doubts.Distinct()]));
        }

        _texts = texts.ToImmutable();
        Documents = documents.ToImmutable();
    }

    /// <summary>The documents that hold the policies.</summary>
    public ImmutableArray<YamlDocument> Documents { get; }

    public ImmutableArray<DeploymentScope> Join(ImmutableArray<DeploymentScope> scopes)
    {
        if (_texts.IsEmpty || scopes.IsEmpty)
            return scopes;
        var applied = new DeployedFiles(scopes);
        foreach (var deployment in _texts.Select(static item => item.Run).Distinct().SelectMany(static run => run.Deployments.AddRange(run.Others)))
            applied.Add(deployment);
        var folders = scopes.Where(static scope => scope.Kind is ScopeKind.Folder).ToImmutableArray();
        return [.. scopes.Select(scope => Join(scope, applied.Of(scope), folders))];
    }

    private DeploymentScope Join(DeploymentScope scope, ImmutableArray<ManifestDeployment> applied, ImmutableArray<DeploymentScope> folders)
    {
        var namespaces = scope.Workloads.Select(static workload => workload.Namespace).ToHashSet(StringComparer.Ordinal);
        var known = scope.Policies.GroupBy(static policy => ObjectIdentity.Of(policy.Object)).ToDictionary(static group => group.Key, static group => group.Last());
        var (policies, doubts) = (scope.Policies.ToBuilder(), scope.Doubts.ToBuilder());
        foreach (var (run, text, found, uncertain) in _texts)
        {
            if (!MayMeet(text.Target, scope) || !(applied.Any(deployment => run.Deployments.Contains(deployment) || run.Others.Contains(deployment)) || IsNear(text, scope, folders)))
                continue;
            doubts.AddRange(uncertain.Where(doubt => doubt.Namespace is null || namespaces.Contains(doubt.Namespace)));
            foreach (var policy in found.Select(static content => content.Policy!).Where(policy => policy.Namespace.Length == 0 || namespaces.Contains(policy.Namespace)))
            {
                var identity = ObjectIdentity.Of(policy.Object);
                if (!identity.IsKnown || known.TryAdd(identity, policy))
                    policies.Add(policy);
                else if (!IsSame(known[identity].Object, policy.Object))
                    doubts.Add(DoubtOf(policy.Object, text));
            }
        }

        return policies.Count == scope.Policies.Length && doubts.Count == scope.Doubts.Length ? scope : scope with { Policies = policies.ToImmutable(), Doubts = doubts.ToImmutable() };
    }

    private static void Read(
        ScriptedManifests text, YamlDocument document, string defaultNamespace, ImmutableArray<ObjectContent>.Builder policies, ImmutableArray<PolicyDoubt>.Builder doubts)
    {
        if (!document.Errors.IsEmpty || document.Root is not YamlMapping)
        {
            if (document.File.Content.AsSpan(document.Span.Start, document.Span.Length).Contains("Policy", StringComparison.Ordinal))
                doubts.Add(new PolicyDoubt(null, text.Command.Location));
            return;
        }

        foreach (var item in KubernetesObjectReader.Read(document, text.IsNamespaceKnown ? text.Namespace ?? defaultNamespace : ScriptManifest.MarkOf("")))
        {
            var content = Placeholder.IsIn(item.Kind) ? null : ObjectContent.Read(item);
            var isPolicy = content?.Policy is not null;
            if (isPolicy && text.IsCertain && !Placeholder.IsIn(item.Namespace))
                policies.Add(content!);
            else if (isPolicy || content is null || content.Tier is not null || content.NetworkSet is not null)
                doubts.Add(DoubtOf(item, text));
        }
    }

    private static PolicyDoubt DoubtOf(KubernetesObject item, ScriptedManifests text) =>
        new(item.Namespace.Length == 0 || Placeholder.IsIn(item.Namespace) ? null : item.Namespace, text.Command.Location);

    /// <summary>False where the command certainly talks to another cluster.</summary>
    private static bool MayMeet(ManifestDeployments.Target? target, DeploymentScope scope) =>
        target is null || scope.Cluster is null || ReferenceEquals(target.Cluster, scope.Cluster);

    private static bool IsNear(ScriptedManifests text, DeploymentScope scope, ImmutableArray<DeploymentScope> folders)
    {
        if (scope.Kind is not ScopeKind.Folder)
            return false;
        var folder = RelativePath.FolderOf(text.Text.Path);
        return folders.Length == 1 || IsWithin(folder, scope.Root) || IsWithin(scope.Root, folder);
    }

    private static bool IsWithin(string path, string folder) =>
        folder is "" or "." || path == folder || (path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    private static bool IsSame(KubernetesObject one, KubernetesObject other) => TextOf(one.Document).Trim().SequenceEqual(TextOf(other.Document).Trim());

    private static ReadOnlySpan<char> TextOf(YamlDocument document) => document.File.Content.AsSpan(document.Span.Start, document.Span.Length);
}
