using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <content>Statements and what is made of them.</content>
internal sealed partial class PowerShellParser
{
    /// <summary>A script, or the inside of braces up to its <c>}</c>, which stays.</summary>
    private ScriptBlock ParseScriptBlock(int start)
    {
        var parameters = ImmutableArray<ParameterDefinition>.Empty;
        SkipSeparators();

        // `using` stands before all else, the parameters included (about_Using).
        while (Keyword() is "using")
        {
            Skip(_position, isError: false);
            SkipSeparators();
        }

        var first = _position;
        SkipAttributes();
        if (Keyword() is "param")
            parameters = ParseParameters();
        else
            _position = first;
        var statements = ParseStatements('}', isScript: start == 0 && _depth == 0);
        return new ScriptBlock(SpanFrom(start), parameters, statements);
    }

    private ImmutableArray<PowerShellStatement> ParseStatements(char closing, bool isScript = false)
    {
        var statements = ImmutableArray.CreateBuilder<PowerShellStatement>();
        if (!TryDescend())
            return [];
        while (true)
        {
            SkipSeparators();
            if (IsAtEnd)
                break;
            if (Current is '}' or ')')
            {
                if (Current == closing && !isScript)
                    break;
                if (!isScript)
                    break;
                Report(_position, $"'{Current}' closes nothing");
                _position++;
                continue;
            }

            var before = _position;
            var statement = ParseStatement();
            if (IsLostOption(statement) && statements.Count > 0)
            {
                // What is wrong is said of the command that was cut.
                statements[^1] = WithFault(statements[^1], before);
                if (_errors.Count > 0 && _errors[^1].Location.Span.Start >= statement.Span.Start)
                    _errors.RemoveAt(_errors.Count - 1);
            }

            statements.Add(statement);
            if (_position == before)
                _position++;
        }

        _depth--;
        return statements.DrainToImmutable();
    }

    private bool IsLostOption(PowerShellStatement statement) => statement is SkippedStatement { IsError: true } && IsOptionAt(_lostAt);

    private bool IsOptionAt(int position) =>
        position >= 0 && position + 2 < _content.Length && IsDash(_content[position])
        && (char.IsAsciiLetter(_content[position + 1]) || (IsDash(_content[position + 1]) && char.IsAsciiLetter(_content[position + 2])));

    // Where the last statement stands that was given up.
    private int _lostAt = -1;

    /// <summary>A line that begins with an option was meant for the command before it.</summary>
    private PowerShellStatement WithFault(PowerShellStatement statement, int option)
    {
        if (statement is AssignmentStatement assignment)
            return assignment with { Value = WithFault(assignment.Value, option) };
        if (statement is not PipelineStatement { Links: [.., { Elements: [.., CommandExpression { Fault: null } command] } link] } pipeline)
            return statement;
        var isComment = _content.LastIndexOf('\n', Math.Max(0, option - 1)) is var end and > 0
            && _content[(_content.LastIndexOf('\n', end - 1) + 1)..end].TrimStart().StartsWith('#');
        var fault = new ContinuationFault(_text.Map(option, Math.Min(option + 2, _content.Length)), isComment ? ContinuationFaultKind.Comment : ContinuationFaultKind.Missing);
        var links = pipeline.Links.SetItem(pipeline.Links.Length - 1, link with { Elements = link.Elements.SetItem(link.Elements.Length - 1, command with { Fault = fault }) });
        return pipeline with { Links = links };
    }

    private PowerShellStatement ParseStatement()
    {
        SkipBlanks();
        if (!TryDescend())
            return new SkippedStatement(SpanFrom(_position), IsError: true);
        var statement = ParseStatementHere();
        _depth--;
        return statement;
    }

    private PowerShellStatement ParseStatementHere()
    {
        var start = _position;
        if (Current is ':' && IsIdentifierStart(Peek(1)))
        {
            // `:label foreach …`
            _position++;
            while (IsIdentifierPart(Current))
                _position++;
            SkipLines();
        }

        var keyword = Keyword();
        switch (keyword)
        {
            case "if":
                return ParseIf(start);
            case "while":
                _position += keyword.Length;
                return ParseCondition() is { } condition ? new LoopStatement(SpanFrom(start), condition, ParseBlock()) : Skip(start);
            case "do":
                return ParseDo(start);
            case "for":
                return ParseFor(start);
            case "foreach":
                return ParseForEach(start);
            case "switch":
                return ParseSwitch(start);
            case "try":
                return ParseTry(start);
            case "function" or "filter" or "workflow":
                return ParseFunction(start, keyword);
            case "return" or "break" or "continue" or "exit" or "throw":
                return ParseFlow(start, keyword);
            case "begin" or "process" or "end" or "clean" or "dynamicparam" or "parallel" or "sequence" or "data" or "inlinescript" when BlockFollows(keyword):
                _position += keyword.Length;
                return new LoopStatement(SpanFrom(start), Condition: null, ParseBlock()) { RunsFirst = true };
            case "trap" or "class" or "enum" or "configuration":
                return SkipDefinition(start);
            case "using":
                return Skip(start, isError: false);
            default:
                return ParsePipelineOrAssignment();
        }
    }

    private bool BlockFollows(string keyword)
    {
        var end = _position + keyword.Length;
        while (end < _content.Length && (IsBlank(_content[end]) || IsLineEnd(_content[end])))
            end++;
        return end < _content.Length && _content[end] is '{';
    }

    /// <summary>Gives up the rest of the line.</summary>
    private SkippedStatement Skip(int start, bool isError = true)
    {
        if (isError)
        {
            Report(Math.Min(_position, Math.Max(0, _content.Length - 1)), "the statement cannot be read");
            _lostAt = start;
        }

        while (!IsAtEnd && !IsLineEnd(Current) && Current is not ';')
        {
            if (Current is '}' or ')')
                break;
            _position += Current is '`' ? Math.Min(2, _content.Length - _position) : 1;
        }

        return new SkippedStatement(SpanFrom(start), isError);
    }

    private SkippedStatement SkipDefinition(int start)
    {
        while (!IsAtEnd && Current is not '{')
        {
            if (Current is ';' or '}')
                return Skip(start);
            _position++;
        }

        ParseBlock();
        return new SkippedStatement(SpanFrom(start), IsError: false);
    }

    private PowerShellStatement? ParseCondition()
    {
        SkipLines();
        var opening = _position;
        if (!TryTake('('))
            return null;
        SkipLines();
        var condition = ParseStatement();
        Expect(')', opening);
        return condition;
    }

    private ImmutableArray<PowerShellStatement> ParseBlock()
    {
        SkipLines();
        var opening = _position;
        if (!TryTake('{'))
        {
            if (!IsAtEnd)
                Report(_position, "a block is missing");
            return [];
        }

        var statements = ParseStatements('}');
        Expect('}', opening);
        return statements;
    }

    private PowerShellStatement ParseIf(int start)
    {
        var clauses = ImmutableArray.CreateBuilder<IfClause>();
        _position += 2;
        if (ParseCondition() is not { } condition)
            return Skip(start);
        clauses.Add(new IfClause(condition, ParseBlock()));
        while (true)
        {
            var end = _position;
            SkipLines();
            switch (Keyword())
            {
                case "elseif":
                    _position += 6;
                    if (ParseCondition() is not { } next)
                        return Skip(start);
                    clauses.Add(new IfClause(next, ParseBlock()));
                    continue;
                case "else":
                    _position += 4;
                    var otherwise = ParseBlock();
                    return new IfStatement(SpanFrom(start), clauses.DrainToImmutable(), otherwise);
                default:
                    _position = end;
                    return new IfStatement(SpanFrom(start), clauses.DrainToImmutable(), Else: null);
            }
        }
    }

    private PowerShellStatement ParseDo(int start)
    {
        _position += 2;
        var body = ParseBlock();
        SkipLines();
        var keyword = Keyword();
        if (keyword is not ("while" or "until"))
            return Skip(start);
        _position += keyword.Length;
        return ParseCondition() is { } condition ? new LoopStatement(SpanFrom(start), condition, body) { RunsFirst = true } : Skip(start);
    }

    private PowerShellStatement ParseFor(int start)
    {
        _position += 3;
        SkipLines();
        var opening = _position;
        if (!TryTake('('))
            return Skip(start);
        var parts = new PowerShellStatement?[3];
        for (var i = 0; i < 3; i++)
        {
            SkipLines();
            if (Current is not (';' or ')'))
                parts[i] = ParseStatement();
            SkipLines();
            if (i < 2 && !TryTake(';'))
                break;
        }

        Expect(')', opening);
        return new LoopStatement(SpanFrom(start), parts[1], ParseBlock()) { Initializer = parts[0], Iterator = parts[2] };
    }

    private PowerShellStatement ParseForEach(int start)
    {
        _position += 7;
        SkipLines();
        if (Current is not '(')
        {
            // `foreach -Parallel (…)` of workflows; else the alias of ForEach-Object.
            _position = start;
            return ParsePipelineOrAssignment();
        }

        var opening = _position++;
        SkipLines();
        if (Current is not '$' || ParsePrimary() is not VariableExpression variable)
            return Skip(start);
        SkipLines();
        if (Keyword() is not "in")
            return Skip(start);
        _position += 2;
        SkipLines();
        var source = ParseStatement();
        Expect(')', opening);
        return new ForEachStatement(SpanFrom(start), variable.Name, source, ParseBlock());
    }

    private PowerShellStatement ParseSwitch(int start)
    {
        _position += 6;
        var hasOptions = false;
        SkipLines();
        while (IsDash(Current))
        {
            hasOptions = true;
            while (!IsAtEnd && !IsBlank(Current) && !IsLineEnd(Current) && Current is not '(')
                _position++;
            SkipLines();
            if (Current is not ('-' or '('))
                return Skip(start);
        }

        if (ParseCondition() is not { } subject)
            return Skip(start);
        SkipLines();
        var opening = _position;
        if (!TryTake('{'))
            return Skip(start);
        var clauses = ImmutableArray.CreateBuilder<SwitchClause>();
        SkipSeparators();
        while (!IsAtEnd && Current is not '}')
        {
            var before = _position;
            var isDefault = Keyword() is "default";
            var pattern = ParseArgument();
            SkipLines();
            if (pattern is null || Current is not '{')
            {
                Report(before, "a clause of 'switch' cannot be read");
                SkipTo('}');
                return new SkippedStatement(SpanFrom(start), IsError: true);
            }

            clauses.Add(new SwitchClause(isDefault ? null : pattern, ParseBlock()));
            SkipSeparators();
        }

        Expect('}', opening);
        return new SwitchStatement(SpanFrom(start), subject, clauses.DrainToImmutable(), hasOptions);
    }

    private TryStatement ParseTry(int start)
    {
        _position += 3;
        var body = ParseBlock();
        var catches = ImmutableArray.CreateBuilder<ImmutableArray<PowerShellStatement>>();
        while (true)
        {
            var end = _position;
            SkipLines();
            switch (Keyword())
            {
                case "catch":
                    _position += 5;
                    SkipLines();
                    while (Current is '[')
                    {
                        SkipBrackets();
                        SkipLines();
                        TryTake(',');
                        SkipLines();
                    }

                    catches.Add(ParseBlock());
                    continue;
                case "finally":
                    _position += 7;
                    var last = ParseBlock();
                    return new TryStatement(SpanFrom(start), body, catches.DrainToImmutable(), last);
                default:
                    _position = end;
                    return new TryStatement(SpanFrom(start), body, catches.DrainToImmutable(), []);
            }
        }
    }

    private PowerShellStatement ParseFlow(int start, string keyword)
    {
        _position += keyword.Length;
        SkipBlanks();
        var kind = keyword switch
        {
            "return" => FlowKind.Return,
            "break" => FlowKind.Break,
            "continue" => FlowKind.Continue,
            "exit" => FlowKind.Exit,
            _ => FlowKind.Throw,
        };
        var value = IsAtEnd || IsLineEnd(Current) || Current is ';' or '}' or ')' ? null : ParseStatement();
        return new FlowStatement(SpanFrom(start), kind, value);
    }
}
