using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// The <c>az aks</c> commands among all runs of <c>az</c> in one script, with the defaults that other az commands and the environment set for them:
/// <c>az configure --defaults group=…</c>, <c>az config set defaults.group=…</c>, <c>AZURE_DEFAULTS_GROUP</c>, <c>az account set</c>.
/// </summary>
internal static class AzureCommandSequence
{
    private const string GroupVariable = "AZURE_DEFAULTS_GROUP";

    public static ImmutableArray<AzureCommand> Bind(ImmutableArray<CommandInvocation> invocations)
    {
        var commands = ImmutableArray.CreateBuilder<AzureCommand>();
        CommandWord? group = null;
        CommandWord? subscription = null;
        foreach (var invocation in invocations)
        {
            group = DefaultGroup(invocation) is { } set ? Unless(invocation, set) : group;
            subscription = Subscription(invocation) is { } chosen ? Unless(invocation, chosen) : subscription;
            if (AzureCommandBinder.Bind(invocation) is not { } command)
                continue;

            // Command line before environment before configuration.
            var environment = invocation.Environment.LastOrDefault(variable => variable.Name is GroupVariable).Value;
            commands.Add(command with { DefaultResourceGroup = environment ?? group, DefaultSubscription = subscription });
        }

        return commands.DrainToImmutable();
    }

    // A default that may not be set is one that is not known.
    private static CommandWord? Unless(CommandInvocation invocation, CommandWord word) =>
        invocation.Conditional ? word with { Value = null, Symbol = $"{word.Value ?? word.Symbol}?" } : word;

    private static CommandWord? DefaultGroup(CommandInvocation invocation)
    {
        var words = invocation.Words;
        if (IsCommand(words, "configure"))
            return Assigned(words.SkipWhile(word => word.Value is not ("--defaults" or "-d")), "group=");
        return IsCommand(words, "config", "set") ? Assigned(words, "defaults.group=") : null;
    }

    private static CommandWord? Assigned(IEnumerable<CommandWord> words, string prefix)
    {
        foreach (var word in words)
        {
            var text = word.Value ?? word.Symbol;
            if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            return word.Value is null
                ? word with { Symbol = text[prefix.Length..] }
                : new CommandWord(text[prefix.Length..], word.Location);
        }

        return null;
    }

    private static CommandWord? Subscription(CommandInvocation invocation)
    {
        var words = invocation.Words;
        if (!IsCommand(words, "account", "set"))
            return null;
        for (var i = 2; i < words.Length; i++)
        {
            if (words[i].Value is "-s" or "-n" or "--name" or "--subscription" && i + 1 < words.Length)
                return words[i + 1];
            if (Assigned([words[i]], "--subscription=") is { } assigned)
                return assigned;
        }

        return null;
    }

    private static bool IsCommand(ImmutableArray<CommandWord> words, params ReadOnlySpan<string> names)
    {
        if (words.Length < names.Length)
            return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (!string.Equals(words[i].Value, names[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}
