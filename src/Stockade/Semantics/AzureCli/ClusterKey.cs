namespace Stockade.Semantics.AzureCli;

/// <summary>Which cluster a command means. Known names compare without case; the same unresolved expression is the same name.</summary>
internal sealed record ClusterKey(string ResourceGroup, string Name)
{
    /// <summary>Stands for a part that nothing names.</summary>
    public const string Missing = "?";

    public required string DisplayName { get; init; }

    public required string DisplayGroup { get; init; }

    /// <summary>The subscription, or null where the command shows none.</summary>
    public string? Subscription { get; init; }

    /// <summary>False where a part is an expression: the same variable in another script may mean another cluster.</summary>
    public bool IsResolved { get; init; }

    public bool HasKnownName => Name is not ['$' or '?', ..];

    /// <summary>The cluster of a command, or null where it names none.</summary>
    public static ClusterKey? Of(AzureCommand command)
    {
        var option = command.Name.StartsWith("aks nodepool ", StringComparison.Ordinal) ? "--cluster-name" : "--name";
        var name = command.Find(option)?.Value;
        if (name is null && (command.Complete || command.Name is not "aks create"))
            return null;
        var group = command.Find("--resource-group")?.Value ?? (command.Complete ? command.DefaultResourceGroup : null);
        var subscription = command.Find("--subscription")?.Value ?? command.DefaultSubscription;
        return new ClusterKey(group is null ? Missing : PartOf(group), name is null ? $"{Missing}{command.Invocation.Location}" : PartOf(name))
        {
            DisplayName = name is null ? Missing : Display(name),
            DisplayGroup = group is null ? Missing : Display(group),
            Subscription = subscription is null ? null : PartOf(subscription),
            IsResolved = name is { IsKnown: true } && group is null or { IsKnown: true },
        };
    }

    /// <summary>A name as it compares: lower case where known, else the expression.</summary>
    public static string PartOf(CommandWord word) => word.Value?.ToLowerInvariant() ?? "$" + Display(word);

    private static string Display(CommandWord word) => word.Value ?? word.Symbol ?? word.Location.Text;

    public bool Equals(ClusterKey? other) => other is not null && ResourceGroup == other.ResourceGroup && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(ResourceGroup, Name);
}
