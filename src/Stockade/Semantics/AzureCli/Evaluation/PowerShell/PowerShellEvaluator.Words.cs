using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>
/// What a native program is given. PowerShell passes arguments in two ways ($PSNativeCommandArgumentPassing, about_Parsing): Standard, on
/// Linux and macOS since 7.3, and Legacy, in Windows PowerShell and for az.cmd on Windows. A word that differs between the two is not known.
/// </content>
internal sealed partial class PowerShellEvaluator
{
    private List<CommandWord> NativeWords(CommandExpression command, int next)
    {
        var words = new List<CommandWord>();
        foreach (var element in command.Elements.Skip(next))
            AddWords(words, element);

        // Legacy passes a quote on as it is, and az takes what follows an odd one for quoted, too: `a"b c` and `d` become one word.
        var odd = words.FindIndex(static word => !word.IsKnown && word.Symbol is { } text && text.AsSpan().Count('"') % 2 == 1);
        for (var i = odd + 1; odd >= 0 && i < words.Count; i++)
            words[i] = words[i] with { Value = null, Symbol = words[i].Symbol ?? words[i].Value, MayBeEmpty = true, MayBeAnyWords = true, Prefix = "" };
        return words;
    }

    private void AddWords(List<CommandWord> words, CommandElement element)
    {
        if (element.IsVerbatim)
        {
            AddVerbatim(words, element);
            return;
        }

        if (element.Parameter is not null)
        {
            AddParameter(words, element);
            return;
        }

        switch (element.Argument)
        {
            case StringExpression { Quote: StringQuote.Bare } bare:
                words.Add(BareWord(bare));
                break;
            case StringExpression quoted:
                words.Add(WordOf(ExpandString(quoted), element.Span));
                break;
            case NumberExpression number:
                words.Add(new CommandWord(number.Source, _file.At(element.Span)));
                break;
            case ListExpression list:
                AddList(words, list, element.Span);
                break;
            case VariableExpression { IsSplatted: true } splatted:
                AddSplatted(words, Lookup(splatted.Name), element);
                break;
            case { } expression:
                AddValue(words, Evaluate(expression), element.Span);
                break;
        }
    }

    private CommandWord BareWord(StringExpression bare)
    {
        var value = ExpandString(bare);
        if (value.Text is not { } text)
        {
            // Outside of quotes the host's substitution may make any number of words; a variable makes one.
            var isAtom = bare.Parts.Any(part => part is TextExpression literal && !Decode(literal.Text).IsKnown);
            return WordOf(value, bare.Span) with { MayBeAnyWords = isAtom };
        }

        // A name with wildcards becomes the names of files where there are any (only on Linux and macOS), `~` the home folder.
        var isGlob = bare.Literal is not null && bare.Source.AsSpan().IndexOfAny("*?[") >= 0 && bare.Source.AsSpan().IndexOfAny("'\"`") < 0;
        if (isGlob || text is "~" || text.StartsWith("~/", StringComparison.Ordinal) || text.StartsWith("~\\", StringComparison.Ordinal))
            return new CommandWord(null, _file.At(bare.Span)) { Symbol = text, MayBeAnyWords = isGlob, Prefix = "" };
        return bare.Source.Contains("`\n", StringComparison.Ordinal)
            ? new CommandWord(null, _file.At(bare.Span)) { Symbol = bare.Source, Prefix = "" }
            : WordOf(value, bare.Span);
    }

    /// <summary>One string as a word. Quotes, and words that vanish where they are empty, are passed on differently.</summary>
    private CommandWord WordOf(ShellString value, TextSpan span)
    {
        var location = _file.At(span);
        if (value.Text is { } text)
        {
            var quote = text.IndexOf('"', StringComparison.Ordinal);
            var isSame = text.Length > 0 && quote < 0 && !(text[^1] is '\\' && text.AsSpan().IndexOfAny(" \t\n") >= 0);
            return isSame ? new CommandWord(text, location) : new CommandWord(null, location)
            {
                Symbol = text.Length == 0 ? "\"\"" : text,
                Prefix = quote > 0 ? text[..quote] : "",
                MayBeEmpty = text.Length == 0 || text.AsSpan().Trim('"').IsEmpty,
                MayBeAnyWords = quote >= 0 && text.AsSpan().IndexOfAny(" \t\n") >= 0,
                Fallback = text.Length == 0 ? "" : null,
            };
        }

        var unknown = value.Fragments.First(static fragment => !fragment.IsKnown);
        return new CommandWord(null, location)
        {
            Symbol = value.Symbol,
            Prefix = value.Prefix.Split('"')[0],
            MayBeEmpty = value.MayBeEmpty,
            Fallback = value.Fragments.Length == 1 ? unknown.Fallback : null,
            Origin = unknown.Origin,
        };
    }

    /// <summary>The value of a variable or an expression: nothing, one word, or the words of an array.</summary>
    private void AddValue(List<CommandWord> words, PowerShellValue value, TextSpan span)
    {
        switch (value.Kind)
        {
            case PowerShellValueKind.Null:
                break;
            case PowerShellValueKind.Text or PowerShellValueKind.Number or PowerShellValueKind.Boolean:
                words.Add(WordOf(value.ToText(), span));
                break;
            case PowerShellValueKind.List:
                foreach (var item in value.Items)
                {
                    if (item.Kind is PowerShellValueKind.Text or PowerShellValueKind.Number or PowerShellValueKind.Boolean)
                        words.Add(WordOf(item.ToText(), span));
                    else
                        words.Add(AnyWords(item, span));
                }

                break;
            default:
                words.Add(AnyWords(value, span));
                break;
        }
    }

    private CommandWord AnyWords(PowerShellValue value, TextSpan span)
    {
        var fragment = value.Text.Fragments.FirstOrDefault(static fragment => !fragment.IsKnown);
        var symbol = value.ToText().Symbol;
        return new CommandWord(null, _file.At(span))
        {
            Symbol = symbol.Length == 0 ? _file.At(span).Text : symbol,
            MayBeEmpty = true,
            MayBeAnyWords = true,
            Prefix = "",
            Fallback = fragment.Fallback,
            Origin = fragment.Origin,
        };
    }

    private void AddSplatted(List<CommandWord> words, PowerShellValue value, CommandElement element)
    {
        // A hashtable becomes `-name:value` in the order of its hash codes, a string its letters: nothing az understands.
        if (value.Kind is PowerShellValueKind.Table or PowerShellValueKind.Text)
            words.Add(AnyWords(PowerShellValue.Unknown(element.Source), element.Span));
        else
            AddValue(words, value, element.Span);
    }

    /// <summary>
    /// <c>a,b</c>: Standard passes the text of the script, split at blanks; Legacy the values with the commas and blanks between. Both are the
    /// same where the elements are bare words.
    /// </summary>
    private void AddList(List<CommandWord> words, ListExpression list, TextSpan span)
    {
        var isBare = list.Elements.All(static element => element is NumberExpression or StringExpression { Quote: StringQuote.Bare, Literal: not null });
        var isPlain = isBare && list.Source.AsSpan().IndexOfAny("'\"`\n\r\t*?[~") < 0;
        if (isPlain && Decode(list.Source).IsKnown)
        {
            var position = 0;
            foreach (var part in list.Source.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                position = list.Source.IndexOf(part, position, StringComparison.Ordinal);
                var start = Math.Min(span.Start + position, span.End);
                words.Add(new CommandWord(part, _file.At(new TextSpan(start, Math.Min(part.Length, span.End - start)))));
                position += part.Length;
            }

            return;
        }

        // Standard passes values that need quotes as words of their own, before the text.
        var isOneWord = true;
        foreach (var element in list.Elements)
            isOneWord &= Evaluate(element) is { Kind: PowerShellValueKind.Text or PowerShellValueKind.Number or PowerShellValueKind.Boolean } value && value.ToText().Text is { Length: > 0 } text && text.AsSpan().IndexOfAny(" \t\r\n\"") < 0;
        words.Add(new CommandWord(null, _file.At(span))
        {
            Symbol = list.Source,
            MayBeAnyWords = !isOneWord || list.Source.AsSpan().IndexOfAny(" \n\t") >= 0 || !Decode(list.Source).IsKnown,
            Prefix = "",
        });
    }

    private void AddParameter(List<CommandWord> words, CommandElement element)
    {
        if (element.Argument is not { } argument)
        {
            words.Add(new CommandWord(element.Source, _file.At(element.Span)));
            return;
        }

        // `-n:c` and `-n:$name` are one word as they stand; with a blank behind the colon versions differ.
        var head = $"{element.Source[0]}{element.Parameter}:";
        var value = argument is NumberExpression number ? ShellString.Known(number.Source) : Evaluate(argument).ToText();
        var isAttached = argument is not ListExpression && element.Source.Length > head.Length && !char.IsWhiteSpace(element.Source[head.Length]);
        var word = WordOf(ShellString.Concat(ShellString.Known(head), value), element.Span);
        words.Add(isAttached && word.Value is { } text && text.Length > head.Length ? word : word with { Value = null, Symbol = element.Source, Prefix = head, MayBeAnyWords = !isAttached });
    }

    /// <summary>The rest of the line after <c>--%</c>: quotes stay on Linux and are read on Windows, as is <c>%NAME%</c>.</summary>
    private void AddVerbatim(List<CommandWord> words, CommandElement element)
    {
        var position = 0;
        foreach (var part in element.Source.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.AsSpan().IndexOfAny("\"'%\\*?[^") >= 0 || !Decode(part).IsKnown)
            {
                // The first may be the value of the option before it, whatever else follows.
                var rest = new CommandWord(null, _file.At(element.Span)) { Symbol = element.Source, MayBeEmpty = true, MayBeAnyWords = true, Prefix = "" };
                words.AddRange([rest, rest]);
                return;
            }

            position = element.Source.IndexOf(part, position, StringComparison.Ordinal);
            var start = Math.Min(element.Span.Start + position, element.Span.End);
            words.Add(new CommandWord(part, _file.At(new TextSpan(start, Math.Min(part.Length, element.Span.End - start)))));
            position += part.Length;
        }
    }
}
