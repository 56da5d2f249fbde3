using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Finds the objects in documents: one a document, or the items of a list.</summary>
internal static class KubernetesObjectReader
{
    private const string ListKind = "List";

    /// <summary>Kinds worth parsing a document for: those the model holds, and lists of them.</summary>
    public static bool IsInteresting(string kind) =>
        kind is ListKind or "Namespace" or "NetworkPolicy"
            or "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" or "ClusterNetworkPolicy" or "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy"
        || CalicoObjects.IsName(kind)
        || WorkloadKind.IsName(kind)
        || (kind.EndsWith(ListKind, StringComparison.Ordinal) && IsInteresting(kind[..^ListKind.Length]));

    /// <summary>The objects of a document that are deployed. An object without a namespace lands in <paramref name="defaultNamespace"/>.</summary>
    public static ImmutableArray<KubernetesObject> Read(YamlDocument document, string defaultNamespace)
    {
        var objects = ImmutableArray.CreateBuilder<KubernetesObject>();
        if (document.Root is YamlMapping root)
            Read(document, root, new Defaults(string.Empty, string.Empty, defaultNamespace), objects);
        return objects.ToImmutable();
    }

    private static void Read(YamlDocument document, YamlMapping node, Defaults defaults, ImmutableArray<KubernetesObject>.Builder objects)
    {
        // Items of a typed list need not repeat what the list says (DeploymentList holds Deployments).
        var kindNode = node["kind"] as YamlScalar;
        var kind = kindNode?.Value is { Length: > 0 } ownKind ? ownKind : defaults.Kind;
        var apiVersion = node["apiVersion"] is YamlScalar { Value: { Length: > 0 } ownVersion } ? ownVersion : defaults.ApiVersion;
        if (kind.EndsWith(ListKind, StringComparison.Ordinal) && node["items"] is YamlSequence items)
        {
            var isTyped = kind.Length > ListKind.Length;
            var itemDefaults = defaults with { Kind = kind[..^ListKind.Length], ApiVersion = isTyped ? apiVersion : string.Empty };
            foreach (var item in items.Items)
            {
                if (item is YamlMapping mapping)
                    Read(document, mapping, itemDefaults, objects);
            }

            return;
        }

        // Other formats have kinds, too; what says neither its version nor its name is none of Kubernetes'.
        var isForeign = apiVersion.Length == 0 && FieldReader.IsAbsent(node["metadata"]);
        if (kind.Length > 0 && !isForeign && !IsHelmTest(node["metadata"] as YamlMapping))
            objects.Add(Create(document, node, kindNode, defaults with { Kind = kind, ApiVersion = apiVersion }));
    }

    /// <summary>An object that names its own kind, wherever its nodes come from.</summary>
    public static KubernetesObject Create(YamlDocument document, YamlMapping node, string defaultNamespace)
    {
        var kind = node["kind"] as YamlScalar;
        var apiVersion = (node["apiVersion"] as YamlScalar)?.Value ?? string.Empty;
        return Create(document, node, kind, new Defaults(kind?.Value ?? string.Empty, apiVersion, defaultNamespace));
    }

    private static KubernetesObject Create(YamlDocument document, YamlMapping node, YamlScalar? kindNode, Defaults type)
    {
        var (kind, apiVersion, defaultNamespace) = type;
        var metadata = node["metadata"] as YamlMapping;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? string.Empty : apiVersion[..slash];
        var nameNode = NonEmpty(metadata?["name"]) ?? NonEmpty(metadata?["generateName"]);
        return new KubernetesObject
        {
            Document = document,
            Node = node,
            Group = group,
            Version = apiVersion[(slash + 1)..],
            Kind = kind,
            Name = nameNode?.Value ?? string.Empty,
            Namespace = IsClusterScoped(group, kind) ? string.Empty : NonEmpty(metadata?["namespace"])?.Value ?? defaultNamespace,
            NameLocation = nameNode?.Location ?? kindNode?.Location ?? FirstKey(node),
        };
    }

    private static bool IsClusterScoped(string group, string kind) => group switch
    {
        "" => kind is "Namespace",
        "policy.networking.k8s.io" => true,
        "cilium.io" => kind is not "CiliumNetworkPolicy",
        "projectcalico.org" or "crd.projectcalico.org" => CalicoObjects.IsClusterScoped(kind),
        _ => false,
    };

    private static SourceLocation FirstKey(YamlMapping node) => node.Entries.IsEmpty ? node.Location : node.Entries[0].Key.Location;

    private static YamlScalar? NonEmpty(YamlNode? node) => node is YamlScalar { Value.Length: > 0, IsNull: false } scalar ? scalar : null;

    /// <summary>Objects of <c>helm test</c> are not part of a release; those of other hooks do run (helm.sh/docs/topics/charts_hooks).</summary>
    private static bool IsHelmTest(YamlMapping? metadata) =>
        (metadata?["annotations"] as YamlMapping)?["helm.sh/hook"] is YamlScalar hooks
        && hooks.Value.Split(',').Any(static hook => hook.AsSpan().Trim() is "test" or "test-success" or "test-failure");

    private sealed record Defaults(string Kind, string ApiVersion, string Namespace);
}
