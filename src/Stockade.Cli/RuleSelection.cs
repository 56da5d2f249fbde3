using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Stockade.Cli;

/// <summary>Options that name rules by id or by the beginning of ids.</summary>
internal static class RuleSelection
{
    public static Option<ImmutableArray<string>> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "IDS",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = static _ => [],
        CustomParser = result => Parse(name, result),
    };

    private static ImmutableArray<string> Parse(string name, ArgumentResult result)
    {
        var rules = RuleReference.GetRules();
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var token in result.Tokens)
        {
            foreach (var typed in token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var id = typed.ToUpperInvariant();

                // Of what does not begin like a rule of ours, the configuration decides.
                if (rules.Any(rule => rule.Id.StartsWith(id, StringComparison.Ordinal)) || (!id.StartsWith("AK", StringComparison.Ordinal) && id.All(char.IsAsciiLetterOrDigit)))
                    ids.Add(id);
                else
                    result.AddError($"{name}: no rule has an id that begins with '{typed}'{Suggestion.Words(typed, rules.Select(static rule => rule.Id))}");
            }
        }

        return ids.ToImmutable();
    }
}
