using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>The az commands outside <c>az aks</c> that change or end a cluster. Of their options only those that tell which one and how are known.</summary>
internal static class ResourceCommands
{
    private const string ClusterType = "Microsoft.ContainerService/managedClusters";

    private const string Target = "--ids list|--id value|--resource-group -g value|--name -n value|--resource-type value|--namespace value|";

    private const string Template = "--resource-group -g value|--name -n value|--template-file -f value|--template-uri -u value|--parameters -p list|--subscription value";

    private static readonly ImmutableSortedDictionary<string, AzureCommandTable> s_tables = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["resource update"] = Target + "--set list|--add list|--remove list|--subscription value",
        ["resource patch"] = Target + "--properties -p value|--is-full-object flag|--subscription value",
        ["resource create"] = Target + "--properties -p value|--is-full-object flag|--subscription value",
        ["resource delete"] = Target + "--subscription value",
        ["rest"] = "--method -m value|--url --uri -u value|--body -b value",
        ["deployment group create"] = Template,
        ["stack group create"] = Template,
        ["group delete"] = "--name --resource-group -n -g value|--subscription value|--yes -y flag|--no-wait flag",
    }.ToImmutableSortedDictionary(
        static entry => entry.Key,
        static entry => new AzureCommandTable(entry.Key, [.. (entry.Value + "|--help -h flag").Split('|').Select(AzureCommandTables.ParseLine)]),
        StringComparer.Ordinal);

    /// <summary>The command, or null where it is none of these.</summary>
    public static AzureCommand? Bind(CommandInvocation invocation)
    {
        var plain = invocation.Words.TakeWhile(static word => word.Value is { Length: > 0 } text && text[0] is not ('-' or '@')).Take(3).Select(static word => word.Value!.ToLowerInvariant()).ToArray();
        for (var count = plain.Length; count > 0; count--)
        {
            if (s_tables.TryGetValue(string.Join(' ', plain[..count]), out var table))
                return new AzureArgumentParser(table, invocation, count) { IsLenient = true }.Parse();
        }

        return null;
    }

    public static bool IsDelete(AzureCommand command) => command.Name switch
    {
        "resource delete" or "group delete" => true,
        "rest" => IsMethod(command, "delete"),
        _ => false,
    };

    /// <summary>True where the template of a deployment, or a part of it, may change any cluster of the group.</summary>
    public static bool IsDeployment(AzureCommand command) => command.Name is "deployment group create" or "stack group create";

    public static bool IsMethod(AzureCommand command, string method) =>
        string.Equals(command.Find("--method")?.Value?.Value, method, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the command speaks of this cluster; unknown where it names a resource by a value that is not known.</summary>
    public static Truth Reaches(AzureCommand command, ClusterKey cluster)
    {
        if (command.Name is "group delete" || IsDeployment(command))
        {
            var word = command.Name is "group delete" ? command.Find("--name")?.Value : command.Find("--resource-group")?.Value ?? command.DefaultResourceGroup;
            return word is not null && ClusterKey.PartOf(word) == cluster.ResourceGroup ? Truth.True : Truth.False;
        }

        if (command.Name is "rest")
            return ReachesById(command.Find("--url")?.Value, cluster);
        if (command.Find("--ids") is { Values: { IsEmpty: false } ids })
        {
            var each = ids.Select(id => ReachesById(id, cluster)).ToImmutableArray();
            return each.Contains(Truth.True) ? Truth.True : each.Contains(Truth.Unknown) ? Truth.Unknown : Truth.False;
        }

        if (command.Find("--id")?.Value is { } one)
            return ReachesById(one, cluster);
        if (command.Find("--resource-type")?.Value is not { } type || command.Find("--name")?.Value is not { } name)
            return Truth.False;
        if (type.Value is { } known && !IsClusterType(known, command.Find("--namespace")?.Value?.Value))
            return Truth.False;
        var group = command.Find("--resource-group")?.Value ?? command.DefaultResourceGroup;
        return ClusterKey.PartOf(name) == cluster.Name && (group is null || ClusterKey.PartOf(group) == cluster.ResourceGroup) ? Truth.True : Truth.False;
    }

    private static bool IsClusterType(string type, string? provider) =>
        string.Equals(provider is null ? type : $"{provider}/{type}", ClusterType, StringComparison.OrdinalIgnoreCase);

    // An id names the group and the cluster: …/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c?api-version=…
    private static Truth ReachesById(CommandWord? word, ClusterKey cluster)
    {
        if (word is null)
            return Truth.False;
        var text = word.Value ?? word.Symbol ?? "";
        if (Segment(text, "/managedClusters/") is { } name)
            return Matches(name, cluster.Name) && Segment(text, "/resourceGroups/") is { } group && Matches(group, cluster.ResourceGroup) ? Truth.True : Truth.False;
        return word.IsKnown || text.Contains("/providers/", StringComparison.OrdinalIgnoreCase) ? Truth.False : Truth.Unknown;
    }

    private static bool Matches(string segment, string part) => segment.ToLowerInvariant() == part || "$" + segment == part;

    private static string? Segment(string id, string before)
    {
        var start = id.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        start += before.Length;
        var end = id.AsSpan(start).IndexOfAny('/', '?');
        var rest = end < 0 ? id[start..] : id.Substring(start, end);

        // What lies below a cluster is another resource: agent pools, maintenance configurations.
        return before is "/managedClusters/" && end >= 0 && id[start + end] is '/' && id.Length > start + end + 1 ? null : rest;
    }
}
