using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>What az makes of an option's values once it has them.</summary>
internal static class AzureOptionValue
{
    /// <summary>The value in its canonical spelling. Adds an error where az refuses it.</summary>
    public static CommandWord Check(AzureOptionDefinition definition, CommandWord value, ImmutableArray<AzureCommandError>.Builder errors)
    {
        if (value.Value is not { } text)
            return value;
        if (definition.IsInteger && !IsPythonInteger(text))
            errors.Add(Invalid(value, $"'{text}' is not a whole number for '{definition.Name}'", suggestion: null));

        var choices = definition.Kind is AzureOptionKind.Optional ? s_booleans : definition.Choices;
        if (choices.IsEmpty)
            return value;

        // knack's enum_choice_list matches without case and stores the spelling of the list.
        if (choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } canonical)
            return value with { Value = canonical };
        var allowed = string.Join(", ", choices);
        errors.Add(Invalid(value, $"'{text}' is no value of '{definition.Name}' ({allowed})", NearestSpelling.Find(text, choices)));
        return value;
    }

    /// <summary>The elements of a comma list with their own places. An empty value is an empty list, an unknown one stays whole.</summary>
    public static ImmutableArray<CommandWord> SplitAtCommas(CommandWord word)
    {
        if (word.Value is not { } text)
            return [word];
        if (text.Length == 0)
            return [];

        // Quotes and escapes shift the text against the value: then every element is at the whole word.
        var offset = word.Location.Text.IndexOf(text, StringComparison.Ordinal);
        var start = 0;
        var elements = ImmutableArray.CreateBuilder<CommandWord>();
        foreach (var part in text.Split(','))
        {
            var trimmed = part.Trim();
            var lead = part.Length - part.TrimStart().Length;
            var location = word.Location;
            if (offset >= 0)
                location = location with { Span = new TextSpan(location.Span.Start + offset + start + (trimmed.Length == 0 ? 0 : lead), trimmed.Length) };
            elements.Add(new CommandWord(trimmed, location));
            start += part.Length + 1;
        }

        return elements.DrainToImmutable();
    }

    private static readonly ImmutableArray<string> s_booleans = ["true", "false"];

    // int() of Python: blanks around, a sign, underscores between digits.
    private static bool IsPythonInteger(string text)
    {
        var digits = text.AsSpan().Trim();
        if (!digits.IsEmpty && digits[0] is '+' or '-')
            digits = digits[1..];
        var wasDigit = false;
        foreach (var character in digits)
        {
            if (character is '_' ? !wasDigit : !char.IsDigit(character))
                return false;
            wasDigit = character is not '_';
        }

        return wasDigit;
    }

    private static AzureCommandError Invalid(CommandWord value, string message, string? suggestion) =>
        new(value.Location, message) { Kind = AzureCommandErrorKind.InvalidValue, Suggestion = suggestion };
}
