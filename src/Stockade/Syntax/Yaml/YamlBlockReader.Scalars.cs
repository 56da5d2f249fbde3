using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Values in quotes, on one line, in brackets, and literal blocks.</summary>
internal sealed partial class YamlBlockReader
{
    /// <summary>Behind the closing quote, or -1 where it is not on this line.</summary>
    private int EndOfQuoted(int start)
    {
        var quote = _text[start];
        for (var i = start + 1; i < _lineEnd; i++)
        {
            if (quote == '"' && _text[i] == '\\')
                i++;
            else if (_text[i] == quote && quote == '\'' && i + 1 < _lineEnd && _text[i + 1] == quote)
                i++;
            else if (_text[i] == quote)
                return i + 1;
        }

        return -1;
    }

    private YamlScalar? ReadQuoted()
    {
        var start = _position;
        if (EndOfQuoted(start) is not (>= 0 and var end))
            return null;
        var content = _text.AsSpan(start + 1, end - start - 2);
        var isDouble = _text[start] == '"';
        var (span, style) = (TextSpan.FromBounds(start, end), isDouble ? YamlScalarStyle.DoubleQuoted : YamlScalarStyle.SingleQuoted);
        if (!content.Contains(isDouble ? '\\' : '\''))
        {
            _position = end;
            return Verbatim(span, style);
        }

        var value = isDouble ? Unescape(content) : content.ToString().Replace("''", "'", StringComparison.Ordinal);
        if (value is null)
            return null;
        _position = end;
        return new YamlScalar(_file, span, value, style);
    }

    /// <summary>The text without its escapes, of which only those of one character are known here.</summary>
    private static string? Unescape(ReadOnlySpan<char> content)
    {
        var value = new StringBuilder(content.Length);
        while (content.IndexOf('\\') is var index and >= 0 && index + 1 < content.Length)
        {
            value.Append(content[..index]);
            switch (content[index + 1])
            {
                case '"' or '\\' or '/':
                    value.Append(content[index + 1]);
                    break;
                case 'n':
                    value.Append('\n');
                    break;
                case 't':
                    value.Append('\t');
                    break;
                default:
                    return null;
            }

            content = content[(index + 2)..];
        }

        return value.Append(content).ToString();
    }

    /// <summary>A list or a mapping in brackets on one line.</summary>
    private YamlNode? ReadFlow()
    {
        if (++_depth > MaxDepth)
            return null;
        var isMapping = _text[_position] == '{';
        var start = _position++;
        var firstItem = _items.Count;
        var firstEntry = _entries.Count;
        SkipSpaces();
        if (!IsAt(isMapping ? '}' : ']'))
        {
            while (true)
            {
                if (!(isMapping ? AddFlowEntry() : AddFlowItem()))
                    return null;
                SkipSpaces();
                if (!IsAt(','))
                    break;
                _position++;
                SkipSpaces();
            }
        }

        if (!IsAt(isMapping ? '}' : ']'))
            return null;
        _depth--;
        var span = TextSpan.FromBounds(start, ++_position);
        if (!isMapping)
        {
            var items = CollectionsMarshal.AsSpan(_items)[firstItem..];
            var sequence = new YamlSequence(_file, span, ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray()));
            CollectionsMarshal.SetCount(_items, firstItem);
            return sequence;
        }

        var entries = CollectionsMarshal.AsSpan(_entries)[firstEntry..];
        if (!AreDistinct(entries))
            return null;
        var mapping = new YamlMapping(_file, span, ImmutableCollectionsMarshal.AsImmutableArray(entries.ToArray()));
        CollectionsMarshal.SetCount(_entries, firstEntry);
        return mapping;
    }

    private bool AddFlowItem()
    {
        var item = ReadFlowNode();
        if (item is null)
            return false;
        _items.Add(item);
        return true;
    }

    private bool AddFlowEntry()
    {
        if (_position >= _lineEnd || _text[_position] is '{' or '[' || ReadFlowNode() is not YamlScalar key || key.Span.Length > MaxKeyLength || !IsAt(':'))
            return false;

        // Only behind a quote may the value follow at once, as in JSON.
        if (++_position >= _lineEnd || (_text[_position] != ' ' && key.Style == YamlScalarStyle.Plain))
            return false;
        SkipSpaces();
        if (ReadFlowNode() is not { } value)
            return false;
        _entries.Add(new YamlEntry(key, value));
        return true;
    }

    private YamlNode? ReadFlowNode()
    {
        if (_position >= _lineEnd)
            return null;
        switch (_text[_position])
        {
            case '"' or '\'':
                return ReadQuoted();
            case '{' when _position + 1 < _lineEnd && _text[_position + 1] == '{':
                return null;
            case '{' or '[':
                return ReadFlow();
        }

        var start = _position;
        while (_position < _lineEnd && IsFlowWord(_text[_position]))
            _position++;
        if (_position == start || _text[start] == '-')
            return null;
        var word = _text.AsSpan(start, _position - start);
        return Verbatim(new TextSpan(start, word.Length), YamlScalarStyle.Plain);
    }

    /// <summary>A value that stands in the text as it is, but for quotes. The text may be another than the file's: JSON without its comments.</summary>
    private YamlScalar Verbatim(TextSpan span, YamlScalarStyle style)
    {
        if (ReferenceEquals(_text, _file.Content))
            return YamlScalar.OfVerbatim(_file, span, style);
        var content = _text.AsSpan(span.Start, span.Length);
        return new YamlScalar(_file, span, YamlWords.Get(style is YamlScalarStyle.Plain ? content : content[1..^1]), style);
    }

    private static bool IsFlowWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '/' or '+' or '=' or '$' or '~';

    private bool IsAt(char character) => _position < _lineEnd && _text[_position] == character;

    private void SkipSpaces()
    {
        while (_position < _lineEnd && _text[_position] == ' ')
            _position++;
    }

    /// <summary>A block after <c>|</c> or <c>&gt;</c>, with <c>-</c> or <c>+</c> or nothing, whose indentation its first line shows. What is folded is one paragraph.</summary>
    private YamlScalar? ReadBlockScalar(int parent)
    {
        var start = _position++;
        var isFolded = _text[start] == '>';
        var chomping = _position < _lineEnd && _text[_position] is '-' or '+' ? _text[_position++] : ' ';
        while (_position < _lineEnd && _text[_position] == ' ')
            _position++;
        if (_position < _lineEnd || _nextLine >= _end)
            return GiveUp<YamlScalar>();

        NextLine();
        var column = Column;
        if (_hasGivenUp || _position >= _lineEnd || column <= parent)
            return GiveUp<YamlScalar>();

        // Breaks are held back until more content follows them.
        var value = new StringBuilder();
        var breaks = 0;
        while (true)
        {
            var contentStart = _lineStart + column;
            if (contentStart < _lineEnd)
            {
                if (isFolded && (breaks > 1 || _text[contentStart] is ' ' or '\t'))
                    return GiveUp<YamlScalar>();
                if (isFolded && breaks == 1)
                {
                    value.Append(' ');
                    breaks = 0;
                }

                value.Append('\n', breaks).Append(_text, contentStart, _lineEnd - contentStart);
                breaks = 0;
            }

            if (_lineEnd < _end)
                breaks++;
            if (_nextLine >= _end)
            {
                _position = _lineEnd = _end;
                break;
            }

            NextLine();
            if (_hasGivenUp)
                return null;
            if (_position < _lineEnd && Column < column)
                break;
        }

        if (chomping != '-' && breaks > 0)
            value.Append('\n', chomping == '+' ? breaks : 1);

        // The line behind the block may be a comment.
        if (_position < _lineEnd && _text[_position] == '\t')
            _hasGivenUp = true;
        var end = _position < _end ? _lineStart : _end;
        if (_position < _lineEnd && _text[_position] == '#')
            NextContent();
        if (_hasGivenUp || (!IsAtEnd && Column > parent))
            return GiveUp<YamlScalar>();
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
            end--;
        return new YamlScalar(_file, TextSpan.FromBounds(start, end), value.ToString(), isFolded ? YamlScalarStyle.Folded : YamlScalarStyle.Literal);
    }
}
