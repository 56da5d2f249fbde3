using Microsoft.CodeAnalysis.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>
/// Puts the expanded pieces of a word together and splits what expansions yield outside quotes (bash manual, "Word Splitting").
/// A null separator list means that <c>IFS</c> is unknown.
/// </summary>
internal sealed class FieldBuilder(string? separators, TextSpan span, List<ShellField> fields)
{
    private readonly ShellString.Builder _current = new();
    private bool _isPresent;
    private bool _isAnyNumber;

    // White space ended the last field: a following separator character belongs to the same delimiter.
    private bool _isAfterWhiteSpace;

    /// <summary>Inside <c>"$@"</c> and its kin nothing but text makes a word.</summary>
    public bool VanishesWhenEmpty { get; set; }

    /// <summary>Text that is not split, and that makes a word even when it is empty.</summary>
    public void AppendQuoted(ShellString value)
    {
        if (VanishesWhenEmpty && !_isPresent)
        {
            if (value.IsKnown && value.MayBeEmpty)
                return;
            _isAnyNumber |= value.MayBeEmpty;
        }

        _current.Append(value);
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    /// <summary>A word, even if nothing more is appended.</summary>
    public void AppendEmpty()
    {
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    /// <summary>Literal text outside quotes: not split, and nothing when empty.</summary>
    public void AppendLiteral(string text)
    {
        if (text.Length == 0)
            return;
        _current.Append(text);
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    /// <summary>What an expansion outside quotes yields; nothing follows it in its word where <paramref name="endsWord"/>.</summary>
    public void AppendSplit(ShellString value, bool endsWord = false)
    {
        for (var i = 0; i < value.Fragments.Length; i++)
        {
            var fragment = value.Fragments[i];
            if (!fragment.Alternatives.IsDefault && !_isPresent && separators is { Length: > 0 } && (i + 1 < value.Fragments.Length ? IsBlank(value.Fragments[i + 1]) : endsWord))
            {
                AppendAlternatives(fragment, separators);
                continue;
            }

            if (fragment.IsKnown && separators is not null)
            {
                Split(fragment.Text, separators);
                continue;
            }

            // Known text is split at unknown places, or unknown text at any place.
            if (fragment.IsKnown && fragment.Text.Length > 0 && fragment.Text.All(IsNeverSeparator))
                AppendLiteral(fragment.Text);
            else
                AppendAnyNumber(fragment);
        }
    }

    private bool IsBlank(TextFragment fragment) => fragment.IsKnown && fragment.Text[0] is var c and (' ' or '\t' or '\n') && separators!.Contains(c, StringComparison.Ordinal);

    /// <summary>One of several values: the words all of them begin and end with are known, and between them stands any number.</summary>
    private void AppendAlternatives(TextFragment fragment, string ifs)
    {
        var readings = fragment.Alternatives.Select(value =>
        {
            var words = new List<ShellField>();
            var builder = new FieldBuilder(ifs, span, words);
            builder.AppendSplit(value, endsWord: true);
            builder.Finish();
            return words;
        }).ToList();
        var shortest = readings.Min(static words => words.Count);
        var head = 0;
        while (head < shortest && readings.TrueForAll(words => IsSame(words[head], readings[0][head])))
            head++;
        var tail = 0;
        while (tail < shortest - head && readings.TrueForAll(words => IsSame(words[^(tail + 1)], readings[0][^(tail + 1)])))
            tail++;
        fields.AddRange(readings[0][..head]);
        if (readings.Exists(words => words.Count != head + tail))
            fields.Add(new ShellField(ShellString.Of(fragment), span) { IsAnyNumber = true });
        fields.AddRange(readings[0][(readings[0].Count - tail)..]);
        _isAfterWhiteSpace = false;
    }

    private static bool IsSame(ShellField left, ShellField right) => left.IsAnyNumber == right.IsAnyNumber && left.Value.IsSameAs(right.Value);

    /// <summary>An unknown number of words at this place.</summary>
    public void AppendAnyNumber(TextFragment fragment)
    {
        if (separators is { Length: 0 })
        {
            // An empty IFS splits nothing, though an empty value still vanishes.
            _isAnyNumber |= fragment.MayBeEmpty && !_isPresent;
        }
        else
        {
            _isAnyNumber = true;
        }

        _current.Append(fragment);
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    /// <summary>An unknown number of separate words, even inside quotes (<c>"$@"</c>).</summary>
    public void AppendItems(ShellItem item)
    {
        _current.Append(item.Value);
        _isAnyNumber = true;
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    /// <summary>Ends the word between two elements of an array.</summary>
    public void Break()
    {
        if (_isPresent)
            End();
        _isAfterWhiteSpace = false;
    }

    public void Finish()
    {
        if (_isPresent)
            End();
    }

    // The usual values of IFS hold none of these.
    private static bool IsNeverSeparator(char c) => char.IsAsciiLetter(c);

    private void Split(string text, string separators)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!separators.Contains(text[i], StringComparison.Ordinal))
                continue;
            AppendLiteralSpan(text.AsSpan(start, i - start));
            start = i + 1;
            if (text[i] is ' ' or '\t' or '\n')
            {
                if (_isPresent)
                {
                    End();
                    _isAfterWhiteSpace = true;
                }
            }
            else
            {
                if (!_isAfterWhiteSpace)
                    End();
                _isAfterWhiteSpace = false;
            }
        }

        AppendLiteralSpan(text.AsSpan(start));
    }

    private void AppendLiteralSpan(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        _current.Append(text);
        _isPresent = true;
        _isAfterWhiteSpace = false;
    }

    private void End()
    {
        fields.Add(new ShellField(_current.ToShellString(), span) { IsAnyNumber = _isAnyNumber });
        _isPresent = false;
        _isAnyNumber = false;
    }
}
