namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>Changes of the engine that AKS does not make in one step ("Update Azure CNI", "Network policies in AKS").</summary>
internal static class EngineUpdateConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var command = step.Command;
        if (command.Name is not "aks update")
            yield break;

        var dataplane = command.Find("--network-dataplane");
        var overlay = command.Find("--network-plugin-mode");
        var isCilium = dataplane?.Value?.Value is "cilium";
        if (command.Find("--network-policy") is { } policy && IsSwap(step.Before.Engine, policy.Value?.Value))
        {
            yield return Rejected(step, policy, $"AKS goes from '{Name(step.Before.Engine)}' to '{policy.Value!.Value}' by way of 'none' only") with
            {
                Other = step.Before.EngineCause,
            };
        }

        if (isCilium && overlay is not null)
            yield return Rejected(step, dataplane!, "AKS changes the IP address management and the dataplane in two calls");
        else if (isCilium && step.Before.Plugin is "kubenet")
            yield return Rejected(step, dataplane!, "AKS takes kubenet to Azure CNI Overlay first, then to the Cilium dataplane");

        if (overlay is { Value.Value: "overlay" } && step.Before.Engine is NetworkPolicyEngine.Azure or NetworkPolicyEngine.Calico
            && command.IsOn("--network-policy") is Truth.False)
        {
            yield return Rejected(step, overlay, $"AKS moves to Overlay without a policy engine only, and '{Name(step.Before.Engine)}' is installed") with
            {
                Other = step.Before.EngineCause,
            };
        }

        if (isCilium && command.HasPreview is not Truth.True && command.IsOn("--network-policy") is Truth.False && step.Before.Engine is not NetworkPolicyEngine.Cilium)
        {
            yield return new ClusterCondition(
                ClusterConditionKind.EngineDisputed,
                dataplane!.Extent,
                "'--network-dataplane cilium' without '--network-policy cilium' is rejected unless aks-preview adds it")
            {
                Command = command,
            };
        }
    }

    private static bool IsSwap(NetworkPolicyEngine before, string? policy) => (before, policy) is
        (NetworkPolicyEngine.Azure, "calico") or (NetworkPolicyEngine.Calico, "azure");

    private static string Name(NetworkPolicyEngine engine) => engine is NetworkPolicyEngine.Azure ? "azure" : "calico";

    private static ClusterCondition Rejected(ClusterStep step, AzureOption option, string message) =>
        new(ClusterConditionKind.EngineRejected, option.Extent, message) { Command = step.Command };
}
