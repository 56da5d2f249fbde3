using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The fields of every policy kind, from the API's own types.</summary>
internal static class PolicyFields
{
    private static readonly FieldSchema s_peer = new(
        "a peer",
        [("podSelector", FieldSchema.LabelSelector), ("namespaceSelector", FieldSchema.LabelSelector), ("ipBlock", FieldSchema.Of("an ipBlock", "cidr", "except"))]);

    private static readonly FieldSchema s_port = FieldSchema.Of("a port", "protocol", "port", "endPort");

    private static readonly FieldSchema s_networkPolicySpec = new(
        "spec",
        [
            ("podSelector", FieldSchema.LabelSelector), ("policyTypes", null),
            ("ingress", new FieldSchema("an ingress rule", [("from", s_peer), ("ports", s_port)])),
            ("egress", new FieldSchema("an egress rule", [("to", s_peer), ("ports", s_port)])),
        ]);

    private static readonly FieldSchema s_networkPolicy = FieldSchema.Object("NetworkPolicy", s_networkPolicySpec);

    private static readonly FieldSchema s_adminPods = new(
        "a pods selector", [("namespaceSelector", FieldSchema.LabelSelector), ("podSelector", FieldSchema.LabelSelector)]);

    private static readonly FieldSchema s_subject = new("a subject", [("namespaces", FieldSchema.LabelSelector), ("pods", s_adminPods)]);

    private static readonly FieldSchema s_adminSource = new("a peer", [("namespaces", FieldSchema.LabelSelector), ("pods", s_adminPods)]);

    private static readonly FieldSchema s_adminDestination = new(
        "a peer", [("namespaces", FieldSchema.LabelSelector), ("pods", s_adminPods), ("nodes", FieldSchema.LabelSelector), ("networks", null), ("domainNames", null)]);

    private static readonly FieldSchema s_adminPort = new(
        "a port",
        [("portNumber", FieldSchema.Of("a portNumber", "protocol", "port")), ("portRange", FieldSchema.Of("a portRange", "protocol", "start", "end")), ("namedPort", null)]);

    private static readonly FieldSchema s_transport = new(
        "a protocol", [("destinationPort", new FieldSchema("a destinationPort", [("number", null), ("range", FieldSchema.Of("a range", "start", "end"))]))]);

    private static readonly FieldSchema s_protocol = new(
        "an element of protocols", [("tcp", s_transport), ("udp", s_transport), ("sctp", s_transport), ("destinationNamedPort", null)]);

    private static readonly FieldSchema s_adminNetworkPolicy = FieldSchema.Object("AdminNetworkPolicy", AdminSpec([("priority", null)], "ports", s_adminPort));

    private static readonly FieldSchema s_baselineAdminNetworkPolicy = FieldSchema.Object("BaselineAdminNetworkPolicy", AdminSpec([], "ports", s_adminPort));

    private static readonly FieldSchema s_clusterNetworkPolicy = FieldSchema.Object(
        "ClusterNetworkPolicy", AdminSpec([("tier", null), ("priority", null)], "protocols", s_protocol));

    private static readonly FieldSchema s_cidrRule = FieldSchema.Of("a CIDR rule", "cidr", "cidrGroupRef", "cidrGroupSelector", "except");

    // What stands deeper than the ports decides nothing here.
    private static readonly FieldSchema s_portRule = new(
        "an element of toPorts",
        [
            ("ports", FieldSchema.Of("a port", "port", "endPort", "protocol")), ("rules", null), ("serverNames", null), ("terminatingTLS", null),
            ("originatingTLS", null), ("listener", null),
        ]);

    private static readonly FieldSchema s_portDenyRule = new("an element of toPorts", [("ports", FieldSchema.Of("a port", "port", "endPort", "protocol"))]);

    private static readonly FieldSchema s_service = new(
        "a service",
        [("k8sService", FieldSchema.Of("a k8sService", "serviceName", "namespace")), ("k8sServiceSelector", FieldSchema.Of("a k8sServiceSelector", "selector", "namespace"))]);

    private static readonly FieldSchema s_ciliumRule = new(
        "a rule",
        [
            ("endpointSelector", FieldSchema.LabelSelector), ("nodeSelector", FieldSchema.LabelSelector),
            ("enableDefaultDeny", FieldSchema.Of("enableDefaultDeny", "ingress", "egress")),
            ("ingress", CiliumEntry("an ingress entry", "from", [("authentication", null)], s_portRule)), ("ingressDeny", CiliumEntry("an ingressDeny entry", "from", [], s_portDenyRule)),
            ("egress", CiliumEntry("an egress entry", "to", [("toFQDNs", FieldSchema.Of("a name", "matchName", "matchPattern")), ("authentication", null)], s_portRule)),
            ("egressDeny", CiliumEntry("an egressDeny entry", "to", [], s_portDenyRule)), ("labels", null), ("description", null), ("log", null),
        ]);

    private static readonly FieldSchema s_ciliumNetworkPolicy = FieldSchema.Object("CiliumNetworkPolicy", s_ciliumRule, ("specs", s_ciliumRule));

    private static readonly FieldSchema s_ciliumClusterwideNetworkPolicy = FieldSchema.Object("CiliumClusterwideNetworkPolicy", s_ciliumRule, ("specs", s_ciliumRule));

    private static readonly FieldSchema s_calicoSide = new(
        "a source or destination",
        [
            ("nets", null), ("notNets", null), ("selector", null), ("notSelector", null), ("namespaceSelector", null), ("ports", null), ("notPorts", null),
            ("serviceAccounts", FieldSchema.Of("serviceAccounts", "names", "selector")), ("services", FieldSchema.Of("services", "name", "namespace")),
        ]);

    private static readonly FieldSchema s_icmp = FieldSchema.Of("icmp", "type", "code");

    private static readonly FieldSchema s_calicoRule = new(
        "a rule",
        [
            ("action", null), ("ipVersion", null), ("protocol", null), ("notProtocol", null), ("icmp", s_icmp), ("notICMP", s_icmp), ("source", s_calicoSide),
            ("destination", s_calicoSide), ("http", FieldSchema.Of("http", "methods", "paths")), ("metadata", FieldSchema.Of("metadata of a rule", "annotations")),
        ]);

    private static readonly ImmutableArray<(string, FieldSchema?)> s_calicoSpec =
    [
        ("tier", null), ("order", null), ("ingress", s_calicoRule), ("egress", s_calicoRule), ("selector", null), ("types", null), ("serviceAccountSelector", null),
        ("performanceHints", null),
    ];

    private static readonly ImmutableArray<(string, FieldSchema?)> s_globalSpec =
        [.. s_calicoSpec, ("doNotTrack", null), ("preDNAT", null), ("applyOnForward", null), ("namespaceSelector", null)];

    private static readonly FieldSchema s_calicoNetworkPolicy = FieldSchema.Object("NetworkPolicy", new FieldSchema("spec", s_calicoSpec));

    private static readonly FieldSchema s_globalNetworkPolicy = FieldSchema.Object("GlobalNetworkPolicy", new FieldSchema("spec", s_globalSpec));

    private static readonly FieldSchema s_stagedNetworkPolicy = FieldSchema.Object("StagedNetworkPolicy", new FieldSchema("spec", [.. s_calicoSpec, ("stagedAction", null)]));

    private static readonly FieldSchema s_stagedGlobalNetworkPolicy = FieldSchema.Object(
        "StagedGlobalNetworkPolicy", new FieldSchema("spec", [.. s_globalSpec, ("stagedAction", null)]));

    private static readonly FieldSchema s_stagedKubernetesNetworkPolicy = FieldSchema.Object(
        "StagedKubernetesNetworkPolicy", new FieldSchema("spec", [.. s_networkPolicySpec.Fields, ("stagedAction", null)]));

    private static readonly FieldSchema s_tier = FieldSchema.Object("Tier", FieldSchema.Of("spec", "order", "defaultAction"));

    private static readonly FieldSchema s_networkSet = FieldSchema.Object("NetworkSet", FieldSchema.Of("spec", "nets"));

    private static readonly FieldSchema s_globalNetworkSet = FieldSchema.Object("GlobalNetworkSet", FieldSchema.Of("spec", "nets"));

    public static ImmutableArray<UnknownField> FindUnknown(Policy policy) => SchemaOf(policy).FindUnknown(policy.Object.Node);

    /// <summary>The same of what policies refer to: Calico's tiers and network sets. Nothing of any other object.</summary>
    public static ImmutableArray<UnknownField> FindUnknown(KubernetesObject @object) => !CalicoObjects.IsGroup(@object.Group) ? [] : @object.Kind switch
    {
        "Tier" => s_tier.FindUnknown(@object.Node),
        "NetworkSet" => s_networkSet.FindUnknown(@object.Node),
        "GlobalNetworkSet" => s_globalNetworkSet.FindUnknown(@object.Node),
        _ => [],
    };

    private static FieldSchema SchemaOf(Policy policy) => policy.Kind switch
    {
        PolicyKinds.AdminNetworkPolicy => s_adminNetworkPolicy,
        PolicyKinds.BaselineAdminNetworkPolicy => s_baselineAdminNetworkPolicy,
        PolicyKinds.ClusterNetworkPolicy => s_clusterNetworkPolicy,
        PolicyKinds.CiliumNetworkPolicy => s_ciliumNetworkPolicy,
        PolicyKinds.CiliumClusterwideNetworkPolicy => s_ciliumClusterwideNetworkPolicy,
        PolicyKinds.CalicoNetworkPolicy => s_calicoNetworkPolicy,
        PolicyKinds.GlobalNetworkPolicy => s_globalNetworkPolicy,
        PolicyKinds.StagedCalico => policy.Object.Kind switch
        {
            "StagedNetworkPolicy" => s_stagedNetworkPolicy,
            "StagedGlobalNetworkPolicy" => s_stagedGlobalNetworkPolicy,
            _ => s_stagedKubernetesNetworkPolicy,
        },
        _ => s_networkPolicy,
    };

    /// <summary>The lists of one side, with those that are only on it.</summary>
    private static FieldSchema CiliumEntry(string name, string side, ImmutableArray<(string, FieldSchema?)> own, FieldSchema ports) => new(
        name,
        [
            ($"{side}Endpoints", FieldSchema.LabelSelector), ($"{side}CIDR", null), ($"{side}CIDRSet", s_cidrRule), ($"{side}Entities", null), ($"{side}Groups", null),
            ($"{side}Nodes", null), ($"{side}Requires", null), .. side is "to" ? [("toServices", s_service)] : ImmutableArray<(string, FieldSchema?)>.Empty, .. own,
            ("toPorts", ports), ("icmps", null),
        ]);

    private static FieldSchema AdminSpec(ImmutableArray<(string, FieldSchema?)> own, string ports, FieldSchema port) => new(
        "spec",
        [
            .. own, ("subject", s_subject),
            ("ingress", new FieldSchema("an ingress rule", [("from", s_adminSource), ("name", null), ("action", null), (ports, port)])),
            ("egress", new FieldSchema("an egress rule", [("to", s_adminDestination), ("name", null), ("action", null), (ports, port)])),
        ]);
}
