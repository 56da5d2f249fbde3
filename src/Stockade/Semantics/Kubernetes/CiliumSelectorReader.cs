using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads endpoint selectors. Their keys name labels of the pod, of its namespace, or reserved identities, each by a prefix of its own
/// (pkg/k8s/apis/cilium.io/utils, getEndpointSelector).
/// </summary>
internal sealed class CiliumSelectorReader(FieldReader fields, string @namespace)
{
    private const string NamespaceKey = "io.kubernetes.pod.namespace";
    private const string NamespaceLabels = "io.cilium.k8s.namespace.labels.";
    private const string ClusterKey = "io.cilium.k8s.policy.cluster";
    private const string Reserved = "reserved:";

    private readonly LabelSelectorReader _selectors = new(fields) { AcceptsSources = true };

    /// <summary>The pods that a rule is about; null where they are no pods. In a policy of a namespace they are always of that namespace.</summary>
    public (LabelSelector? Namespaces, LabelSelector Pods)? ReadSubject(YamlNode? node, string path)
    {
        var split = Split(_selectors.Read(node, path));
        if (split.Reserved.Any(static requirement => requirement.Operator is LabelOperator.In or LabelOperator.Exists))
            return null;
        if (@namespace.Length == 0)
            return (split.Namespaces, split.Pods);

        // The agent replaces a namespace that matchLabels gives by the policy's own. What expressions and labels of the namespace ask for stays.
        var kept = split.Namespaces.Requirements.RemoveAll(static requirement => requirement is { Key: NamespaceReader.NameLabel, Operator: LabelOperator.In, Values.Length: 1 });
        var own = new LabelRequirement(NamespaceReader.NameLabel, LabelOperator.In, [@namespace], split.Namespaces.Location);
        return (kept.IsEmpty ? null : new LabelSelector(kept.Add(own), split.Namespaces.Location), split.Pods);
    }

    /// <summary>The peers of one element of <c>fromEndpoints</c> or <c>toEndpoints</c>.</summary>
    public PolicyPeer ReadPeer(YamlNode node, string path, Text.SourceLocation location)
    {
        var split = Split(_selectors.Read(node, path));
        var peer = new PolicyPeer(null, null, null, path, location);
        if (!split.Reserved.IsEmpty)
            return ReadReserved(split, peer);
        var namesNamespaces = !split.Namespaces.IsEmpty;
        return peer with { PodSelector = split.Pods, NamespaceSelector = @namespace.Length > 0 && !namesNamespaces ? null : split.Namespaces };
    }

    /// <summary>An identity like <c>reserved:host</c> has no other labels.</summary>
    private static PolicyPeer ReadReserved((LabelSelector Namespaces, LabelSelector Pods, ImmutableArray<LabelRequirement> Reserved) split, PolicyPeer peer)
    {
        if (split.Reserved.All(static requirement => requirement.Operator is LabelOperator.NotIn or LabelOperator.DoesNotExist))
            return peer with { IsUnknown = true };
        var others = split.Namespaces.Requirements.AddRange(split.Pods.Requirements);
        if (split.Reserved.Length > 1 || others.Any(static requirement => requirement.IsPartlyUnknown))
            return peer with { IsUnknown = true };
        return others.Any(static requirement => requirement.Operator is LabelOperator.In or LabelOperator.Exists)
            ? peer
            : CiliumEntities.Find(split.Reserved[0].Key[Reserved.Length..]) is { } entity ? CiliumEntities.Apply(entity, peer)
            : peer;
    }

    private static (LabelSelector Namespaces, LabelSelector Pods, ImmutableArray<LabelRequirement> Reserved) Split(LabelSelector selector)
    {
        var namespaces = ImmutableArray.CreateBuilder<LabelRequirement>();
        var pods = ImmutableArray.CreateBuilder<LabelRequirement>();
        var reserved = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var requirement in selector.Requirements)
        {
            var key = requirement.Key is ['k', '8', 's', ':', ..] or ['a', 'n', 'y', ':', ..] ? requirement.Key[4..] : requirement.Key;
            if (requirement.IsUnknown)
            {
                // The key may be that of the namespace.
                namespaces.Add(requirement);
                pods.Add(requirement);
            }
            else if (key.StartsWith(Reserved, StringComparison.Ordinal))
            {
                reserved.Add(requirement);
            }
            else if (key is NamespaceKey)
            {
                namespaces.Add(requirement with { Key = NamespaceReader.NameLabel });
            }
            else if (key.StartsWith(NamespaceLabels, StringComparison.Ordinal))
            {
                namespaces.Add(requirement with { Key = key[NamespaceLabels.Length..] });
            }
            else
            {
                // The name of the cluster, and what other sources than Kubernetes say of an endpoint, is not in the files.
                pods.Add(requirement with { Key = key, IsUnknown = key is ClusterKey || key.Contains(':', StringComparison.Ordinal) });
            }
        }

        return (new LabelSelector(namespaces.ToImmutable(), selector.Location), new LabelSelector(pods.ToImmutable(), selector.Location), reserved.ToImmutable());
    }
}
