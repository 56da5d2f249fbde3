using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Reads the words of an invocation as <c>az</c> does: first the command, then its options.</summary>
internal static class AzureCommandBinder
{
    private const string Group = "aks";

    /// <summary>The longest command below is three words: <c>aks nodepool add</c>.</summary>
    private const int LongestCommand = 3;

    /// <summary>The command, or null where the invocation is not <c>az aks …</c> or names no command.</summary>
    public static AzureCommand? Bind(CommandInvocation invocation, Truth hasPreview = Truth.Unknown)
    {
        var words = invocation.Words;

        // azure-cli compares command words in lower case (AzCliCommandInvoker._rudimentary_get_command and the parser's _check_value).
        if (words.Length < 2 || !string.Equals(words[0].Value, Group, StringComparison.OrdinalIgnoreCase))
            return FindBehindOption(invocation);

        var plain = words.TakeWhile(IsCommandWord).Select(word => word.Value!.ToLowerInvariant()).ToImmutableArray();
        for (var count = Math.Min(plain.Length, LongestCommand); count > 1; count--)
        {
            if (AzureCommandTables.Find(string.Join(' ', plain[..count])) is { } table)
                return new AzureArgumentParser(table, invocation, count) { HasPreview = hasPreview }.Parse();
        }

        return plain.Length < 2 ? BindWithoutCommand(invocation) : BindOtherCommand(invocation, plain);
    }

    // `az --debug aks create` and `az -o table aks create` are refused: options follow the command words.
    private static AzureCommand? FindBehindOption(CommandInvocation invocation)
    {
        var words = invocation.Words;
        if (words.Length < 2 || words[0].Value is not ['-', ..] option || option is "-h" or "--help" or "-v" or "--version")
            return null;
        var command = words.Take(3).Skip(1).FirstOrDefault(static word => string.Equals(word.Value, Group, StringComparison.OrdinalIgnoreCase));
        return command is null ? null : Refuse(invocation, Group, words[0], $"'{option}' stands before the command", suggestion: null);
    }

    private static bool IsCommandWord(CommandWord word) => word.Value is { Length: > 0 } value && value[0] is not '-' and not '@';

    // `az aks` and `az aks --help` print a page; `az aks -g rg create` is refused because options follow the command words.
    private static AzureCommand? BindWithoutCommand(CommandInvocation invocation)
    {
        var word = invocation.Words[1];
        if (word.Value is null)
            return new AzureCommand { Invocation = invocation, Name = Group, Complete = false };
        if (word.Value is "-h" or "--help" || !word.Value.StartsWith('-'))
            return null;
        return Refuse(invocation, Group, word, $"'{word.Value}' stands before the command", suggestion: null);
    }

    // Extensions add commands, so a word that resembles none of ours is left alone.
    private static AzureCommand BindOtherCommand(CommandInvocation invocation, ImmutableArray<string> plain)
    {
        var name = string.Join(' ', plain);
        var group = plain.Length > 2 && IsGroup($"{Group} {plain[1]}") ? $"{Group} {plain[1]}" : Group;
        var index = group == Group ? 1 : 2;
        var siblings = WordsUnder(group);
        if (!siblings.Contains(plain[index]) && NearestSpelling.Find(plain[index], siblings) is { } nearest)
            return Refuse(invocation, name, invocation.Words[index], $"'{plain[index]}' is not a command of 'az {group}'", nearest);

        var table = new AzureCommandTable(name, AzureOtherCommands.OptionsOf(name));
        return new AzureArgumentParser(table, invocation, plain.Length) { IsLenient = true }.Parse();
    }

    private static bool IsGroup(string name) => !AzureOtherCommands.Under(name).IsEmpty;

    private static ImmutableSortedSet<string> WordsUnder(string group)
    {
        var prefix = group + " ";
        return
        [
            .. AzureCommandTables.All
                .Where(table => table.Command.StartsWith(prefix, StringComparison.Ordinal))
                .Select(table => table.Command[prefix.Length..].Split(' ')[0]),
            .. AzureOtherCommands.Under(group),
        ];
    }

    private static AzureCommand Refuse(CommandInvocation invocation, string name, CommandWord word, string message, string? suggestion) => new()
    {
        Invocation = invocation,
        Name = name,
        Errors =
        [
            new AzureCommandError(word.Location, message) { Kind = AzureCommandErrorKind.UnknownCommand, Suggestion = suggestion },
        ],
    };
}
