using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Which engine AKS installs for a combination of plugin, dataplane and policy.</summary>
internal static class PolicyEngine
{
    private const string Cilium = "cilium";

    // Preview spellings of 2022 that became --network-dataplane cilium.
    private static readonly string[] s_ciliumFlags = ["--enable-cilium-dataplane", "--enable-ebpf-dataplane"];

    public static string? Dataplane(AzureCommand command) =>
        s_ciliumFlags.Any(command.Has) ? Cilium : ClusterCreation.Text(command, "--network-dataplane");

    /// <summary>The option that decides the engine, or null where none of them is given.</summary>
    public static SourceLocation? Cause(AzureCommand command)
    {
        foreach (var name in (ReadOnlySpan<string>)["--network-policy", "--network-dataplane", .. s_ciliumFlags, "--sku", "--network-plugin"])
        {
            if (command.Find(name) is { } option && Decides(name, option.Value?.Value))
                return option.Extent;
        }

        return null;
    }

    // The default dataplane and an ordinary plugin leave the engine to --network-policy: then its absence is the cause.
    private static bool Decides(string name, string? value) => name switch
    {
        "--sku" => value is "automatic",
        "--network-dataplane" => value is not "azure",
        "--network-plugin" => value is null or "none",
        _ => true,
    };

    public static NetworkPolicyEngine AtCreation(AzureCommand command, Truth automatic)
    {
        var policy = command.Find("--network-policy");
        return Choose(
            policy is null ? null : new EnginePolicy(policy.Value?.Value),
            ClusterCreation.Text(command, "--network-plugin"),
            Dataplane(command),
            automatic,
            command.Complete);
    }

    /// <summary>
    /// The engine for a policy (null where none is given), a plugin and a dataplane (each null where it is unknown, empty where it is not
    /// given). What is not <paramref name="complete"/> may hold more.
    /// </summary>
    public static NetworkPolicyEngine Choose(EnginePolicy? policy, string? plugin, string? dataplane, Truth automatic, bool complete)
    {
        if (automatic is Truth.True)
            return NetworkPolicyEngine.Cilium;
        if (policy is { } given)
            return WithPolicy(given.Value, plugin, dataplane, complete);

        // No policy: Cilium enforces its own, a plugin of the user's own is theirs to know, and everything else enforces nothing
        // (networkPolicy defaults to none since API version 2024-05-01; before that its absence meant the same).
        if (dataplane is Cilium)
            return NetworkPolicyEngine.Cilium;
        if (plugin is "none")
            return NetworkPolicyEngine.Byo;
        return complete && automatic is Truth.False && dataplane is not null && plugin is not null
            ? NetworkPolicyEngine.None
            : NetworkPolicyEngine.Unknown;
    }

    /// <summary>
    /// az takes any text at creation and checks only that it is lower case (validate_network_policy). Combinations that AKS rejects leave
    /// no cluster, so they are unknown: Cilium's dataplane with another policy, and kubenet with anything but Calico.
    /// </summary>
    private static NetworkPolicyEngine WithPolicy(string? policy, string? plugin, string? dataplane, bool complete) => (policy, plugin, dataplane) switch
    {
        (null, _, _) => NetworkPolicyEngine.Unknown,
        ("none" or "", "none", _) => NetworkPolicyEngine.Byo,
        ("azure" or "calico" or "none" or "", _, Cilium) => NetworkPolicyEngine.Unknown,
        ("azure" or "calico" or "cilium", "none", _) => NetworkPolicyEngine.Unknown,
        ("azure" or "cilium", "kubenet", _) => NetworkPolicyEngine.Unknown,
        ("cilium", _, _) => NetworkPolicyEngine.Cilium,
        ("azure", _, _) => NetworkPolicyEngine.Azure,
        ("calico", _, _) => NetworkPolicyEngine.Calico,
        ("none" or "", not null, not null) when complete => NetworkPolicyEngine.None,
        _ => NetworkPolicyEngine.Unknown,
    };

    /// <summary>What an update leaves: the engine it names, else the one before.</summary>
    public static NetworkPolicyEngine AfterUpdate(AzureCommand command, ClusterState before)
    {
        var dataplane = Dataplane(command);
        if (command.Find("--network-policy") is { } policy)
        {
            // Cilium's dataplane takes no other policy; the service refuses the update.
            var isCilium = dataplane is Cilium || (dataplane is "" && before.Dataplane is Cilium);
            return policy.Value?.Value switch
            {
                "cilium" => NetworkPolicyEngine.Cilium,
                "azure" when !isCilium => NetworkPolicyEngine.Azure,
                "calico" when !isCilium => NetworkPolicyEngine.Calico,
                "none" when !isCilium => NetworkPolicyEngine.None,
                _ => NetworkPolicyEngine.Unknown,
            };
        }

        if (before.Engine is NetworkPolicyEngine.Cilium && dataplane is Cilium)
            return NetworkPolicyEngine.Cilium;

        if (command.HasPreview is Truth.True && dataplane is Cilium && ClusterCreation.Text(command, "--network-plugin-mode") is "")
            return NetworkPolicyEngine.Cilium;

        // aks-preview adds the policy to `--network-dataplane cilium`, core sends the dataplane alone and AKS may refuse it
        // (update_network_plugin_settings in both).
        var changes = dataplane is not "" || ClusterCreation.Text(command, "--network-plugin") is not "" || ClusterCreation.Text(command, "--sku") is not ("" or "base");
        return changes ? NetworkPolicyEngine.Unknown : before.Engine;
    }
}
