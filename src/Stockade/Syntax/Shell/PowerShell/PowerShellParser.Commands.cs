using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <content>Pipelines, commands and their arguments.</content>
internal sealed partial class PowerShellParser
{
    // The file that the output of the pipeline at hand is redirected to.
    private PowerShellExpression? _target;

    private PowerShellStatement ParsePipelineOrAssignment()
    {
        var outer = _target;
        _target = null;
        var statement = ParsePipelineOrAssignmentInner();
        _target = outer;
        return statement;
    }

    private PowerShellStatement ParsePipelineOrAssignmentInner()
    {
        var start = _position;
        PowerShellExpression first;
        if (IsExpressionStart())
        {
            first = ParseExpression();
            SkipBlanks();
            if (AssignmentOperator() is { } assignment)
            {
                _position += assignment.Length;
                SkipLines();
                var value = ParseStatement();
                return new AssignmentStatement(SpanFrom(start), first, assignment, value);
            }
        }
        else if (ParseCommand() is { } command)
        {
            first = command;
        }
        else
        {
            return Skip(start);
        }

        var links = ImmutableArray.CreateBuilder<PipelineLink>();
        var elements = ImmutableArray.CreateBuilder<PowerShellExpression>();
        string? chain = null;
        elements.Add(first);
        while (true)
        {
            SkipBlanks();
            SkipRedirections();
            if (IsAtPipe())
            {
                SkipLines();
                _position++;
                SkipLines();
                _target = null;
                if (ParsePipelineElement() is not { } next)
                    return Skip(start);
                elements.Add(next);
                continue;
            }

            links.Add(new PipelineLink(chain, elements.DrainToImmutable()) { Target = _target });
            _target = null;
            if (StartsWith("&&") || StartsWith("||"))
            {
                chain = Current is '&' ? "&&" : "||";
                _position += 2;
                SkipLines();
                if (ParsePipelineElement() is not { } next)
                    return Skip(start);
                elements.Add(next);
                continue;
            }

            break;
        }

        SkipBlanks();
        if (Current is '&')
            _position++;
        SkipBlanks();
        if (!IsAtEnd && !IsLineEnd(Current) && Current is not (';' or '}' or ')'))
            return Skip(start);
        return new PipelineStatement(SpanFrom(start), links.DrainToImmutable());
    }

    /// <summary>A <c>|</c> here, or at the beginning of the next line, where PowerShell 7 reads it too.</summary>
    private bool IsAtPipe()
    {
        if (Current is '|' && Peek(1) is not '|')
            return true;
        if (!IsLineEnd(Current))
            return false;
        var (start, comments) = (_position, _comments.Count);
        SkipLines();
        var isPipe = Current is '|' && Peek(1) is not '|';
        if (!isPipe)
            _position = start;
        return isPipe && _comments.Count >= comments;
    }

    private PowerShellExpression? ParsePipelineElement()
    {
        if (!TryDescend())
            return null;
        var element = IsExpressionStart() ? ParseExpression() : ParseCommand();
        _depth--;
        return element;
    }

    private string? AssignmentOperator()
    {
        if (Current is '=' && Peek(1) is not '=')
            return "=";
        if (Current is '+' or '-' or '*' or '/' or '%' && Peek(1) is '=')
            return SourceAt(2);
        return StartsWith("??=") ? "??=" : null;
    }

    private string SourceAt(int length) => _content.Substring(_position, length);

    private bool IsExpressionStart()
    {
        var c = Current;
        if (IsSingleQuote(c) || IsDoubleQuote(c) || c is '$' or '(' or '[' or '{' or ',' or '!')
            return c is not '[' || !IsBlank(Peek(1));
        if (c is '@')
            return Peek(1) is '(' or '{' || IsSingleQuote(Peek(1)) || IsDoubleQuote(Peek(1));
        if (IsDash(c) || c is '+')
            return char.IsAsciiDigit(Peek(1)) || Peek(1) is '$' or '(' || IsUnaryOperator() || (Peek(1) == c && Peek(2) is '$');
        return IsNumberWord();
    }

    private bool IsUnaryOperator()
    {
        var word = OperatorWord();
        return word is "-not" or "-bnot" or "-join" or "-split" or "-csplit" or "-isplit";
    }

    // `7z` is a command, `7` is not.
    private bool IsNumberWord()
    {
        var end = _position + (Current is '.' ? 1 : 0);
        if (end >= _content.Length || !char.IsAsciiDigit(_content[end]))
            return false;
        while (end < _content.Length && (char.IsAsciiLetterOrDigit(_content[end]) || _content[end] is '.'))
            end++;
        var text = _content[_position..end];
        return ReadNumber(text.Split("..", 2)[0]) is not null;
    }

    private CommandExpression? ParseCommand()
    {
        var start = _position;
        var call = CallOperator.None;
        if (Current is '&' && Peek(1) is not '&')
            call = CallOperator.Call;
        else if (Current is '.' && (IsBlank(Peek(1)) || Peek(1) is '$' or '(' or '{' || IsSingleQuote(Peek(1)) || IsDoubleQuote(Peek(1))))
            call = CallOperator.Dot;
        if (call is not CallOperator.None)
        {
            _position++;
            SkipBlanks();
        }
        else if (IsOptionAt(_position) && IsDash(Peek(1)))
        {
            // `--option` begins no command.
            return null;
        }

        ContinuationFault? fault = null;
        var elements = ImmutableArray.CreateBuilder<CommandElement>();
        var endsParameters = false;
        while (true)
        {
            SkipBlanks();
            if (IsAtEnd || IsLineEnd(Current) || Current is ';' or '|' or '&' or '}' or ')')
                break;
            if (SkipRedirections())
                continue;
            var before = _position;
            if (Current is '`' && IsBlank(Peek(1)))
            {
                // Between words a quoted blank is a blank.
                _position++;
                SkipBlanks();
                fault ??= FindBlankFault(before);
                continue;
            }

            var element = endsParameters && ParseColonWord() is { } word ? word : ParseElement(elements.Count);
            if (element is null || _position == before)
                break;
            elements.Add(element);
            endsParameters |= elements.Count > 1 && element.Source is "--";
            fault ??= FindBlankFault(before);
        }

        if (elements.Count == 0)
            return null;
        return new CommandExpression(SpanFrom(start), call, elements.DrainToImmutable()) { Fault = fault };
    }

    /// <summary>A backtick, blanks and the end of the line: the backtick quotes a blank, and the command ends.</summary>
    private ContinuationFault? FindBlankFault(int start)
    {
        for (var i = start; i < _position; i++)
        {
            if (_content[i] is not '`' || i + 1 >= _content.Length || !IsBlank(_content[i + 1]))
                continue;
            var end = i + 1;
            while (end < _content.Length && IsBlank(_content[end]))
                end++;
            if (end >= _content.Length || IsLineEnd(_content[end]) || _content[end] is '#')
                return new ContinuationFault(_text.Map(i, end), ContinuationFaultKind.TrailingBlank);
        }

        return null;
    }

    /// <summary><c>&gt; file</c>, <c>2&gt;&amp;1</c>, <c>*&gt;$null</c>; true where there was one.</summary>
    private bool SkipRedirections()
    {
        var found = false;
        while (true)
        {
            SkipBlanks();
            var digits = Current is >= '1' and <= '6' or '*' ? 1 : 0;
            var isOutput = digits == 0 || Current is '1' or '*';
            if (Peek(digits) is not '>' && !(digits == 0 && Current is '<'))
                return found;
            found = true;
            _position += digits + 1;
            if (Current is '>')
                _position++;
            if (Current is '&' && char.IsAsciiDigit(Peek(1)))
            {
                _position += 2;
                continue;
            }

            SkipBlanks();
            if (ParseArgument() is not { } target)
                return found;
            if (isOutput)
                _target = target;
        }
    }

    private CommandElement? ParseElement(int index)
    {
        var start = _position;
        if (index > 0 && StartsWith("--%") && (Peek(3) is '\0' || IsBlank(Peek(3)) || IsLineEnd(Peek(3))))
            return ParseVerbatim();
        if (index > 0 && IsDash(Current) && (IsIdentifierStart(Peek(1)) || Peek(1) is '?') && ParseParameterName() is { } parameter)
            return parameter;
        _position = start;
        if (index == 0)
        {
            var name = Current is '$' or '(' or '{' or '@' || IsSingleQuote(Current) || IsDoubleQuote(Current) ? ParsePostfix(ParsePrimary()) : ParseBareWord(start);
            return name is null ? null : new CommandElement(SpanFrom(start), SourceFrom(start)) { Argument = name };
        }

        return ParseArgumentList() is { } argument ? new CommandElement(SpanFrom(start), SourceFrom(start)) { Argument = argument } : null;
    }

    /// <summary>After <c>--</c> there are no parameters: <c>-n:</c> is a word, and what follows the colon another. Null where there is no such word.</summary>
    private CommandElement? ParseColonWord()
    {
        var start = _position;
        if (!IsDash(Current) || !IsIdentifierStart(Peek(1)))
            return null;
        _position++;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '?')
            _position++;
        if (TryTake(':'))
            return new CommandElement(SpanFrom(start), SourceFrom(start)) { Parameter = SourceFrom(start + 1) };
        _position = start;
        return null;
    }

    private CommandElement ParseVerbatim()
    {
        _position += 3;
        while (IsBlank(Current))
            _position++;
        var start = _position;

        // Only a pipe outside double quotes ends it before the line does.
        var quoted = false;
        while (!IsAtEnd && !IsLineEnd(Current) && (quoted || (Current is not '|' && !StartsWith("&&"))))
        {
            quoted ^= Current is '"';
            _position++;
        }

        return new CommandElement(SpanFrom(start), SourceFrom(start)) { IsVerbatim = true };
    }

    /// <summary><c>-Name</c> or <c>-Name:value</c>; null where the word is no parameter.</summary>
    private CommandElement? ParseParameterName()
    {
        var start = _position++;
        while (!IsAtEnd)
        {
            var c = Current;
            if (IsSingleQuote(c) || IsDoubleQuote(c))
                return null;
            if (IsBlank(c) || IsLineEnd(c) || c is '{' or '}' or '(' or ')' or ';' or ',' or '|' or '&' or '.' or '[' or ':')
                break;
            if (c is '`' or '$')
                return null;
            _position++;
        }

        var name = SourceFrom(start + 1);
        if (Current is ',')
            return null;
        if (!TryTake(':'))
            return new CommandElement(SpanFrom(start), SourceFrom(start)) { Parameter = name };
        if (IsAtEnd || IsLineEnd(Current))
            return new CommandElement(SpanFrom(start), SourceFrom(start)) { Parameter = name };
        SkipBlanks();
        var argument = ParseArgumentList();
        return new CommandElement(SpanFrom(start), SourceFrom(start)) { Parameter = name, Argument = argument };
    }

    /// <summary>An argument, or several with commas between.</summary>
    private PowerShellExpression? ParseArgumentList()
    {
        var start = _position;
        if (ParseArgument() is not { } first)
            return null;
        var end = _position;
        SkipBlanks();
        if (Current is not ',')
        {
            _position = end;
            return first;
        }

        var elements = ImmutableArray.CreateBuilder<PowerShellExpression>();
        elements.Add(first);
        while (TryTake(','))
        {
            SkipLines();
            if (ParseArgument() is not { } next)
                break;
            elements.Add(next);
            end = _position;
            SkipBlanks();
        }

        _position = end;
        return new ListExpression(SpanFrom(start), elements.DrainToImmutable(), SourceFrom(start));
    }

    private PowerShellExpression? ParseArgument()
    {
        var start = _position;
        var c = Current;
        if (IsAtEnd || IsLineEnd(c) || c is ';' or '|' or '&' or '}' or ')' or ',')
            return null;
        if (c is '(' or '{' || IsSingleQuote(c) || IsDoubleQuote(c))
            return ParsePostfix(ParsePrimary());
        if (c is '@' && (Peek(1) is '(' or '{' || IsSingleQuote(Peek(1)) || IsDoubleQuote(Peek(1))))
            return ParsePostfix(ParsePrimary());
        if (c is '@' && (IsIdentifierStart(Peek(1)) || Peek(1) is '?'))
        {
            _position++;
            var name = ReadVariableName();
            return new VariableExpression(SpanFrom(start), name, IsSplatted: true);
        }

        if (c is '$')
        {
            // A variable that ends its word, or has a member or an index; anything else makes it a part of a longer word.
            var primary = ParsePrimary();
            if (primary is not TextExpression && (EndsWord(Current) || Current is '.' or '[' || StartsWith("::") || primary is GroupExpression && Current is '('))
                return ParsePostfix(primary);

            // Read once: what is nested would be read twice at every level.
            return ParseBareWord(start, primary);
        }

        return ParseBareWord(start);
    }

    private static bool EndsWord(char c) => c is '\0' or '{' or '}' or '(' or ')' or ';' or ',' or '|' or '&' || IsBlank(c) || IsLineEnd(c);

    /// <summary>A word of a command: up to a blank or a bracket, with quotes, variables and escapes in it.</summary>
    private PowerShellExpression? ParseBareWord(int start, PowerShellExpression? first = null)
    {
        var parts = new PartBuilder(this);
        if (first is not null)
            parts.Add(first);
        while (!IsAtEnd && !EndsWord(Current))
        {
            var c = Current;
            if (IsSingleQuote(c))
                ReadSingleQuoted(parts);
            else if (IsDoubleQuote(c))
                ReadDoubleQuoted(parts);
            else if (c is '$')
                ReadExpansion(parts);
            else if (c is '`')
                ReadEscape(parts);
            else
                parts.Take();
        }

        if (_position == start)
            return null;
        var source = SourceFrom(start);
        return ReadNumber(source) is { } number
            ? new NumberExpression(SpanFrom(start), source, number.Value)
            : new StringExpression(SpanFrom(start), parts.Build(), StringQuote.Bare, source);
    }
}
