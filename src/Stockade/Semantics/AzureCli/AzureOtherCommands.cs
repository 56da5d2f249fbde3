using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>Command words under <c>az aks</c> that have no table, because no model asks for their options. They are no typing errors.</summary>
internal static class AzureOtherCommands
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> s_words = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["aks"] =
        [
            "addon", "agent", "aimanager", "app", "bastion", "check-network", "connection", "draft", "egress-endpoints", "extension", "get-os-options",
            "identity-binding", "inference", "jwtauthenticator", "kanalyze", "kollect", "list-vm-skus", "loadbalancer", "machine",
            "maintenanceconfiguration", "mesh", "namespace", "operation", "operation-abort", "pod-identity", "remove-dev-spaces", "safeguards",
            "snapshot", "trustedaccess", "use-dev-spaces",
        ],
        ["aks approuting"] = ["gateway", "zone"],
        ["aks nodepool"] =
        [
            "auto-scale", "delete-machines", "get-rollback-versions", "manual-scale", "operation-abort", "rollback", "snapshot",
        ],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static ImmutableArray<string> Under(string group) => s_words.GetValueOrDefault(group, []);
}
