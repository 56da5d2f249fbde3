using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// The <c>az aks</c> commands among all runs of <c>az</c> in one script, with the defaults that other az commands and the environment set for them:
/// <c>az configure --defaults group=…</c>, <c>az config set defaults.group=…</c>, <c>AZURE_DEFAULTS_GROUP</c>, <c>az account set</c>,
/// <c>az extension add</c>. Among them stand the commands of other groups that reach a cluster (<see cref="ResourceCommands"/>).
/// </summary>
internal static class AzureCommandSequence
{
    private const string GroupVariable = "AZURE_DEFAULTS_GROUP";

    /// <param name="invocations">All runs of az in one script.</param>
    /// <param name="open">The text of a file of this repository, by the file that names it and the path it writes; null where there is none.</param>
    public static ImmutableArray<AzureCommand> Bind(ImmutableArray<CommandInvocation> invocations, Func<SourceFile, string, string?>? open = null)
    {
        var files = new ArgumentFiles(open);
        var commands = ImmutableArray.CreateBuilder<AzureCommand>();
        CommandWord? group = null;
        CommandWord? subscription = null;
        var hasPreview = Truth.Unknown;
        foreach (var written in invocations)
        {
            var invocation = files.Load(written);
            hasPreview = Preview(invocation) ?? hasPreview;
            group = DefaultGroup(invocation) is { } set ? Unless(invocation, set) : group;
            subscription = Subscription(invocation) is { } chosen ? Unless(invocation, chosen) : subscription;
            if ((AzureCommandBinder.Bind(invocation, hasPreview) ?? BindOther(invocation, files)) is not { } command)
                continue;

            // Command line before environment before configuration.
            var environment = invocation.Environment.LastOrDefault(variable => variable.Name is GroupVariable).Value;
            commands.Add(command with { DefaultResourceGroup = environment ?? group, DefaultSubscription = subscription });
        }

        return commands.DrainToImmutable();
    }

    private static AzureCommand? BindOther(CommandInvocation invocation, ArgumentFiles files) =>
        ResourceCommands.Bind(invocation) is { } command && !(ResourceCommands.IsDeployment(command) && files.IsAboutOtherResources(command)) ? command : null;

    // Once aks-preview is there its commands replace those of azure-cli; a branch that installs or removes it leaves the question open.
    private static Truth? Preview(CommandInvocation invocation)
    {
        var words = invocation.Words;
        var verb = words.Length > 2 && IsCommand(words, "extension") ? words[1].Value?.ToLowerInvariant() : null;
        if (verb is not ("add" or "update" or "remove"))
            return null;
        if (!words.Skip(2).Any(static word => (word.Value ?? word.Symbol)?.Contains("aks-preview", StringComparison.OrdinalIgnoreCase) is true
            || (word.Value ?? word.Symbol)?.Contains("aks_preview", StringComparison.OrdinalIgnoreCase) is true))
            return null;
        return invocation.Conditional ? Truth.Unknown : verb is "remove" ? Truth.False : Truth.True;
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
