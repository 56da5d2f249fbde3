using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Stockade.Cli;

/// <summary>What is wrong with a command line, in words with a suggestion.</summary>
internal static class UsageErrors
{
    public static ImmutableArray<string> Of(ParseResult result)
    {
        var command = result.CommandResult.Command;

        // The command takes paths, so the parser takes a misspelt option for one.
        var options = PathsOf(result).Where(static path => path.Length > 1 && path[0] == '-').ToImmutableArray();
        if (!options.IsEmpty)
            return [.. options.Select(option => UnknownOption(option, command))];

        if (result.UnmatchedTokens.Count > 0)
        {
            return
            [
                .. result.UnmatchedTokens.Take(1).Select(token =>
                    token.StartsWith('-') ? UnknownOption(token, command)
                    : command is RootCommand ? UnknownCommand(token, command)
                    : $"'{command.Name}' takes no argument '{token}'"),
            ];
        }

        if (result.CommandResult.Children.OfType<ArgumentResult>().Any(static argument => argument.Tokens.Count == 0 && argument.Argument.Arity.MinimumNumberOfValues > 0))
            return [$"'{command.Name}' needs a {command.Arguments[0].Name}"];

        return [.. result.Errors.Select(static error => WithoutPeriod(error.Message)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> PathsOf(ParseResult result)
    {
        var escaped = result.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Select(static token => token.Value).ToImmutableArray();
        return result.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .Select(static token => token.Value)
            .Where(path => !escaped.Contains(path, StringComparer.Ordinal));
    }

    private static string UnknownOption(string typed, Command command)
    {
        var name = typed.Split('=', ':')[0];
        var names = command.Options.Where(static option => !option.Hidden).SelectMany(static option => option.Aliases.Prepend(option.Name));
        return $"unknown option '{name}'{Suggestion.Words(name, names)}";
    }

    private static string UnknownCommand(string typed, Command root)
    {
        var suggestion = Suggestion.Words(typed, root.Subcommands.Select(static command => command.Name));
        if (suggestion.Length == 0 && (File.Exists(typed) || Directory.Exists(typed)))
            suggestion = $"; did you mean 'stockade check {typed}'?";
        return $"unknown command '{typed}'{suggestion}";
    }

    private static string WithoutPeriod(string message) => message.EndsWith('.') ? message[..^1] : message;
}
