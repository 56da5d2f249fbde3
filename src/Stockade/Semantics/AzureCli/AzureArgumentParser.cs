using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// Gives each option its values, as <c>ArgumentParser._parse_known_args</c> of CPython does. Words that are not known never make an
/// error and never a value: they leave the command incomplete wherever they may hold an option.
/// </summary>
internal sealed class AzureArgumentParser(AzureCommandTable table, CommandInvocation invocation, int commandWords)
{
    private const string Ranges = "--api-server-authorized-ip-ranges";

    private readonly SortedDictionary<string, AzureOption> _options = new(StringComparer.Ordinal);
    private readonly ImmutableArray<AzureCommandError>.Builder _errors = ImmutableArray.CreateBuilder<AzureCommandError>();
    private readonly ImmutableArray<AzureRemovedOption>.Builder _removed = ImmutableArray.CreateBuilder<AzureRemovedOption>();
    private AzureArgument[] _arguments = [];

    // `-n $NAME` wants one word and gets it, whatever the variable holds; words that come from elsewhere may stand anywhere.
    private readonly bool _isOpen =
        invocation.TakesMoreWords || (!invocation.Complete && !invocation.Words.Any(static word => word.MayBeAnyWords));
    private bool _complete = true;

    /// <summary>True while plain words may belong to an option that is not known.</summary>
    private bool _mayBeValue;

    /// <summary>True for a command without a table: any option goes and takes the words after it.</summary>
    public bool IsLenient { get; init; }

    /// <summary>Whether the aks-preview extension is there.</summary>
    public Truth HasPreview { get; init; }

    public AzureCommand Parse()
    {
        _arguments = new AzureArgumentClassifier(table, IsLenient, HasPreview).Classify(invocation.Words.Skip(commandWords)).ToArray();
        for (var i = 0; i < _arguments.Length;)
            i = Consume(i);
        _complete &= !_isOpen;
        RequireOptions();
        return new AzureCommand
        {
            Invocation = invocation,
            Name = table.Command,
            Options = _options.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Complete = _complete,
            Errors = _errors.ToImmutable(),
            RemovedOptions = _removed.ToImmutable(),
            IsHelp = _options.ContainsKey("--help"),
            HasPreview = HasPreview,
        };
    }

    private int Consume(int index)
    {
        var argument = _arguments[index];
        switch (argument.Kind)
        {
            case AzureArgumentKind.UnknownWord or AzureArgumentKind.UnknownWords or AzureArgumentKind.Disputed:
                _complete = false;
                _mayBeValue = true;
                return index + 1;
            case AzureArgumentKind.Plain or AzureArgumentKind.Separator:
                ReportStray(index);
                return index + 1;
        }

        _mayBeValue = false;
        if (argument.Error is not null)
        {
            // What follows was meant as its value: one error says enough.
            _errors.Add(argument.Error);
            _mayBeValue = true;
            return index + 1;
        }

        if (argument.Definition is not { } definition)
            return ConsumeLeniently(index);
        return argument.Attached is null ? ConsumeValues(index, definition) : ConsumeAttached(index, definition);
    }

    private int ConsumeValues(int index, AzureOptionDefinition definition)
    {
        var end = index + 1;
        switch (definition.Kind)
        {
            case AzureOptionKind.Flag:
                break;
            case AzureOptionKind.Value or AzureOptionKind.Append:
                if (!IsValue(end, definition))
                    return MissValue(index);
                end++;
                break;
            case AzureOptionKind.Optional:
                // Words that may vanish may as well be the next option.
                if (IsAt(end, AzureArgumentKind.Plain) || IsAt(end, AzureArgumentKind.UnknownWord))
                    end++;
                break;
            default:
                while (IsListValue(end, index))
                    end++;
                if (definition.Kind is AzureOptionKind.NonEmptyList && end == index + 1)
                    return MissValue(index);
                break;
        }

        Set(definition, _arguments[index], [.. _arguments[(index + 1)..end].Select(argument => argument.Word)]);
        return end;
    }

    private bool IsAt(int index, AzureArgumentKind kind) => index < _arguments.Length && _arguments[index].Kind == kind;

    // One value is wanted, so a word that is not known stands for it: were it none or two, az would refuse the command.
    private bool IsValue(int index, AzureOptionDefinition definition) =>
        IsAt(index, AzureArgumentKind.Plain) || IsAt(index, AzureArgumentKind.UnknownWord) || IsAt(index, AzureArgumentKind.UnknownWords);

    // Only directly behind the option is `$TAGS` its value; further on it may be options.
    private bool IsListValue(int index, int option) =>
        IsAt(index, AzureArgumentKind.Plain) || IsAt(index, AzureArgumentKind.UnknownWord)
        || (index == option + 1 && IsAt(index, AzureArgumentKind.UnknownWords));

    private int MissValue(int index)
    {
        var argument = _arguments[index];

        // Where unknown words may stand anywhere, one of them may be the value.
        if (_isOpen)
        {
            _mayBeValue = true;
            return index + 1;
        }

        var message = $"'{argument.Spelling}' has no value";
        _errors.Add(new AzureCommandError(argument.Word.Location, message) { Kind = AzureCommandErrorKind.MissingValue });
        _mayBeValue = true;
        return index + 1;
    }

    private int ConsumeAttached(int index, AzureOptionDefinition definition)
    {
        var argument = _arguments[index];
        var attached = argument.Attached!;
        while (definition.Kind is AzureOptionKind.Flag)
        {
            // A value of a flag: `--yes=true`; or flags in one word: `-yg rg`.
            if (argument.Spelling.StartsWith("--", StringComparison.Ordinal) || attached.Value is not { Length: > 0 } rest
                || argument.Word.Value?.StartsWith(argument.Spelling + "=", StringComparison.Ordinal) is true
                || table.Find("-" + rest[0]) is not { } next)
            {
                var message = $"'{argument.Spelling}' takes no value";
                _errors.Add(new AzureCommandError(argument.Word.Location, message) { Kind = AzureCommandErrorKind.UnexpectedValue });
                return index + 1;
            }

            Set(definition, argument, []);
            definition = next;
            argument = argument with { Spelling = "-" + rest[0], Attached = null };
            if (rest.Length == 1)
                break;

            // `-yg=rg`: versions of Python differ on whether the value begins with the equals sign.
            var value = rest[1] is '=' ? null : rest[1..];
            attached = new CommandWord(value, argument.Word.Location) { Symbol = value is null ? rest[1..] : null };
            argument = argument with { Attached = attached, Word = argument.Word with { Value = null } };
        }

        if (argument.Attached is null)
        {
            _arguments[index] = argument;
            return ConsumeValues(index, definition);
        }

        Set(definition, argument, [attached]);
        return index + 1;
    }

    private int ConsumeLeniently(int index)
    {
        var argument = _arguments[index];
        var end = index + 1;
        if (argument.Attached is null)
        {
            while (IsListValue(end, index))
                end++;
        }

        ImmutableArray<CommandWord> values = argument.Attached is { } attached
            ? [attached]
            : [.. _arguments[(index + 1)..end].Select(word => word.Word)];
        _options[argument.Spelling] = new AzureOption(argument.Spelling, argument.Word.Location, values);
        return end;
    }

    private void Set(AzureOptionDefinition definition, AzureArgument argument, ImmutableArray<CommandWord> values)
    {
        var extent = Extent(argument.Word.Location, values);
        values = [.. values.Select(value => AzureOptionValue.Check(definition, value, _errors))];
        if (definition.Name is Ranges)
            values = AzureOptionValue.SplitAtCommas(values[0]);
        if (definition.Kind is AzureOptionKind.Append && _options.TryGetValue(definition.Name, out var earlier))
            values = [.. earlier.Values, .. values];
        var option = new AzureOption(definition.Name, argument.Word.Location, values) { Extent = extent };
        _options[definition.Name] = option;
        if (definition.IsRemoved)
            _removed.Add(new AzureRemovedOption(option, definition));
    }

    private static SourceLocation Extent(SourceLocation name, ImmutableArray<CommandWord> values)
    {
        if (values.IsEmpty || values[^1].Location is var last && (last.File != name.File || last.Line != name.Line || last.Span.End < name.Span.End))
            return name;
        return name.File.At(name.Span.Start, last.Span.End);
    }

    private void ReportStray(int index)
    {
        var argument = _arguments[index];
        if (argument.Word.Value is not { } text)
        {
            _complete = false;
            return;
        }

        if (IsLenient || (_mayBeValue || _isOpen) && !AzureArgumentClassifier.HasTypographicDash(text))
            return;
        var error = AzureArgumentClassifier.HasTypographicDash(text)
            ? new AzureCommandError(argument.Word.Location, $"'{text}' starts with a typographic dash, not with '--'")
            {
                Kind = AzureCommandErrorKind.TypographicDash,
                Suggestion = NearestSpelling.Find(text, table.Spellings),
            }
            : new AzureCommandError(argument.Word.Location, text.Length == 0 ? "an empty word is no option's value" : $"'{text}' is no option's value")
            {
                Kind = AzureCommandErrorKind.StrayWord,
                Suggestion = FindSingleDash(index),
            };
        _errors.Add(error);

        // The words after it belong to it, as far as its author is concerned.
        _mayBeValue = true;
    }

    // `-network-policy calico` is `-n etwork-policy` and a stray word to argparse.
    private string? FindSingleDash(int index)
    {
        var before = index == 0 ? null : _arguments[index - 1].Word.Value;
        return before is { Length: > 2 } && table.Find("-" + before) is { } meant ? meant.Name : null;
    }

    // azure-cli fills a missing resource group from its configuration; nothing stands in for a name.
    private void RequireOptions()
    {
        if (!_complete || _options.ContainsKey("--help") || _errors.Count > 0)
            return;
        foreach (var definition in table.Definitions)
        {
            if (!definition.IsRequired || definition.Name is "--resource-group" or "--location" || _options.ContainsKey(definition.Name))
                continue;
            _errors.Add(new AzureCommandError(invocation.Location, $"'az {table.Command}' needs '{definition.Name}'")
            {
                Kind = AzureCommandErrorKind.MissingOption,
            });
        }
    }
}
