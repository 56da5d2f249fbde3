using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Stockade.Syntax.Shell;

/// <content>Words and quotes.</content>
internal sealed partial class ShellParser
{
    private static readonly SearchValues<char> s_wordSpecials = SearchValues.Create(" \t\n;&|()<>'\"$`\\?*+@!");
    private static readonly SearchValues<char> s_doubleQuoteSpecials = SearchValues.Create("\"$`\\");

    private ShellWord? ParseWord()
    {
        var start = _position;
        if (!AtEnd && !_session.TryAddWord())
            Fail(start, "the script is too long to be read");
        var parts = new PartList(this);
        while (!AtEnd)
        {
            var c = Current;
            if (c is '<' or '>' && Next is '(')
            {
                parts.Add(ParseProcessSubstitution());
            }
            else if (c is '?' or '*' or '+' or '@' or '!' && Next is '(')
            {
                parts.Add(ParseExtendedGlob());
            }
            else if (IsMeta(c))
            {
                break;
            }
            else if (TryParseQuoted(parts))
            {
                continue;
            }
            else
            {
                AppendRun(parts, s_wordSpecials);
            }
        }

        // A continuation after the word is none of it.
        var end = _position;
        while (end - start >= 2 && _text[end - 1] is '\n' && _text[end - 2] is '\\')
            end -= 2;
        return parts.IsEmpty ? null : new ShellWord(_source.Map(start, end), parts.ToImmutable());
    }

    /// <summary>A quote, a backslash or an expansion, where one begins here.</summary>
    private bool TryParseQuoted(PartList parts)
    {
        switch (Current)
        {
            case '\'':
                parts.Add(ParseSingleQuoted());
                return true;
            case '"':
                parts.Add(ParseDoubleQuoted());
                return true;
            case '`':
                parts.Add(ParseBackquoted(isQuoted: false));
                return true;
            case '\\':
                ParseBackslash(parts);
                return true;
            case '$':
                if (ParseDollar(isQuoted: false) is { } expansion)
                    parts.Add(expansion);
                else
                    parts.Append(1);
                return true;
            default:
                return false;
        }
    }

    private void AppendRun(PartList parts, SearchValues<char> stops)
    {
        var length = _text.AsSpan(_position).IndexOfAny(stops);
        parts.Append(length < 0 ? _text.Length - _position : Math.Max(1, length));
    }

    private void ParseBackslash(PartList parts)
    {
        var start = _position;
        if (Next is '\n' && start + 1 < _text.Length)
        {
            _position += 2;
            parts.SkipContinuation();
            return;
        }

        if (start + 1 >= _text.Length)
        {
            parts.Append(1);
            return;
        }

        if (IsBlank(Next))
            CheckTrailingBlank(start);
        _position += char.IsHighSurrogate(Next) && start + 2 < _text.Length ? 3 : 2;
        parts.Add(new QuotedLiteralPart(SpanFrom(start), _text[(start + 1).._position], ShellQuote.Backslash));
    }

    private void CheckTrailingBlank(int backslash)
    {
        var end = backslash + 1;
        while (end < _text.Length && IsBlank(_text[end]))
            end++;
        if (end < _text.Length && _text[end] is '\n')
            _fault ??= new ContinuationFault(_source.Map(backslash, end), ContinuationFaultKind.TrailingBlank);
    }

    private QuotedLiteralPart ParseSingleQuoted()
    {
        var start = _position;
        var end = _text.IndexOf('\'', start + 1);
        if (end < 0)
        {
            Fail(start, "this quote is not closed");
            return new QuotedLiteralPart(SpanFrom(start), "", ShellQuote.Single);
        }

        _position = end + 1;
        return new QuotedLiteralPart(SpanFrom(start), _text[(start + 1)..end], ShellQuote.Single);
    }

    private DoubleQuotedPart ParseDoubleQuoted()
    {
        var start = _position++;
        var parts = new PartList(this);
        if (TryEnter(start))
        {
            while (!AtEnd && Current is not '"')
                ParseProtected(parts, escapes: "$`\"\\");
            if (!Accept("\""))
                Fail(start, "this quote is not closed");
        }

        _session.Leave();
        return new DoubleQuotedPart(SpanFrom(start), parts.ToImmutable());
    }

    /// <summary>One piece of text in which only <c>$</c>, backquotes and a backslash before certain characters are special.</summary>
    private void ParseProtected(PartList parts, string escapes)
    {
        switch (Current)
        {
            case '$':
                if (ParseDollar(isQuoted: true) is { } expansion)
                    parts.Add(expansion);
                else
                    parts.Append(1);
                break;
            case '`':
                parts.Add(ParseBackquoted(isQuoted: true));
                break;
            case '\\' when Next is '\n' && _position + 1 < _text.Length:
                _position += 2;
                parts.SkipContinuation();
                break;
            case '\\' when _position + 1 < _text.Length && escapes.Contains(Next, StringComparison.Ordinal):
                _position++;
                parts.Append(1);
                break;
            case '\\' or '"':
                parts.Append(1);
                break;
            default:
                AppendRun(parts, s_doubleQuoteSpecials);
                break;
        }
    }

    private ShellWordPart ParseAnsiQuoted()
    {
        var start = _position;
        _position += 2;
        var end = _position;
        while (end < _text.Length && _text[end] is not '\'')
            end += _text[end] is '\\' ? 2 : 1;
        if (end >= _text.Length)
        {
            Fail(start, "this quote is not closed");
            return new QuotedLiteralPart(SpanFrom(start), "", ShellQuote.AnsiC);
        }

        var decoded = AnsiEscapes.Decode(_text.AsSpan(_position, end - _position));
        _position = end + 1;

        // Bytes that are no characters have no value here.
        return decoded is null
            ? new ParameterExpansion(SpanFrom(start), "", ParameterOperator.Invalid)
            : new QuotedLiteralPart(SpanFrom(start), decoded, ShellQuote.AnsiC);
    }

    private ExtendedGlob ParseExtendedGlob()
    {
        var start = _position;
        _position += 2;
        SkipParentheses(start);
        return new ExtendedGlob(SpanFrom(start), _text[start.._position]);
    }

    /// <summary>Goes past the parenthesis that closes the open one, minding quotes.</summary>
    private void SkipParentheses(int opening)
    {
        var depth = 1;
        while (!AtEnd && depth > 0)
        {
            switch (Current)
            {
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '\\':
                    _position++;
                    break;
                case '"' or '\'':
                    var close = _text.IndexOf(Current, _position + 1);
                    _position = close < 0 ? _text.Length : close;
                    break;
            }

            _position++;
        }

        _position = Math.Min(_position, _text.Length);
        if (depth > 0)
            Fail(opening, "this '(' is not closed");
    }

    /// <summary>The right side of <c>=~</c>: parentheses and bars belong to the expression.</summary>
    private ShellWord? ParseRegex()
    {
        var start = _position;
        var depth = 0;
        var parts = new PartList(this);
        while (!AtEnd)
        {
            var c = Current;
            if (depth == 0 && (IsBlank(c) || c is '\n'))
                break;
            if (c is '(')
                depth++;
            else if (c is ')')
                depth--;
            if (!TryParseQuoted(parts))
                parts.Append(1);
        }

        return parts.IsEmpty ? null : new ShellWord(SpanFrom(start), parts.ToImmutable());
    }

    private ShellWord ParseHereDocumentText()
    {
        var parts = new PartList(this);
        while (!AtEnd)
            ParseProtected(parts, escapes: "$`\\");
        if (_unterminated is { } opening)
        {
            Report(opening, Math.Min(opening + 1, _text.Length), _unterminatedMessage);
            parts.Add(new ParameterExpansion(_source.Map(opening, _text.Length), "", ParameterOperator.Invalid));
        }

        return new ShellWord(_source.Map(0, _text.Length), parts.ToImmutable());
    }

    private HereDocument StartHereDocument(ShellWord target, string op)
    {
        var delimiter = new StringBuilder();
        AppendUnquoted(delimiter, target.Parts);
        var document = new HereDocument(delimiter.ToString(), target.Parts.Any(part => part is not LiteralPart), op is "<<-");
        _pendingHereDocuments.Add(document);
        return document;
    }

    /// <summary>A delimiter is not expanded, only its quotes are removed.</summary>
    private void AppendUnquoted(StringBuilder text, ImmutableArray<ShellWordPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    text.Append(literal.Text);
                    break;
                case QuotedLiteralPart quoted:
                    text.Append(quoted.Text);
                    break;
                case DoubleQuotedPart quoted:
                    AppendUnquoted(text, quoted.Parts);
                    break;
                default:
                    text.Append(_source.File.Content, part.Span.Start, part.Span.Length);
                    break;
            }
        }
    }

    private void ReadHereDocuments()
    {
        foreach (var document in _pendingHereDocuments)
            ReadHereDocument(document);
        _pendingHereDocuments.Clear();
    }

    private void ReadHereDocument(HereDocument document)
    {
        var builder = new ShellText.Builder(_source.File);
        var start = _position;
        var joins = false;
        var isClosed = false;
        while (!AtEnd)
        {
            var end = _text.IndexOf('\n', _position);
            var next = end < 0 ? _text.Length : end + 1;
            end = end < 0 ? _text.Length : end;
            var from = _position;
            while (document.StripsTabs && from < end && _text[from] is '\t')
                from++;
            _position = next;
            if (!joins && _text.AsSpan(from, end - from).SequenceEqual(document.Delimiter))
            {
                isClosed = true;
                break;
            }

            builder.Append(_source, from, next);
            var backslashes = 0;
            while (end - backslashes > from && _text[end - 1 - backslashes] is '\\')
                backslashes++;
            joins = !document.IsQuoted && backslashes % 2 == 1;
        }

        if (!isClosed)
            Report(start, Math.Min(start + 1, _text.Length), $"this here-document does not end with '{document.Delimiter}'");
        document.Text = builder.Build();
        document.Body = ParseBody(document, document.Text);
    }

    private ShellWord ParseBody(HereDocument document, ShellText body)
    {
        if (document.IsQuoted)
        {
            var span = body.Map(0, body.Content.Length);
            return new ShellWord(span, [new QuotedLiteralPart(span, body.Content, ShellQuote.Single)]);
        }

        var parser = new ShellParser(body, _session);
        var word = _session.TryEnter()
            ? parser.ParseHereDocumentText()
            : new ShellWord(default, [new ParameterExpansion(default, "", ParameterOperator.Invalid)]);
        _session.Leave();
        return word;
    }

    /// <summary>Collects the parts of a word; neighbouring literal text becomes one part.</summary>
    private sealed class PartList(ShellParser parser)
    {
        // Most words are one part, and most literals one piece of the text.
        private ShellWordPart? _first;
        private ImmutableArray<ShellWordPart>.Builder? _parts;
        private StringBuilder? _literal;
        private bool _hasLiteral;
        private int _literalStart;
        private int _literalEnd;
        private int _pieceStart;
        private int _pieceEnd;

        public bool IsEmpty => _first is null && !_hasLiteral;

        /// <summary>Takes the next characters as literal text.</summary>
        public void Append(int length)
        {
            if (!_hasLiteral)
            {
                _hasLiteral = true;
                _literalStart = _pieceStart = parser._position;
            }
            else if (_pieceEnd != parser._position)
            {
                (_literal ??= new StringBuilder()).Append(parser._text, _pieceStart, _pieceEnd - _pieceStart);
                _pieceStart = parser._position;
            }

            parser._position += length;
            _literalEnd = _pieceEnd = parser._position;
        }

        /// <summary>A continuation inside literal text vanishes without ending the part.</summary>
        public void SkipContinuation() => _literalEnd = parser._position;

        public void Add(ShellWordPart part)
        {
            Flush();
            AddPart(part);
        }

        public ImmutableArray<ShellWordPart> ToImmutable()
        {
            Flush();
            return _parts?.DrainToImmutable() ?? (_first is null ? [] : [_first]);
        }

        private void Flush()
        {
            if (!_hasLiteral)
                return;
            _hasLiteral = false;
            var text = parser._text.Substring(_pieceStart, _pieceEnd - _pieceStart);
            if (_literal is not null)
                text = _literal.Append(text).ToString();
            _literal = null;
            AddPart(new LiteralPart(parser._source.Map(_literalStart, _literalEnd), text));
        }

        private void AddPart(ShellWordPart part)
        {
            if (_first is null)
            {
                _first = part;
                return;
            }

            if (_parts is null)
            {
                _parts = ImmutableArray.CreateBuilder<ShellWordPart>();
                _parts.Add(_first);
            }

            _parts.Add(part);
        }
    }
}
