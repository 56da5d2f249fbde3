using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <content>Lists, pipelines, simple commands and redirections.</content>
internal sealed partial class ShellParser
{
    private ShellStatement ParseStatement()
    {
        var start = _position;
        var elements = ImmutableArray.CreateBuilder<ShellAndOrElement>();
        var op = ShellAndOrOperator.None;
        var isBroken = false;
        while (true)
        {
            var pipeline = ParsePipeline();
            if (pipeline is null)
            {
                isBroken = true;
                break;
            }

            elements.Add(new ShellAndOrElement(op, pipeline));
            SkipBlanks();
            if (Accept("&&"))
                op = ShellAndOrOperator.And;
            else if (Accept("||"))
                op = ShellAndOrOperator.Or;
            else
                break;
            SkipBlanksAndNewlines();
        }

        var end = _position;
        var isBackground = false;
        if (_unterminated is not null)
            return ErrorStatement(start, end);
        if (!isBroken)
        {
            end = elements[^1].Pipeline.Span.End;
            SkipBlanks();
            if (Current is ';' && Next is not (';' or '&'))
            {
                _position++;
            }
            else if (Current is '&' && Next is not '&')
            {
                _position++;
                isBackground = true;
            }
            else if (!AtEnd && Current is not ('\n' or ')' or ';') && !IsAtCloser())
            {
                isBroken = true;
            }
        }

        if (isBroken)
            return SkipBrokenStatement(start);
        return new ShellStatement(SpanBetween(start, end), elements.ToImmutable(), isBackground);
    }

    private ShellStatement SkipBrokenStatement(int start)
    {
        var at = _position;
        Report(at, Math.Min(at + 1, _text.Length), AtEnd || Current is '\n' ? "unexpected end of the command" : $"unexpected '{Current}'");
        while (!AtEnd && Current is not ('\n' or ')' or ';'))
            _position++;
        if (_position == start)
            _position++;
        return ErrorStatement(start, Math.Min(_position, _text.Length));
    }

    private ShellPipeline? ParsePipeline()
    {
        var start = _position;
        var isNegated = false;
        while (true)
        {
            if (PeekKeyword() is "!")
            {
                _position++;
                isNegated = !isNegated;
            }
            else if (PeekKeyword() is "time")
            {
                _position += 4;
                SkipBlanks();
                while (Current is '-' && Next is 'p' or '-' && (_position + 2 >= _text.Length || IsMeta(_text[_position + 2])))
                {
                    _position += 2;
                    SkipBlanks();
                }
            }
            else
            {
                break;
            }

            SkipBlanks();
        }

        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        while (true)
        {
            var command = ParseCommand();
            if (command is null)
            {
                // `time` and `!` may stand alone.
                if (_position > start && commands.Count == 0 && (AtEnd || Current is '\n' or ';' or '&' or ')'))
                    command = new SimpleCommand(SpanFrom(start), [], []);
                else
                    return null;
            }

            commands.Add(command);
            SkipBlanks();
            if (Current is not '|' || Next is '|')
                break;
            _position += Next is '&' ? 2 : 1;
            SkipBlanksAndNewlines();
        }

        return new ShellPipeline(SpanBetween(start, commands[^1].Span.End), commands.ToImmutable(), isNegated);
    }

    /// <summary>From a position of the text to an end in the file.</summary>
    private TextSpan SpanBetween(int start, int end)
    {
        var from = _source.Map(start, start).Start;
        return TextSpan.FromBounds(from, Math.Max(from, end));
    }

    private SimpleCommand? ParseSimpleCommand()
    {
        var outerFault = _fault;
        _fault = null;
        var start = _position;
        var end = _position;
        var assignments = ImmutableArray.CreateBuilder<ShellAssignment>();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        var takesAssignments = true;
        while (!AtEnd)
        {
            if (TryParseRedirection() is { } redirection)
            {
                redirections.Add(redirection);
            }
            else if (words.Count == 0 && TryParseAssignment() is { } assignment)
            {
                assignments.Add(assignment);
            }
            else if ((words.Count > 0 && takesAssignments ? TryParseArrayArgument() : null) is { } argument)
            {
                words.Add(argument);
            }
            else if (ParseWord() is { } word)
            {
                words.Add(word);
                if (words.Count == 1)
                    takesAssignments = word.Literal is "declare" or "typeset" or "local" or "export" or "readonly";
            }
            else
            {
                break;
            }

            end = _position;
            SkipBlanks();
        }

        var fault = _fault;
        _fault = outerFault;
        if (assignments.Count + words.Count + redirections.Count == 0)
            return null;
        return new SimpleCommand(_source.Map(start, end), assignments.ToImmutable(), words.ToImmutable()) { Redirections = redirections.ToImmutable(), Fault = fault };
    }

    private ShellAssignment? TryParseAssignment()
    {
        var start = _position;
        var end = start;
        if (!IsNameStart(Current))
            return null;
        while (end < _text.Length && IsNamePart(_text[end]))
            end++;
        var name = _text[start..end];
        ShellWord? subscript = null;
        if (end < _text.Length && _text[end] is '[')
        {
            if (!IsSubscriptOfAssignment(end))
                return null;
            _position = end;
            subscript = ParseSubscript();
            end = _position;
        }

        var isAppend = end + 1 < _text.Length && _text[end] is '+' && _text[end + 1] is '=';
        if (!isAppend && (end >= _text.Length || _text[end] is not '='))
        {
            _position = start;
            return null;
        }

        _position = end + (isAppend ? 2 : 1);
        var array = subscript is null && Current is '(' ? ParseArrayLiteral() : null;
        var value = array is null ? ParseWord() ?? new ShellWord(SpanFrom(_position), []) : null;
        return new ShellAssignment(SpanFrom(start), name, isAppend) { Subscript = subscript, Array = array, Value = value };
    }

    /// <summary>Whether the bracket at <paramref name="open"/> closes before <c>=</c>; <c>[a]*zz</c> and <c>x[1]</c> are ordinary words.</summary>
    private bool IsSubscriptOfAssignment(int open)
    {
        var depth = 0;
        for (var i = open; i < _text.Length; i++)
        {
            switch (_text[i])
            {
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    _ = _session.TryReread(i - open);
                    return i + 1 < _text.Length && (_text[i + 1] is '=' || (_text[i + 1] is '+' && i + 2 < _text.Length && _text[i + 2] is '='));
                case '\\':
                    i++;
                    break;
                case '"' or '\'':
                    var close = _text.IndexOf(_text[i], i + 1);
                    if (close < 0)
                        return false;
                    i = close;
                    break;
                case '\n' or ';':
                    return false;
            }
        }

        return false;
    }

    /// <summary><c>name=(…)</c> among the arguments of <c>declare</c> and its kin.</summary>
    private ShellWord? TryParseArrayArgument()
    {
        var start = _position;
        var end = start;
        while (end < _text.Length && IsNamePart(_text[end]))
            end++;
        if (end == start || end + 1 >= _text.Length)
            return null;
        if (_text[end] is '+')
            end++;
        if (_text[end] is not '=' || end + 1 >= _text.Length || _text[end + 1] is not '(')
            return null;
        _position = end + 1;
        var name = new LiteralPart(SpanFrom(start), _text[start.._position]);
        var array = ParseArrayLiteral();
        return new ShellWord(SpanFrom(start), [name, array]);
    }

    private ArrayLiteral ParseArrayLiteral()
    {
        var start = _position++;
        var elements = ImmutableArray.CreateBuilder<ArrayElement>();
        if (TryEnter(start))
        {
            while (true)
            {
                SkipBlanksAndNewlines();
                if (AtEnd || Current is ')')
                    break;
                if (ParseArrayElement() is not { } element)
                    break;
                elements.Add(element);
            }

            if (!Accept(")"))
                Fail(start, "this '(' is not closed");
        }

        _session.Leave();
        return new ArrayLiteral(SpanFrom(start), elements.ToImmutable());
    }

    private ArrayElement? ParseArrayElement()
    {
        if (Current is '[' && IsSubscriptOfAssignment(_position))
        {
            var subscript = ParseSubscript();
            var isAppend = Current is '+';
            _position += isAppend ? 2 : 1;
            return new ArrayElement(subscript, ParseWord() ?? new ShellWord(SpanFrom(_position), [])) { IsAppend = isAppend };
        }

        return ParseWord() is { } word ? new ArrayElement(Subscript: null, word) : null;
    }

    private ShellRedirection? TryParseRedirection()
    {
        var start = _position;
        var at = start;
        if (Current is >= '0' and <= '9')
        {
            while (at < _text.Length && _text[at] is >= '0' and <= '9')
                at++;
        }
        else if (Current is '{' && IsNameStart(Next))
        {
            at++;
            while (at < _text.Length && IsNamePart(_text[at]))
                at++;
            if (at >= _text.Length || _text[at] is not '}')
                return null;
            at++;
        }

        if (at >= _text.Length)
            return null;
        var op = OperatorAt(at, hasDescriptor: at > start);
        if (op is null)
            return null;

        var descriptor = at > start ? _text[start..at] : null;
        _position = at + op.Length;
        SkipBlanks();
        var target = ParseWord();
        if (target is null)
        {
            Report(start, _position, $"nothing follows '{op}'");
            target = null;
        }

        var document = op is "<<" or "<<-" && target is not null ? StartHereDocument(target, op) : null;
        return new ShellRedirection(SpanFrom(start), op, target) { Descriptor = descriptor, HereDocument = document };
    }

    private string? OperatorAt(int at, bool hasDescriptor)
    {
        ReadOnlySpan<string> operators = ["<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">&", ">|", ">", "&>>", "&>"];
        foreach (var op in operators)
        {
            if (string.CompareOrdinal(_text, at, op, 0, op.Length) != 0)
                continue;

            // `<(` and `>(` begin a process substitution; `&>` takes no descriptor.
            var isProcess = op is "<" or ">" && at + 1 < _text.Length && _text[at + 1] is '(';
            return isProcess || (hasDescriptor && op[0] is '&') ? null : op;
        }

        return null;
    }
}
