namespace Stockade.Syntax.Shell;

/// <content>What begins with a dollar sign, a backquote or an angle bracket.</content>
internal sealed partial class ShellParser
{
    /// <summary>The expansion at a dollar sign, or null where the dollar sign is literal.</summary>
    private ShellWordPart? ParseDollar(bool isQuoted)
    {
        var start = _position;
        switch (Next)
        {
            case '(' when start + 2 < _text.Length && _text[start + 2] is '(' && IsArithmetic(start + 3):
                _position += 3;
                var expression = ParseArithmetic(start, "))");
                return new ArithmeticExpansion(SpanFrom(start), expression);
            case '(':
                _position += 2;
                return ParseSubstitution(start);
            case '[':
                _position += 2;
                var old = ParseArithmetic(start, "]");
                return new ArithmeticExpansion(SpanFrom(start), old);
            case '{':
                return ParseBraced(isQuoted);
            case '\'' when !isQuoted:
                return ParseAnsiQuoted();
            case '"' when !isQuoted:
                _position++;
                var localized = ParseDoubleQuoted();
                return localized with { Span = SpanFrom(start) };
            case >= '0' and <= '9' or '@' or '*' or '#' or '?' or '-' or '$' or '!':
                _position += 2;
                return new ParameterExpansion(SpanFrom(start), _text[(start + 1).._position], ParameterOperator.None);
            case var c when IsNameStart(c):
                _position++;
                return new ParameterExpansion(_source.Map(start, _position + NameLength()), ReadName(), ParameterOperator.None);
            default:
                return null;
        }
    }

    private CommandSubstitution ParseSubstitution(int start)
    {
        var outer = _pendingHereDocuments.ToArray();
        _pendingHereDocuments.Clear();
        var isContinued = _isContinued;
        var body = TryEnter(start) ? ParseStatements() : [];
        _session.Leave();
        if (!Accept(")"))
            Fail(start, "this '$(' is not closed");
        _pendingHereDocuments.Clear();
        _pendingHereDocuments.AddRange(outer);
        _isContinued = isContinued;
        return new CommandSubstitution(SpanFrom(start), body);
    }

    private ProcessSubstitution ParseProcessSubstitution()
    {
        var start = _position;
        _position += 2;
        var substitution = ParseSubstitution(start);
        return new ProcessSubstitution(SpanFrom(start), substitution.Body);
    }

    /// <summary>A backquoted command is read from its text after one round of removing backslashes.</summary>
    private CommandSubstitution ParseBackquoted(bool isQuoted)
    {
        var start = _position++;
        var builder = new ShellText.Builder(_source.File);
        var from = _position;
        while (!AtEnd && Current is not '`')
        {
            if (Current is '\\' && (Next is '$' or '`' or '\\' || (isQuoted && Next is '"')))
            {
                builder.Append(_source, from, _position);
                from = ++_position;
            }

            _position++;
        }

        _position = Math.Min(_position, _text.Length);
        builder.Append(_source, from, _position);
        if (!Accept("`"))
        {
            Fail(start, "this backquote is not closed");
            return new CommandSubstitution(SpanFrom(start), []) { IsBackquoted = true };
        }

        var parser = new ShellParser(builder.Build(), _session);
        var body = TryEnter(start) ? parser.ParseStatements(isOutermost: true) : [];
        _session.Leave();
        return new CommandSubstitution(SpanFrom(start), body) { IsBackquoted = true };
    }

    /// <summary>Whether text after two opening parentheses ends with two closing ones; otherwise they are subshells.</summary>
    private bool IsArithmetic(int start)
    {
        var depth = 0;
        var i = start;
        for (; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c is '(')
            {
                depth++;
            }
            else if (c is ')')
            {
                if (depth == 0)
                    break;
                depth--;
            }
            else if (c is '\\')
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                var close = _text.IndexOf(c, i + 1);
                i = close < 0 ? _text.Length : close;
            }
        }

        return !_session.TryReread(Math.Min(i, _text.Length) - start) || i + 1 >= _text.Length || _text[i + 1] is ')';
    }

    /// <summary>An expression up to its terminator: literal text and the expansions in it.</summary>
    private ShellWord ParseArithmetic(int opening, string terminator)
    {
        var start = _position;
        var parts = new PartList(this);
        if (TryEnter(opening))
        {
            var (open, close) = terminator is "]" ? ('[', ']') : ('(', ')');
            var depth = 0;
            while (!AtEnd)
            {
                var c = Current;
                if (depth == 0 && IsAt(terminator))
                    break;
                if (c == open)
                    depth++;
                else if (c == close)
                    depth--;
                if (c is '"')
                    parts.Add(ParseDoubleQuoted());
                else if (c is '\\' && Next is not '\n' && _position + 1 < _text.Length)
                    parts.Append(2);
                else
                    ParseProtectedCharacter(parts);
            }
        }

        _session.Leave();
        var word = new ShellWord(SpanFrom(start), parts.ToImmutable());
        if (!Accept(terminator))
            Fail(opening, "this arithmetic is not closed");
        return word;
    }

    private void ParseProtectedCharacter(PartList parts)
    {
        if (Current is '$' or '`' or '\\')
            ParseProtected(parts, escapes: "");
        else
            parts.Append(1);
    }

    /// <summary><c>[…]</c> after the name of an array.</summary>
    private ShellWord ParseSubscript()
    {
        var start = _position++;
        var parts = new PartList(this);
        var depth = 0;
        if (TryEnter(start))
        {
            while (!AtEnd && (depth > 0 || Current is not ']'))
            {
                if (Current is '[')
                    depth++;
                else if (Current is ']')
                    depth--;
                if (!TryParseQuoted(parts))
                    parts.Append(1);
            }
        }

        _session.Leave();
        var word = new ShellWord(_source.Map(Math.Min(start + 1, _text.Length), Math.Min(_position, _text.Length)), parts.ToImmutable());
        if (!Accept("]"))
            Fail(start, "this '[' is not closed");
        return word;
    }

    private ParameterExpansion ParseBraced(bool isQuoted)
    {
        var start = _position;
        _position += 2;
        var outerQuotes = _isInQuotes;
        _isInQuotes = isQuoted;
        _ = TryEnter(start);
        var expansion = ParseParameter(start);
        _isInQuotes = outerQuotes;
        if (!Accept("}"))
        {
            expansion = expansion with { Operator = ParameterOperator.Invalid };
            var close = _text.IndexOf('}', Math.Min(_position, _text.Length));
            if (close < 0)
            {
                Fail(start, "this '${' is not closed");
            }
            else
            {
                Report(start, Math.Min(close + 1, _text.Length), "bash cannot substitute this");
                _position = close + 1;
            }
        }

        _session.Leave();
        return expansion with { Span = SpanFrom(start) };
    }

    private ParameterExpansion ParseParameter(int start)
    {
        var isLength = Current is '#' && IsPrefixOfName("@*");
        var isIndirect = !isLength && Current is '!' && IsPrefixOfName("@*");
        if (isLength || isIndirect)
            _position++;
        var name = ReadParameterName();
        if (name.Length == 0)
            return new ParameterExpansion(SpanFrom(start), "", ParameterOperator.Invalid);
        if (isIndirect && Current is '*' or '@' && Next is '}' && IsNameStart(name[0]))
        {
            _position++;
            return new ParameterExpansion(SpanFrom(start), name, ParameterOperator.NamesWithPrefix) { IsIndirect = true };
        }

        var subscript = Current is '[' ? ParseSubscript() : null;
        var expansion = new ParameterExpansion(SpanFrom(start), name, ParameterOperator.None)
        {
            Subscript = subscript,
            IsLength = isLength,
            IsIndirect = isIndirect,
        };
        return Current is '}' ? expansion : ParseOperator(expansion);
    }

    /// <summary>Whether <c>#</c> or <c>!</c> stands before a name, or is the name itself.</summary>
    private bool IsPrefixOfName(string specials)
    {
        var next = Next;
        if (IsNamePart(next) || specials.Contains(next, StringComparison.Ordinal))
            return true;
        return next is '#' or '?' or '-' or '$' or '!' && _position + 2 < _text.Length && _text[_position + 2] is '}';
    }

    private string ReadParameterName()
    {
        if (IsNameStart(Current))
            return ReadName();
        var start = _position;
        if (Current is >= '0' and <= '9')
        {
            while (Current is >= '0' and <= '9')
                _position++;
        }
        else if (Current is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _position++;
        }

        return _text[start.._position];
    }

    private int NameLength()
    {
        var end = _position;
        while (end < _text.Length && IsNamePart(_text[end]))
            end++;
        return end - _position;
    }

    private string ReadName()
    {
        var start = _position;
        _position += NameLength();
        return _text[start.._position];
    }

    private ParameterExpansion ParseOperator(ParameterExpansion expansion)
    {
        var colon = Current is ':' && Next is '-' or '=' or '?' or '+';
        if (colon)
            _position++;
        var op = Current switch
        {
            '-' => ParameterOperator.UseDefault,
            '=' => ParameterOperator.AssignDefault,
            '?' => ParameterOperator.RequireValue,
            '+' => ParameterOperator.UseAlternative,
            '#' => Next is '#' ? ParameterOperator.RemoveLongestPrefix : ParameterOperator.RemoveShortestPrefix,
            '%' => Next is '%' ? ParameterOperator.RemoveLongestSuffix : ParameterOperator.RemoveShortestSuffix,
            '^' => Next is '^' ? ParameterOperator.UppercaseAll : ParameterOperator.UppercaseFirst,
            ',' => Next is ',' ? ParameterOperator.LowercaseAll : ParameterOperator.LowercaseFirst,
            ':' => ParameterOperator.Substring,
            '/' => Next switch
            {
                '/' => ParameterOperator.ReplaceAll,
                '#' => ParameterOperator.ReplacePrefix,
                '%' => ParameterOperator.ReplaceSuffix,
                _ => ParameterOperator.ReplaceFirst,
            },
            '@' when char.IsAsciiLetter(Next) => ParameterOperator.Transform,
            _ => ParameterOperator.Invalid,
        };
        if (op is ParameterOperator.Invalid)
            return expansion with { Operator = op };
        var isDouble = op is ParameterOperator.RemoveLongestPrefix or ParameterOperator.RemoveLongestSuffix or ParameterOperator.UppercaseAll
            or ParameterOperator.LowercaseAll or ParameterOperator.ReplaceAll or ParameterOperator.ReplacePrefix or ParameterOperator.ReplaceSuffix;
        _position += isDouble ? 2 : 1;
        return op switch
        {
            ParameterOperator.Substring => ParseSubstring(expansion with { Operator = op }),
            ParameterOperator.ReplaceAll or ParameterOperator.ReplaceFirst or ParameterOperator.ReplacePrefix or ParameterOperator.ReplaceSuffix =>
                ParseReplacement(expansion with { Operator = op }),
            _ => expansion with { Operator = op, TreatsEmptyAsUnset = colon, Operand = ParseOperand(stop: '}', IsPattern(op)) },
        };
    }

    private static bool IsPattern(ParameterOperator op) =>
        op is not (ParameterOperator.UseDefault or ParameterOperator.AssignDefault or ParameterOperator.RequireValue or ParameterOperator.UseAlternative);

    private ParameterExpansion ParseReplacement(ParameterExpansion expansion)
    {
        var pattern = ParseOperand(stop: '/', isPattern: true);
        if (Current is not '/')
            return expansion with { Operand = pattern };
        _position++;
        return expansion with { Operand = pattern, SecondOperand = ParseOperand(stop: '}', isPattern: true) };
    }

    private ParameterExpansion ParseSubstring(ParameterExpansion expansion)
    {
        var offset = ParseSubstringPart();
        if (Current is not ':')
            return expansion with { Operand = offset };
        _position++;
        return expansion with { Operand = offset, SecondOperand = ParseSubstringPart() };
    }

    private ShellWord ParseSubstringPart()
    {
        var start = _position;
        var parts = new PartList(this);
        var depth = 0;
        while (!AtEnd && Current is not '}' && (depth > 0 || Current is not ':'))
        {
            // The colon of `a ? b : c` does not end the offset.
            if (Current is '(' or '?' or '[')
                depth++;
            else if (Current is ')' or ':' or ']')
                depth--;
            if (Current is '"')
                parts.Add(ParseDoubleQuoted());
            else
                ParseProtectedCharacter(parts);
        }

        return new ShellWord(SpanFrom(start), parts.ToImmutable());
    }

    /// <summary>The word after an operator: blanks are text, and only the brace (or the slash of a replacement) ends it.</summary>
    private ShellWord ParseOperand(char stop, bool isPattern)
    {
        var start = _position;
        var parts = new PartList(this);
        while (!AtEnd && Current is not '}' && Current != stop)
        {
            if (_isInQuotes)
                ParseQuotedOperand(parts, isPattern);
            else if (!TryParseQuoted(parts))
                parts.Append(1);
        }

        return new ShellWord(SpanFrom(start), parts.ToImmutable());
    }

    private void ParseQuotedOperand(PartList parts, bool isPattern)
    {
        var start = _position;
        switch (Current)
        {
            // In a pattern quotes keep their meaning inside double quotes; in a value a single quote is a character like others.
            case '\'' when isPattern:
                parts.Add(ParseSingleQuoted());
                break;
            case '"':
                parts.Add(ParseDoubleQuoted());
                break;
            case '$' when isPattern && Next is '\'':
                parts.Add(ParseAnsiQuoted());
                break;
            case '\\' when _position + 1 < _text.Length && Next is not '\n' && (isPattern || Next is '$' or '`' or '"' or '\\' or '}'):
                _position += 2;
                parts.Add(new QuotedLiteralPart(SpanFrom(start), _text[(start + 1).._position], ShellQuote.Backslash));
                break;
            default:
                ParseProtectedCharacter(parts);
                break;
        }
    }
}
