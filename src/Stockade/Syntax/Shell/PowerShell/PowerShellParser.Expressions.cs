using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <content>Expressions.</content>
internal sealed partial class PowerShellParser
{
    // From the loosest to the tightest (about_Operator_Precedence).
    private static readonly ImmutableArray<ImmutableArray<string>> s_levels =
    [
        ["??"],
        ["-and", "-or", "-xor"],
        ["-band", "-bor", "-bxor"],
        [
            "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-notlike", "-match", "-notmatch", "-replace", "-contains", "-notcontains", "-in", "-notin",
            "-split", "-join", "-is", "-isnot", "-as", "-shl", "-shr",
            "-ieq", "-ine", "-igt", "-ige", "-ilt", "-ile", "-ilike", "-inotlike", "-imatch", "-inotmatch", "-ireplace", "-icontains", "-inotcontains", "-iin", "-inotin", "-isplit",
            "-ceq", "-cne", "-cgt", "-cge", "-clt", "-cle", "-clike", "-cnotlike", "-cmatch", "-cnotmatch", "-creplace", "-ccontains", "-cnotcontains", "-cin", "-cnotin", "-csplit",
        ],
        ["+", "-"],
        ["*", "/", "%"],
        ["-f"],
        [".."],
    ];

    private PowerShellExpression ParseExpression()
    {
        if (!TryDescend())
            return new TextExpression(SpanFrom(_position), "");
        var start = _position;
        var condition = ParseBinary(0);
        SkipBlanks();
        if (Current is '?' && Peek(1) is not ('?' or '.' or '['))
        {
            _position++;
            SkipLines();
            var then = ParseExpression();
            SkipLines();
            if (TryTake(':'))
            {
                SkipLines();
                condition = new ConditionalExpression(SpanFrom(start), condition, then, ParseExpression());
            }
        }

        _depth--;
        return condition;
    }

    private PowerShellExpression ParseBinary(int level)
    {
        if (level == s_levels.Length)
            return ParseList();
        var start = _position;
        var left = ParseBinary(level + 1);
        while (true)
        {
            var end = _position;
            SkipBlanks();
            if (MatchOperator(s_levels[level]) is not { } symbol)
            {
                _position = end;
                return left;
            }

            _position += symbol.Length;
            SkipLines();
            if (!TryDescend())
                return left;
            var right = ParseBinary(level + 1);
            _depth--;
            left = new OperatorExpression(SpanFrom(start), symbol, left, right);
        }
    }

    private string? MatchOperator(ImmutableArray<string> operators)
    {
        var word = OperatorWord();
        if (word.Length > 0)
            return operators.Contains(word, StringComparer.Ordinal) ? word : null;
        if (IsDash(Current))
            return operators.Contains("-", StringComparer.Ordinal) && !(Peek(1) is '=') && Peek(1) is not '-' ? "-" : null;
        if (StartsWith("..") && operators[0] is "..")
            return "..";
        if (StartsWith("??") && Peek(2) is not '=' && operators[0] is "??")
            return "??";
        var symbol = Current.ToString();
        return Current is '+' or '*' or '/' or '%' && Peek(1) is not '=' && operators.Contains(symbol, StringComparer.Ordinal) ? symbol : null;
    }

    /// <summary>An operator of letters in lower case, or nothing.</summary>
    private string OperatorWord()
    {
        if (!IsDash(Current) || !char.IsAsciiLetter(Peek(1)))
            return "";
        var end = _position + 1;
        while (end < _content.Length && end - _position < 16 && char.IsAsciiLetter(_content[end]))
            end++;
        return end < _content.Length && (char.IsAsciiDigit(_content[end]) || _content[end] is '_') ? "" : "-" + _content[(_position + 1)..end].ToLowerInvariant();
    }

    private PowerShellExpression ParseList()
    {
        var start = _position;
        var elements = ImmutableArray.CreateBuilder<PowerShellExpression>();
        if (Current is ',')
        {
            // `,$x` is an array of one.
            _position++;
            SkipLines();
            elements.Add(ParseUnary());
            return new ListExpression(SpanFrom(start), elements.DrainToImmutable(), SourceFrom(start));
        }

        var first = ParseUnary();
        var end = _position;
        SkipBlanks();
        if (Current is not ',')
        {
            _position = end;
            return first;
        }

        elements.Add(first);
        while (TryTake(','))
        {
            SkipLines();
            elements.Add(ParseUnary());
            end = _position;
            SkipBlanks();
        }

        _position = end;
        return new ListExpression(SpanFrom(start), elements.DrainToImmutable(), SourceFrom(start));
    }

    private PowerShellExpression ParseUnary()
    {
        if (!TryDescend())
            return new TextExpression(SpanFrom(_position), "");
        var expression = ParseUnaryHere();
        _depth--;
        return expression;
    }

    private PowerShellExpression ParseUnaryHere()
    {
        var start = _position;
        SkipBlanks();
        if (IsUnaryOperator())
        {
            var word = OperatorWord();
            _position += word.Length;
            SkipLines();
            return new OperatorExpression(SpanFrom(start), word, Left: null, ParseUnary());
        }

        if (Current is '!' || ((IsDash(Current) || Current is '+') && !char.IsAsciiDigit(Peek(1))))
        {
            var symbol = Current is '!' ? "!" : Peek(1) == Current ? Current is '+' ? "++" : "--" : Current is '+' ? "+" : "-";
            _position += symbol.Length;
            SkipLines();
            var operand = ParseUnary();
            return new OperatorExpression(SpanFrom(start), symbol, Left: null, operand);
        }

        if (Current is '[' && ParseType() is { } type)
        {
            if (StartsWith("::") || Current is '.' or '[' || !IsOperandStart())
                return ParsePostfix(type);
            SkipBlanks();
            return new CastExpression(SpanFrom(start), type.Name, ParseUnary());
        }

        return ParsePostfix(ParsePrimary());
    }

    private bool IsOperandStart()
    {
        var start = _position;
        SkipBlanks();
        var c = Current;
        var isOperand = c is '$' or '(' or '@' or '[' or '{' || IsSingleQuote(c) || IsDoubleQuote(c) || char.IsAsciiDigit(c) || (IsDash(c) && char.IsAsciiDigit(Peek(1)));
        _position = start;
        return isOperand;
    }

    private TypeExpression? ParseType()
    {
        var start = _position;
        SkipBrackets();
        var source = SourceFrom(start);
        return source.Length > 2 ? new TypeExpression(SpanFrom(start), source[1..^1].Trim()) : null;
    }

    private PowerShellExpression ParsePostfix(PowerShellExpression expression)
    {
        var start = _position;
        for (var links = 0; links < 1000; links++)
        {
            var isConditional = Current is '?' && Peek(1) is '.' or '[';
            var at = isConditional ? 1 : 0;
            if (Peek(at) is '[' && !isConditional)
            {
                var opening = _position++;
                SkipLines();
                var index = ParseExpression();
                Expect(']', opening);
                expression = new IndexExpression(SpanFrom(start), expression, index) with { Span = Union(expression, start) };
            }
            else if ((Peek(at) is '.' && Peek(at + 1) is not '.') || StartsWith("::"))
            {
                var before = _position;
                _position += at + (Current is ':' ? 2 : 1);

                // A chain of calls goes on after a dot at the end of a line.
                if (IsLineEnd(Current) && before > 0 && _content[before - 1] is ')')
                    SkipLines();
                if (ParseMember(expression, start) is not { } member)
                {
                    _position = before;
                    return expression;
                }

                expression = member;
            }
            else if (StartsWith("++") || StartsWith("--"))
            {
                if (expression is not (VariableExpression or MemberExpression or IndexExpression) || IsOptionAt(_position))
                    return expression;
                var symbol = Current is '+' ? "++" : "--";
                _position += 2;
                return new OperatorExpression(Union(expression, start), symbol, Left: null, expression);
            }
            else
            {
                return expression;
            }
        }

        return expression;
    }

    private Microsoft.CodeAnalysis.Text.TextSpan Union(PowerShellExpression expression, int start)
    {
        var end = SpanFrom(start).End;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(Math.Min(expression.Span.Start, end), end);
    }

    private MemberExpression? ParseMember(PowerShellExpression target, int start)
    {
        string? name = null;
        if (IsIdentifierStart(Current))
        {
            var first = _position;
            while (char.IsLetterOrDigit(Current) || Current is '_')
                _position++;
            name = SourceFrom(first);
        }
        else if (IsSingleQuote(Current) || IsDoubleQuote(Current))
        {
            name = ParseString().Literal;
        }
        else if (Current is '$' or '(')
        {
            ParsePrimary();
        }
        else
        {
            return null;
        }

        ImmutableArray<PowerShellExpression>? arguments = null;
        if (Current is '(')
            arguments = ParseMethodArguments();
        else if (Current is '{')
            arguments = [ParsePrimary()];
        return new MemberExpression(Union(target, start), target, name, arguments);
    }

    private ImmutableArray<PowerShellExpression> ParseMethodArguments()
    {
        var arguments = ImmutableArray.CreateBuilder<PowerShellExpression>();
        var opening = _position++;
        SkipLines();
        while (!IsAtEnd && Current is not ')')
        {
            var before = _position;

            // A comma separates arguments here, it makes no array.
            arguments.Add(ParseMethodArgument());
            SkipLines();
            if (!TryTake(',') || _position == before)
                break;
            SkipLines();
        }

        Expect(')', opening);
        return arguments.DrainToImmutable();
    }

    private PowerShellExpression ParseMethodArgument()
    {
        var argument = ParseUnary();
        SkipBlanks();
        while (s_levels.Select(MatchOperator).FirstOrDefault(static symbol => symbol is not null) is { } symbol)
        {
            _position += symbol.Length;
            SkipLines();
            argument = new OperatorExpression(argument.Span, symbol, argument, ParseUnary());
            SkipBlanks();
        }

        return argument;
    }


    private PowerShellExpression ParsePrimary()
    {
        var start = _position;
        if (!TryDescend())
            return new TextExpression(SpanFrom(start), "");
        var primary = ParsePrimaryHere(start);
        _depth--;
        return primary;
    }

    private PowerShellExpression ParsePrimaryHere(int start)
    {
        var c = Current;
        if (IsSingleQuote(c) || IsDoubleQuote(c))
            return ParseString();
        switch (c)
        {
            case '$' when Peek(1) is '(':
                return ParseGroup(start, GroupKind.Subexpression, 2);
            case '$':
                _position++;
                var name = ReadVariableName();
                return name.Length == 0 ? new TextExpression(SpanFrom(start), "$") : new VariableExpression(SpanFrom(start), name, IsSplatted: false);
            case '@' when Peek(1) is '(':
                return ParseGroup(start, GroupKind.Array, 2);
            case '@' when Peek(1) is '{':
                return ParseHashtable(start);
            case '@' when IsSingleQuote(Peek(1)) || IsDoubleQuote(Peek(1)):
                return ParseHereString();
            case '(':
                return ParseGroup(start, GroupKind.Parentheses, 1);
            case '{':
                _position++;
                var body = ParseScriptBlock(start + 1);
                Expect('}', start);
                return new ScriptBlockExpression(SpanFrom(start), body);
        }

        while (char.IsAsciiLetterOrDigit(Current) || (Current is '.' && Peek(1) is not '.' && char.IsAsciiDigit(Peek(1))) || (_position == start && (IsDash(Current) || Current is '+')))
            _position++;
        var source = SourceFrom(start);
        if (ReadNumber(source) is { } number)
            return new NumberExpression(SpanFrom(start), source, number.Value);
        _position = start;
        Report(Math.Min(start, Math.Max(0, _content.Length - 1)), "an expression is missing");
        if (!IsAtEnd && !EndsWord(Current))
            _position++;
        return new TextExpression(SpanFrom(start), "");
    }

    private GroupExpression ParseGroup(int start, GroupKind kind, int length)
    {
        var opening = start + length - 1;
        _position += length;
        var statements = ParseStatements(')');
        Expect(')', opening);
        return new GroupExpression(SpanFrom(start), kind, statements);
    }

    private HashtableExpression ParseHashtable(int start)
    {
        var entries = ImmutableArray.CreateBuilder<HashtableEntry>();
        _position += 2;
        SkipSeparators();
        while (!IsAtEnd && Current is not '}')
        {
            var before = _position;
            var key = Current is '$' or '(' or '[' || IsSingleQuote(Current) || IsDoubleQuote(Current) ? ParseUnary() : ParseKey();
            SkipLines();
            if (!TryTake('='))
            {
                Report(before, "an entry of a hashtable has no '='");
                SkipTo('}');
                return new HashtableExpression(SpanFrom(start), entries.DrainToImmutable());
            }

            SkipLines();
            entries.Add(new HashtableEntry(key, ParseStatement()));
            SkipSeparators();
            if (_position == before)
                break;
        }

        Expect('}', start + 1);
        return new HashtableExpression(SpanFrom(start), entries.DrainToImmutable());
    }

    private StringExpression ParseKey()
    {
        var start = _position;
        while (!IsAtEnd && !EndsWord(Current) && Current is not '=')
            _position++;
        var source = SourceFrom(start);
        return new StringExpression(SpanFrom(start), [new TextExpression(SpanFrom(start), source)], StringQuote.Bare, source);
    }
}
