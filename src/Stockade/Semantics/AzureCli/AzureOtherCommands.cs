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

    private static readonly ImmutableArray<AzureOptionDefinition> s_common =
        [AzureCommandTables.ParseLine("--resource-group -g value"), AzureCommandTables.ParseLine("--name -n value"), AzureCommandTables.ParseLine("--help -h flag")];

    private static readonly AzureOptionDefinition s_addon = AzureCommandTables.ParseLine("--addon -a value");

    /// <summary>What is known of the options of such a command; it takes others, too.</summary>
    public static ImmutableArray<AzureOptionDefinition> OptionsOf(string command) =>
        command.StartsWith("aks addon ", StringComparison.Ordinal) ? [.. s_common, s_addon] : s_common;

    public static ImmutableArray<string> Under(string group) => s_words.GetValueOrDefault(group, []);
}
