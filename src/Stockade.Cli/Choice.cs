using System.Collections.Immutable;
using System.CommandLine;

namespace Stockade.Cli;

/// <summary>An option that takes one of a few words. A word that begins with <c>_</c> is for other programs and stays out of the help.</summary>
internal static class Choice
{
    /// <summary>The first choice is the default; its value must be the default of the type.</summary>
    public static Option<TValue> Create<TValue>(string name, string description, params ImmutableArray<(string Word, TValue Value)> choices) =>
        Create(name, description, choices[0].Word, choices);

    /// <summary>An option whose default the command decides, and names for the help.</summary>
    public static Option<TValue> Create<TValue>(string name, string description, string defaultWords, ImmutableArray<(string Word, TValue Value)> choices)
    {
        var words = choices.Select(static choice => choice.Word).Where(static word => !word.StartsWith('_')).ToImmutableArray();
        var option = new Option<TValue>(name)
        {
            Description = $"{description} [{string.Join('|', words)}] [default: {defaultWords}]",
            HelpName = name.TrimStart('-').ToUpperInvariant(),
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                foreach (var choice in choices)
                {
                    if (string.Equals(choice.Word, word, StringComparison.OrdinalIgnoreCase))
                        return choice.Value;
                }

                result.AddError(Unknown(name, word, words));
                return default!;
            },
        };
        // Those of an enumeration would be its names.
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => words.Select(static word => new System.CommandLine.Completions.CompletionItem(word)));
        return option;
    }

    public static string Unknown(string name, string word, ImmutableArray<string> words) =>
        $"{name} takes one of {string.Join(", ", words)}, not '{word}'{Suggestion.Words(word, words)}";
}
