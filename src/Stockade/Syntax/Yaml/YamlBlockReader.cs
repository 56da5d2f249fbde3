using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Reads the YAML that most people write (block collections, values on one line, literal blocks) at many times the speed of a full parser. At the first thing out of the
/// ordinary (an anchor, a tag, a tab, a value of several lines, a key given twice, any fault) it gives up, and YamlDotNet reads the document: never a tree of its own opinion.
/// </summary>
internal sealed partial class YamlBlockReader
{
    // Below what either side allows, so that neither limit is met here.
    private const int MaxDepth = 64;
    private const int MaxKeyLength = 1000;

    // Up to here comparing each key with each is cheaper than hashing.
    private const int FewKeys = 16;

    /// <summary>Breaks of lines that editors do not know, and marks of byte order.</summary>
    private static readonly SearchValues<char> s_unusual = SearchValues.Create('\u0085', '\u2028', '\u2029', '\uFEFF');

    private readonly SourceFile _file;
    private readonly string _text;
    private readonly int _end;
    private readonly List<YamlNode> _items = new(16);
    private readonly List<YamlEntry> _entries = new(16);

    // The line that is read: where it begins, where its content begins and ends, and where the next one begins.
    private int _lineStart;
    private int _position;
    private int _lineEnd;
    private int _nextLine;
    private int _depth;
    private bool _hasGivenUp;

    private YamlBlockReader(SourceFile file, string text, int end) => (_file, _text, _end) = (file, text, end);

    private int Column => _position - _lineStart;

    private bool IsAtEnd => _position >= _end;

    /// <summary>The root of a document without control characters, or null where it takes a full parser.</summary>
    public static YamlNode? Read(SourceFile file, string text, YamlSegment segment)
    {
        var lineStart = segment.ContentStart;
        while (lineStart > segment.Start && text[lineStart - 1] == ' ')
            lineStart--;
        if (lineStart > 0 && text[lineStart - 1] != '\n')
            return null;

        // Directives say how to read what follows.
        if (text.AsSpan(segment.Start, lineStart - segment.Start).IndexOfAny('%', '\t') >= 0 || text.AsSpan(segment.Start, segment.End - segment.Start).ContainsAny(s_unusual))
            return null;

        var reader = new YamlBlockReader(file, text, segment.End) { _nextLine = lineStart };
        return reader.ReadRoot();
    }

    private YamlNode? ReadRoot()
    {
        NextContent();
        if (_hasGivenUp || IsAtEnd)
            return null;
        var column = Column;
        YamlNode? root = IsDash(_position) ? ReadSequence(column) : ReadMapping(column);
        return _hasGivenUp || !IsAtEnd ? null : root;
    }

    /// <summary>Any block node; the position is that of its first character, which is the first of the line or follows a dash.</summary>
    private YamlNode? ReadBlock(int parent)
    {
        if (IsDash(_position))
            return ReadSequence(Column);
        return FindKeyEnd() >= 0 ? ReadMapping(Column) : ReadInline(parent);
    }

    private YamlMapping? ReadMapping(int column)
    {
        if (++_depth > MaxDepth)
            return GiveUp<YamlMapping>();
        var first = _entries.Count;
        var start = _position;
        var end = start;
        while (!_hasGivenUp && !IsAtEnd && Column == column)
        {
            if (FindKeyEnd() is not (>= 0 and var keyEnd))
                return GiveUp<YamlMapping>();
            var keyStart = _position;
            var (name, style) = ReadKey(keyEnd);
            _position = keyEnd + 1;
            var value = name is null ? null : ReadValue(column, keyEnd + 1);
            if (value is null)
                return GiveUp<YamlMapping>();
            end = value.Span.End;
            _entries.Add(new YamlEntry(name!, TextSpan.FromBounds(keyStart, keyEnd), style, value));
        }

        if (_hasGivenUp || (!IsAtEnd && Column > column))
            return GiveUp<YamlMapping>();
        _depth--;
        var entries = CollectionsMarshal.AsSpan(_entries)[first..];
        if (!AreDistinct(entries))
            return GiveUp<YamlMapping>();
        var mapping = new YamlMapping(_file, TextSpan.FromBounds(start, end), ImmutableCollectionsMarshal.AsImmutableArray(entries.ToArray()));
        CollectionsMarshal.SetCount(_entries, first);
        return mapping;
    }

    private YamlSequence? ReadSequence(int column)
    {
        if (++_depth > MaxDepth)
            return GiveUp<YamlSequence>();
        var first = _items.Count;
        var start = _position;
        var end = start;
        while (!_hasGivenUp && !IsAtEnd && Column == column && IsDash(_position))
        {
            var dashEnd = ++_position;
            var item = SkipToInline() ? ReadBlock(column) : ReadNested(column, dashEnd, mayBeDash: false);
            if (item is null)
                return GiveUp<YamlSequence>();
            end = item.Span.End;
            _items.Add(item);
        }

        if (_hasGivenUp || (!IsAtEnd && Column > column))
            return GiveUp<YamlSequence>();
        _depth--;
        var items = CollectionsMarshal.AsSpan(_items)[first..];
        var sequence = new YamlSequence(_file, TextSpan.FromBounds(start, end), ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray()));
        CollectionsMarshal.SetCount(_items, first);
        return sequence;
    }

    /// <summary>What follows the colon of a key in a mapping at a column.</summary>
    private YamlNode? ReadValue(int column, int colonEnd) =>
        SkipToInline() ? ReadInline(column) : ReadNested(column, colonEnd, mayBeDash: true);

    /// <summary>A node on lines of its own, deeper than its parent; a list may stand as deep as the key it belongs to. Nothing at all is an empty value right behind the indicator.</summary>
    private YamlNode? ReadNested(int parent, int indicatorEnd, bool mayBeDash)
    {
        // "#{NAME}#" is a value to whoever replaces it, but a comment to YAML.
        if (_position < _lineEnd && _text.AsSpan(_position, _lineEnd - _position).StartsWith("#{"))
            return GiveUp<YamlNode>();

        NextContent();
        if (_hasGivenUp)
            return null;
        if (!IsAtEnd && Column > parent)
            return IsDash(_position) ? ReadSequence(Column) : FindKeyEnd() >= 0 ? ReadMapping(Column) : GiveUp<YamlNode>();
        if (mayBeDash && !IsAtEnd && Column == parent && IsDash(_position))
            return ReadSequence(parent);
        return new YamlScalar(_file, new TextSpan(indicatorEnd, 0), string.Empty, YamlScalarStyle.Plain);
    }

    /// <summary>A value that begins on this line, and ends on it unless it is a literal block.</summary>
    private YamlNode? ReadInline(int parent)
    {
        YamlNode? node;
        switch (_text[_position])
        {
            case '|' or '>':
                return ReadBlockScalar(parent);
            case '"' or '\'':
                node = ReadQuoted();
                break;
            case '[' or '{':
                node = ReadFlow();
                break;
            default:
                node = ReadPlain();
                break;
        }

        if (node is null || !IsRestBlank())
            return GiveUp<YamlNode>();
        NextContent();

        // The next line goes on with the value, or is wrong.
        return _hasGivenUp || (!IsAtEnd && Column > parent) ? GiveUp<YamlNode>() : node;
    }

    private YamlScalar? ReadPlain()
    {
        if (!MayBeginPlain(_position, _lineEnd))
            return null;
        var start = _position;
        var line = _text.AsSpan(start, _lineEnd - start);
        var length = line.Length;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\t':
                case ':' when i + 1 == line.Length || line[i + 1] is ' ' or '\t':
                    return null;
                case '#' when i > 0 && line[i - 1] == ' ':
                    length = i;
                    i = line.Length;
                    break;
            }
        }

        line = line[..length].TrimEnd(' ');
        _position = start + line.Length;
        return Verbatim(new TextSpan(start, line.Length), YamlScalarStyle.Plain);
    }

    private (string? Name, YamlScalarStyle Style) ReadKey(int colon)
    {
        if (_text[_position] is '"' or '\'')
        {
            var quoted = ReadQuoted();
            return quoted is not null && _position == colon ? (quoted.Value, quoted.Style) : default;
        }

        return (YamlWords.Get(_text.AsSpan(_position, colon - _position)), YamlScalarStyle.Plain);
    }

    /// <summary>The colon behind the key at which the position stands, or -1 where there is none of the plain kind.</summary>
    private int FindKeyEnd()
    {
        var position = _position;
        if (_text[position] is '"' or '\'')
        {
            var close = EndOfQuoted(position);
            return close >= 0 && close < _lineEnd && _text[close] == ':' && IsBlank(close + 1) && close - position < MaxKeyLength ? close : -1;
        }

        if (!MayBeginPlain(position, _lineEnd))
            return -1;
        for (; position < _lineEnd; position++)
        {
            switch (_text[position])
            {
                case ':' when IsBlank(position + 1):
                    return _text[position - 1] != ' ' && position - _position < MaxKeyLength ? position : -1;
                case '\t':
                case '#' when _text[position - 1] == ' ':
                case '*' when _text[position - 1] == ' ':
                    return -1;
            }
        }

        return -1;
    }

    /// <summary>Moves over spaces behind an indicator; false where nothing but a comment follows on the line.</summary>
    private bool SkipToInline()
    {
        while (_position < _lineEnd && _text[_position] == ' ')
            _position++;
        return _position < _lineEnd && _text[_position] != '#';
    }

    private bool IsRestBlank()
    {
        var position = _position;
        while (position < _lineEnd && _text[position] == ' ')
            position++;
        return position == _lineEnd || (_text[position] == '#' && position > _position);
    }

    /// <summary>Moves to the first character of the next line that is neither empty nor a comment.</summary>
    private void NextContent()
    {
        while (_nextLine < _end)
        {
            NextLine();
            if (_hasGivenUp)
                return;
            if (_position < _lineEnd && _text[_position] != '#')
            {
                if (_text[_position] == '\t')
                    _hasGivenUp = true;
                return;
            }
        }

        _position = _lineEnd = _end;
    }

    private void NextLine()
    {
        _lineStart = _nextLine;
        _position = _lineStart;
        while (_position < _end && _text[_position] == ' ')
            _position++;
        var offset = _text.AsSpan(_position, _end - _position).IndexOfAny('\n', '\r');
        _lineEnd = offset < 0 ? _end : _position + offset;
        _nextLine = Math.Min(_lineEnd + 1, _end);
        if (offset >= 0 && _text[_lineEnd] == '\r')
        {
            _nextLine++;

            // A lone one is a break as well, but not everywhere.
            if (_nextLine > _end || _text[_lineEnd + 1] != '\n')
                _hasGivenUp = true;
        }
    }

    private bool IsDash(int position) => _text[position] == '-' && IsBlank(position + 1);

    private bool IsBlank(int position) => position >= _lineEnd || _text[position] is ' ' or '\t';

    private bool MayBeginPlain(int position, int end) => _text[position] switch
    {
        '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or '\t' => false,
        '-' => position + 1 < end && _text[position + 1] is not (' ' or '\t'),
        _ => true,
    };

    private static bool AreDistinct(ReadOnlySpan<YamlEntry> entries)
    {
        var seen = entries.Length > FewKeys ? new HashSet<string>(entries.Length, StringComparer.Ordinal) : null;
        for (var i = 0; i < entries.Length; i++)
        {
            var key = entries[i].Name;
            if (key is "<<" || seen?.Add(key) == false)
                return false;
            for (var j = seen is null ? 0 : i; j < i; j++)
            {
                if (string.Equals(entries[j].Name, key, StringComparison.Ordinal))
                    return false;
            }
        }

        return true;
    }

    private TNode? GiveUp<TNode>()
        where TNode : class
    {
        _hasGivenUp = true;
        return null;
    }
}
