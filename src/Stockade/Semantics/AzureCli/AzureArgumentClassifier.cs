using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// Tells options from values, as <c>ArgumentParser._parse_optional</c> of CPython 3.11 does: an exact name, a name with <c>=value</c>,
/// a unique prefix of a long name, or a short name with its value attached.
/// </summary>
internal sealed class AzureArgumentClassifier(AzureCommandTable table, bool isLenient, Truth hasPreview)
{
    // En dash, em dash, minus sign, hyphens and horizontal bar: what editors and web pages make of "--".
    private const string TypographicDashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

    public static bool HasTypographicDash(string word) =>
        word.Length > 1 && (TypographicDashes.Contains(word[0]) || (word[0] is '-' && TypographicDashes.Contains(word[1])));

    public ImmutableArray<AzureArgument> Classify(IEnumerable<CommandWord> words)
    {
        var arguments = ImmutableArray.CreateBuilder<AzureArgument>();
        var separated = false;
        foreach (var word in words)
        {
            var argument = Classify(word, separated);
            separated |= argument.Kind is AzureArgumentKind.Separator;
            arguments.Add(argument);
        }

        return arguments.DrainToImmutable();
    }

    private AzureArgument Classify(CommandWord word, bool separated)
    {
        if (word.Value is not { } text)
            return ClassifyUnknown(word, separated);

        // azure-cli replaces the word by the file's text before it parses; a file that is missing leaves the word as it is.
        if (text.Length > 1 && text[0] is '@')
            return new AzureArgument(word with { Value = null, Symbol = text }, AzureArgumentKind.Plain);
        if (separated || text.Length == 0 || text[0] is not '-')
            return new AzureArgument(word, AzureArgumentKind.Plain);
        return text is "--" ? new AzureArgument(word, AzureArgumentKind.Separator) : ClassifyDashed(word, text);
    }

    // "--name=$NAME": the option is known although its value is not.
    private AzureArgument ClassifyUnknown(CommandWord word, bool separated)
    {
        var text = word.Symbol ?? word.Location.Text.TrimStart('"', '\'');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (!separated && equals > 1 && text.StartsWith('-') && text.AsSpan(0, equals).IndexOfAnyExcept(s_optionCharacters) < 0)
        {
            var named = ClassifyDashed(word with { Value = text[..equals] + "=" }, text[..equals] + "=");
            var value = word with { Symbol = text[(equals + 1)..], Location = After(word, text[..(equals + 1)]) };
            return named with { Word = word, Attached = value };
        }

        return new AzureArgument(word, word.MayBeAnyWords ? AzureArgumentKind.UnknownWords : AzureArgumentKind.UnknownWord);
    }

    private AzureArgument ClassifyDashed(CommandWord word, string text)
    {
        if (table.Find(text) is { } exact)
            return Option(word, exact, text, attached: null);
        if (text.Length == 1)
            return new AzureArgument(word, AzureArgumentKind.Plain);

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        var attached = equals < 0 ? null : Attach(word, equals + 1);
        if (equals >= 0 && table.Find(name) is { } assigned)
            return Option(word, assigned, name, attached);
        if (isLenient)
            return new AzureArgument(word, AzureArgumentKind.Option) { Spelling = name, Attached = attached };

        return text.StartsWith("--", StringComparison.Ordinal)
            ? ClassifyPrefix(word, text, name, attached)
            : ClassifyShort(word, text);
    }

    private AzureArgument ClassifyPrefix(CommandWord word, string text, string prefix, CommandWord? attached)
    {
        var all = table.FindByPrefix(prefix).ToImmutableArray();
        var core = all.Where(entry => !entry.Value.IsPreview).ToImmutableArray();
        if (hasPreview is not Truth.Unknown)
            all = core = hasPreview is Truth.True ? all : core;
        return (all.Length, core.Length) switch
        {
            (0, _) => text.Contains(' ', StringComparison.Ordinal)
                ? new AzureArgument(word, AzureArgumentKind.Plain)
                : Unknown(word, prefix),
            (1, _) => Option(word, all[0].Value, prefix, attached),

            // Two spellings of one option are ambiguous in some versions of Python only.
            (_, 1) => new AzureArgument(word, AzureArgumentKind.Disputed) { Spelling = prefix },
            (_, 0) => Ambiguous(word, prefix, all),
            _ => core.Select(entry => entry.Value).Distinct().Count() == 1
                ? new AzureArgument(word, AzureArgumentKind.Disputed) { Spelling = prefix }
                : Ambiguous(word, prefix, core),
        };
    }

    private AzureArgument ClassifyShort(CommandWord word, string text)
    {
        if (table.Find(text[..2]) is { } option)
            return Option(word, option, text[..2], Attach(word, 2));
        return IsNegativeNumber(text) || text.Contains(' ', StringComparison.Ordinal)
            ? new AzureArgument(word, AzureArgumentKind.Plain)
            : Unknown(word, text);
    }

    private static bool IsNegativeNumber(string text)
    {
        var digits = text.AsSpan(1);
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        return whole.IndexOfAnyExceptInRange('0', '9') < 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0
            && (point < 0 ? !whole.IsEmpty : !fraction.IsEmpty);
    }

    private AzureArgument Option(CommandWord word, AzureOptionDefinition definition, string spelling, CommandWord? attached)
    {
        if (hasPreview is not Truth.False || !definition.IsPreview || definition.IsGlobal)
            return new AzureArgument(word, AzureArgumentKind.Option) { Definition = definition, Spelling = spelling, Attached = attached };
        var error = new AzureCommandError(word.Location, $"'{spelling}' is an option of the aks-preview extension, which was removed before") { Kind = AzureCommandErrorKind.UnknownOption };
        return new AzureArgument(word, AzureArgumentKind.Option) { Spelling = spelling, Error = error };
    }

    private AzureArgument Unknown(CommandWord word, string spelling)
    {
        // Of the short options only one that differs in case alone can be meant.
        var suggestion = spelling.Length > 2
            ? NearestSpelling.Find(spelling, table.Spellings)
            : table.Spellings.FirstOrDefault(known => string.Equals(known, spelling, StringComparison.OrdinalIgnoreCase));
        var error = HasTypographicDash(spelling)
            ? new AzureCommandError(word.Location, $"'{spelling}' starts with a typographic dash, not with '--'")
            {
                Kind = AzureCommandErrorKind.TypographicDash,
                Suggestion = suggestion,
            }
            : new AzureCommandError(word.Location, $"'{spelling}' is not an option of 'az {table.Command}'")
            {
                Kind = AzureCommandErrorKind.UnknownOption,
                Suggestion = suggestion,
            };
        return new AzureArgument(word, AzureArgumentKind.Option) { Spelling = spelling, Error = error };
    }

    private static AzureArgument Ambiguous(CommandWord word, string prefix, ImmutableArray<KeyValuePair<string, AzureOptionDefinition>> matches)
    {
        var names = string.Join(", ", matches.Select(match => $"'{match.Key}'").Order(StringComparer.Ordinal).Take(4));
        var message = matches.Length > 4
            ? $"'{prefix}' is ambiguous: {names} and {matches.Length - 4} more"
            : $"'{prefix}' is ambiguous: {names}";
        return new AzureArgument(word, AzureArgumentKind.Option)
        {
            Spelling = prefix,
            Error = new AzureCommandError(word.Location, message) { Kind = AzureCommandErrorKind.AmbiguousOption },
        };
    }

    /// <summary>The part of a known word from an offset on.</summary>
    private static CommandWord Attach(CommandWord word, int offset)
    {
        var value = word.Value![offset..];
        var location = After(word, word.Value[..offset]);

        // "--name=--": Python before 3.13 drops the value, later versions keep it.
        return value is "--" || (value.StartsWith('@') && value.Length > 1)
            ? new CommandWord(null, location) { Symbol = value }
            : new CommandWord(value, location);
    }

    // The text may differ from the value by quotes and escapes: then the whole word is the place.
    private static SourceLocation After(CommandWord word, string prefix) =>
        word.Location.Text.StartsWith(prefix, StringComparison.Ordinal)
            ? word.Location with { Span = TextSpan.FromBounds(word.Location.Span.Start + prefix.Length, word.Location.Span.End) }
            : word.Location;

    private static readonly System.Buffers.SearchValues<char> s_optionCharacters =
        System.Buffers.SearchValues.Create("-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
