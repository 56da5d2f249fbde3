using System.Collections.Immutable;

namespace Stockade.Syntax.Shell;

/// <content>Compound commands and functions.</content>
internal sealed partial class ShellParser
{
    private static readonly string[] s_keywords =
    [
        "!", "{", "}", "[[", "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "time",
        "until", "while",
    ];

    /// <summary>The reserved word at the position, where the whole unquoted word is one.</summary>
    private string? PeekKeyword()
    {
        var end = _position;
        if (Current is '!' or '{' or '}')
        {
            end++;
        }
        else
        {
            while (end < _text.Length && end - _position < 9 && _text[end] is (>= 'a' and <= 'z') or '[')
                end++;
        }

        if (end == _position || (end < _text.Length && !IsMeta(_text[end])))
            return null;
        var word = _text.AsSpan(_position, end - _position);
        foreach (var keyword in s_keywords)
        {
            if (word.SequenceEqual(keyword))
                return keyword;
        }

        return null;
    }

    private bool IsAtCloser() =>
        Current is ')' || (Current is ';' && Next is ';' or '&')
        || PeekKeyword() is "then" or "do" or "done" or "fi" or "elif" or "else" or "esac" or "}";

    private ShellCommand? ParseCommand()
    {
        var start = _position;
        if (!TryEnter(start))
        {
            _session.Leave();
            return new ErrorCommand(SpanFrom(start));
        }

        var command = ParseCompoundCommand() ?? ParseFunctionOrSimpleCommand();
        _session.Leave();
        return command;
    }

    private ShellCommand? ParseFunctionOrSimpleCommand()
    {
        var start = _position;
        if (TryParseFunctionName() is { } name)
            return ParseFunctionBody(start, name);
        return ParseSimpleCommand();
    }

    private ShellCommand? ParseCompoundCommand()
    {
        var start = _position;
        if (Current is '(')
            return WithRedirections(start, Next is '(' && IsArithmetic(_position + 2) ? ParseArithmeticCommand() : ParseSubshell());
        var keyword = PeekKeyword();
        if (keyword is null or "in" or "!" or "time")
            return null;
        if (keyword is "then" or "do" or "done" or "fi" or "elif" or "else" or "esac" or "}")
            return null;
        _position += keyword.Length;
        switch (keyword)
        {
            case "{":
                var body = ParseStatements();
                Expect("}", start, "this '{' is not closed");
                return WithRedirections(start, new BraceGroup(SpanFrom(start), body));
            case "if":
                return WithRedirections(start, ParseIf(start));
            case "while" or "until":
                var condition = ParseStatements();
                var loop = ParseLoopBody(start);
                return WithRedirections(start, new WhileCommand(SpanFrom(start), condition, loop) { IsUntil = keyword is "until" });
            case "for" or "select":
                return WithRedirections(start, ParseFor(start, isSelect: keyword is "select"));
            case "case":
                return WithRedirections(start, ParseCase(start));
            case "[[":
                return WithRedirections(start, ParseTest(start));
            case "function":
                SkipBlanks();
                var name = ReadFunctionName();
                if (name.Length == 0)
                {
                    Report(start, _position, "a function needs a name");
                    return new ErrorCommand(SpanFrom(start));
                }

                SkipBlanks();
                if (Current is '(')
                {
                    _position++;
                    SkipBlanks();
                    Accept(")");
                }

                return ParseFunctionBody(start, name);
            default:
                return ParseCoprocess(start);
        }
    }

    private ShellCommand WithRedirections(int start, ShellCommand command)
    {
        ImmutableArray<ShellRedirection>.Builder? redirections = null;
        while (true)
        {
            var end = _position;
            SkipBlanks();
            if (TryParseRedirection() is not { } redirection)
            {
                _position = redirections is null ? _position : Math.Max(end, _position);
                break;
            }

            (redirections ??= ImmutableArray.CreateBuilder<ShellRedirection>()).Add(redirection);
            command = command with { Span = SpanFrom(start) };
        }

        return redirections is null ? command : command with { Redirections = redirections.ToImmutable() };
    }

    private Subshell ParseSubshell()
    {
        var start = _position++;
        var body = ParseStatements();
        if (!Accept(")"))
            Fail(start, "this '(' is not closed");
        return new Subshell(SpanFrom(start), body);
    }

    private ArithmeticCommand ParseArithmeticCommand()
    {
        var start = _position;
        _position += 2;
        var expression = ParseArithmetic(start, "))");
        return new ArithmeticCommand(SpanFrom(start), expression);
    }

    private IfCommand ParseIf(int start)
    {
        var branches = ImmutableArray.CreateBuilder<IfBranch>();
        var last = ImmutableArray<ShellStatement>.Empty;
        while (true)
        {
            var condition = ParseStatements();
            Expect("then", start, "this 'if' has no 'then'");
            branches.Add(new IfBranch(condition, ParseStatements()));
            if (AcceptKeyword("elif"))
                continue;
            if (AcceptKeyword("else"))
                last = ParseStatements();
            break;
        }

        Expect("fi", start, "this 'if' has no 'fi'");
        return new IfCommand(SpanFrom(start), branches.ToImmutable(), last);
    }

    private ImmutableArray<ShellStatement> ParseLoopBody(int start)
    {
        SkipBlanksAndNewlines();
        if (AcceptKeyword("{"))
        {
            var group = ParseStatements();
            Expect("}", start, "this loop has no '}'");
            return group;
        }

        Expect("do", start, "this loop has no 'do'");
        var body = ParseStatements();
        Expect("done", start, "this loop has no 'done'");
        return body;
    }

    private ShellCommand ParseFor(int start, bool isSelect)
    {
        SkipBlanks();
        if (!isSelect && IsAt("(("))
        {
            var open = _position;
            _position += 2;
            var header = ParseArithmetic(open, "))");
            SkipBlanks();
            if (Current is ';')
                _position++;
            var loop = ParseLoopBody(start);
            return new ArithmeticForCommand(SpanFrom(start), header, loop);
        }

        var nameStart = _position;
        var name = ParseWord();
        if (name?.Literal is not { Length: > 0 } variable)
        {
            Report(nameStart, _position, "a loop needs the name of a variable");
            variable = "";
        }

        SkipBlanksAndNewlines();
        ImmutableArray<ShellWord>? words = null;
        if (AcceptKeyword("in"))
        {
            var list = ImmutableArray.CreateBuilder<ShellWord>();
            SkipBlanks();
            while (ParseWord() is { } word)
            {
                list.Add(word);
                SkipBlanks();
            }

            words = list.ToImmutable();
        }

        SkipBlanks();
        if (Current is ';')
            _position++;
        var body = ParseLoopBody(start);
        return new ForCommand(SpanFrom(start), variable, words, body) { IsSelect = isSelect };
    }

    private CaseCommand ParseCase(int start)
    {
        SkipBlanks();
        var word = ParseWord() ?? new ShellWord(SpanFrom(_position), []);
        SkipBlanksAndNewlines();
        if (!AcceptKeyword("in"))
            Fail(start, "this 'case' has no 'in'");
        var arms = ImmutableArray.CreateBuilder<CaseArm>();
        while (true)
        {
            SkipBlanksAndNewlines();
            if (AtEnd || PeekKeyword() is "esac")
                break;
            var arm = ParseCaseArm();
            if (arm is null)
                break;
            arms.Add(arm);
        }

        Expect("esac", start, "this 'case' has no 'esac'");
        return new CaseCommand(SpanFrom(start), word, arms.ToImmutable());
    }

    private CaseArm? ParseCaseArm()
    {
        var start = _position;
        if (Current is '(')
            _position++;
        var patterns = ImmutableArray.CreateBuilder<ShellWord>();
        do
        {
            SkipBlanks();
            if (ParseWord() is { } pattern)
                patterns.Add(pattern);
            SkipBlanks();
        }
        while (Accept("|"));

        if (!Accept(")"))
        {
            Fail(start, "this 'case' pattern has no ')'");
            return null;
        }

        var body = ParseStatements();
        var terminator = Accept(";;&") ? ";;&" : Accept(";;") ? ";;" : Accept(";&") ? ";&" : "";
        if (terminator.Length == 0 && PeekKeyword() is not "esac")
            Fail(start, "this 'case' arm has no ';;'");
        return new CaseArm(patterns.ToImmutable(), body, terminator);
    }

    private TestCommand ParseTest(int start)
    {
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var expectsRegex = false;
        while (true)
        {
            SkipBlanksAndNewlines();
            if (AtEnd)
            {
                Fail(start, "this '[[' is not closed");
                break;
            }

            if (IsAt("]]") && (_position + 2 >= _text.Length || IsMeta(_text[_position + 2])))
            {
                _position += 2;
                break;
            }

            var at = _position;
            var word = expectsRegex ? ParseRegex() : ParseTestOperator() ?? ParseWord();
            if (word is null)
            {
                Report(at, Math.Min(at + 1, _text.Length), $"unexpected '{Current}' in '[['");
                _position++;
                continue;
            }

            words.Add(word);
            expectsRegex = word.Literal is "=~";
        }

        return new TestCommand(SpanFrom(start), words.ToImmutable());
    }

    private ShellWord? ParseTestOperator()
    {
        var start = _position;
        if (!Accept("&&") && !Accept("||") && !Accept("(") && !Accept(")") && !Accept("<") && !Accept(">"))
            return null;
        var span = SpanFrom(start);
        return new ShellWord(span, [new LiteralPart(span, _text[start.._position])]);
    }

    private CoprocessCommand ParseCoprocess(int start)
    {
        SkipBlanks();
        var at = _position;
        string? name = null;
        if (IsNameStart(Current) && PeekKeyword() is null)
        {
            while (IsNamePart(Current) && !AtEnd)
                _position++;
            name = _text[at.._position];
            SkipBlanks();

            // Only a compound command can have a name before it.
            if (Current is not '(' && PeekKeyword() is null)
            {
                name = null;
                _position = at;
            }
        }

        return new CoprocessCommand(SpanFrom(start), name, ParseCommand() ?? new ErrorCommand(SpanFrom(at)));
    }

    private string? TryParseFunctionName()
    {
        var start = _position;
        var name = ReadFunctionName();
        if (name.Length > 0)
        {
            while (IsBlank(Current))
                _position++;
            if (Current is '(')
            {
                _position++;
                while (IsBlank(Current))
                    _position++;
                if (Current is ')')
                {
                    _position++;
                    return name;
                }
            }
        }

        _position = start;
        return null;
    }

    private string ReadFunctionName()
    {
        var start = _position;
        while (!AtEnd && !IsMeta(Current) && Current is not ('$' or '`' or '"' or '\'' or '\\' or '='))
            _position++;
        return _text[start.._position];
    }

    private ShellCommand ParseFunctionBody(int start, string name)
    {
        SkipBlanksAndNewlines();
        var at = _position;
        var body = ParseCommand();
        if (body is null)
        {
            Report(at, Math.Min(at + 1, _text.Length), $"the function '{name}' has no body");
            body = new ErrorCommand(SpanFrom(at));
        }

        return new FunctionDefinition(SpanFrom(start), name, body);
    }

    private bool AcceptKeyword(string keyword)
    {
        if (!string.Equals(PeekKeyword(), keyword, StringComparison.Ordinal))
            return false;
        _position += keyword.Length;
        return true;
    }

    private void Expect(string keyword, int start, string message)
    {
        if (_unterminated is not null || AcceptKeyword(keyword))
            return;
        if (AtEnd)
            Fail(start, message);
        else
            Report(start, Math.Min(start + 1, _text.Length), message);
    }
}
