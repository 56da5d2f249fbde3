using System.Collections.Immutable;
using System.Text.Json;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// What a command outside <c>az aks</c> makes of a cluster: properties it sets to a literal are known, others it touches are unknown, and what it
/// leaves alone stays.
/// </summary>
internal static class ResourceChange
{
    private const string Access = "properties.apiserveraccessprofile";
    private const string Network = "properties.networkprofile";

    public static ClusterState Apply(ClusterState state, AzureCommand command)
    {
        switch (command.Name)
        {
            case "resource update":
                return Update(state, command);
            case "resource patch":
                return ApplyProperties(state, command.Find("--properties"), command.Has("--is-full-object"));

            // Both replace the resource as a whole.
            case "resource create":
                return ApplyProperties(ClusterState.Unknown, command.Find("--properties"), command.Has("--is-full-object"));
            case "rest" when ResourceCommands.IsMethod(command, "put"):
                return ApplyProperties(ClusterState.Unknown, command.Find("--body"), isFullObject: true);
            case "rest" when ResourceCommands.IsMethod(command, "get"):
                return state;
            case "rest":
                return ApplyProperties(state, command.Find("--body"), isFullObject: true);
            default:
                return ClusterState.Unknown;
        }
    }

    private static ClusterState Update(ClusterState state, AzureCommand command)
    {
        if (!command.Complete)
            return ClusterState.Unknown;
        foreach (var word in command.Find("--set")?.Values ?? [])
        {
            // The path may be known although the value is not.
            var text = word.Value ?? word.Symbol ?? "";
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return ClusterState.Unknown;
            state = SetText(state, text[..equals].ToLowerInvariant(), word.Value is null ? null : text[(equals + 1)..], word.Location);
        }

        foreach (var option in (ReadOnlySpan<string>)["--add", "--remove"])
        {
            if (command.Find(option)?.Value is { } path)
                state = path.Value is { } known ? Touch(state, known.ToLowerInvariant(), path.Location) : ClusterState.Unknown;
        }

        return state;
    }

    // `az resource update --set` takes JSON where the text is JSON, else the text itself.
    private static ClusterState SetText(ClusterState state, string path, string? text, SourceLocation at)
    {
        if (text is null)
            return Touch(state, path, at);
        using var json = Parse(text);
        return json is null ? Set(state, path, text, at) : SetJson(state, path, json.RootElement, at);
    }

    private static ClusterState ApplyProperties(ClusterState state, AzureOption? option, bool isFullObject)
    {
        if (option?.Value is not { Value: { } text } word)
            return ClusterState.Unknown;
        using var json = Parse(text);
        if (json is not { RootElement.ValueKind: JsonValueKind.Object })
            return ClusterState.Unknown;
        return SetJson(state, isFullObject ? "" : "properties", json.RootElement, word.Location);
    }

    private static ClusterState SetJson(ClusterState state, string path, JsonElement value, SourceLocation at)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    state = SetJson(state, path.Length == 0 ? property.Name.ToLowerInvariant() : $"{path}.{property.Name.ToLowerInvariant()}", property.Value, at);
                return state;
            case JsonValueKind.Array when path is Access + ".authorizedipranges" && value.EnumerateArray().All(static item => item.ValueKind is JsonValueKind.String):
                var ranges = value.EnumerateArray().Select(static item => item.GetString()!).ToImmutableArray();
                return state with { Ranges = ranges.IsEmpty ? AuthorizedIpRanges.Absent : AuthorizedIpRanges.Of(ranges), RangesCause = at };
            case JsonValueKind.True or JsonValueKind.False:
                return Set(state, path, value.GetBoolean() ? "true" : "false", at);
            case JsonValueKind.String:
                return Set(state, path, value.GetString()!, at);
            default:
                return Touch(state, path, at);
        }
    }

    private static ClusterState Set(ClusterState state, string path, string value, SourceLocation at)
    {
        Truth? flag = value.ToLowerInvariant() switch { "true" => Truth.True, "false" => Truth.False, _ => null };
        return (path, flag) switch
        {
            (Access + ".enableprivatecluster", { } isOn) => state with { Private = isOn, PrivateCause = at },
            (Access + ".disableruncommand", { } isOn) => state with { RunCommand = isOn is Truth.True ? Truth.False : Truth.True },
            ("properties.disablelocalaccounts", { } isOn) => state with
            {
                LocalAccounts = isOn is Truth.True ? LocalAccounts.Disabled : LocalAccounts.Enabled,
                LocalAccountsCause = at,
            },
            ("properties.oidcissuerprofile.enabled", { } isOn) => state with { OidcIssuer = isOn },

            // `None` is the restriction, `IMDS` the way through (networkProfile.podLinkLocalAccess).
            (Network + ".podlinklocalaccess", _) => state with
            {
                Imds = string.Equals(value, "IMDS", StringComparison.OrdinalIgnoreCase) ? ImdsRestriction.Off
                    : string.Equals(value, "None", StringComparison.OrdinalIgnoreCase) && state.Imds is not ImdsRestriction.On ? ImdsRestriction.Pending : state.Imds,
                ImdsCause = at,
            },
            (Network + ".networkpolicy", _) => state with { Engine = Engine(value, state), EngineCause = at },
            _ => Touch(state, path, at),
        };
    }

    private static NetworkPolicyEngine Engine(string policy, ClusterState state) => policy.ToLowerInvariant() switch
    {
        "cilium" => NetworkPolicyEngine.Cilium,
        "azure" when state.Dataplane is not "cilium" => NetworkPolicyEngine.Azure,
        "calico" when state.Dataplane is not "cilium" => NetworkPolicyEngine.Calico,
        "none" when state.Dataplane is "" or "azure" && state.Plugin is not "none" => NetworkPolicyEngine.None,
        _ => NetworkPolicyEngine.Unknown,
    };

    /// <summary>What is changed in a way that is not known. A path above a property changes the property.</summary>
    private static ClusterState Touch(ClusterState state, string path, SourceLocation at)
    {
        if (path is "properties" or "")
            return ClusterState.Unknown;
        if (Holds(path, Access + ".authorizedipranges"))
            state = state with { Ranges = AuthorizedIpRanges.Unknown, RangesCause = at };
        if (Holds(path, Access + ".enableprivatecluster"))
            state = state with { Private = Truth.Unknown, PrivateCause = at };
        if (Holds(path, Network + ".networkpolicy") || Holds(path, Network + ".networkdataplane") || Holds(path, Network + ".networkplugin"))
            state = state with { Engine = NetworkPolicyEngine.Unknown, EngineCause = at, Plugin = null, PluginMode = null, Dataplane = null };
        if (Holds(path, Network + ".podlinklocalaccess"))
            state = state with { Imds = ImdsRestriction.Unknown, ImdsCause = at };
        if (path.StartsWith("properties.aadprofile", StringComparison.Ordinal))
            state = state with { EntraId = Truth.Unknown };
        if (Holds(path, "properties.disablelocalaccounts"))
            state = state with { LocalAccounts = LocalAccounts.Unknown };
        return path.StartsWith("properties.addonprofiles", StringComparison.Ordinal) || path.StartsWith("properties.agentpoolprofiles", StringComparison.Ordinal)
            ? state with { KnowsAllNodePools = Truth.Unknown }
            : state;
    }

    // "properties.networkProfile" holds "properties.networkProfile.networkPolicy", and an element lies in its list.
    private static bool Holds(string path, string property) =>
        path == property || property.StartsWith(path + ".", StringComparison.Ordinal) || path.StartsWith(property + "[", StringComparison.Ordinal) || path.StartsWith(property + ".", StringComparison.Ordinal);

    private static JsonDocument? Parse(string text)
    {
        if (text.AsSpan().TrimStart() is not [('{' or '[' or '"' or 't' or 'f' or 'n'), ..])
            return null;
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
