using System.Collections.Immutable;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Statements.</content>
internal sealed partial class PowerShellEvaluator
{
    private const int MaxIterations = 256;
    private const int MaxProbes = 4;

    private void EvaluateStatements(ImmutableArray<PowerShellStatement> statements)
    {
        if (statements.IsEmpty || !TryDescend(statements[0].Span))
            return;

        foreach (var statement in statements)
        {
            if (_state.Jump is not ShellJump.None || _record.IsTruncated || !TryStep(statement.Span))
                break;
            EvaluateStatement(statement);
        }

        _depth--;
    }

    private void EvaluateStatement(PowerShellStatement statement)
    {
        switch (statement)
        {
            case PipelineStatement pipeline:
                EvaluateChain(pipeline);
                break;
            case AssignmentStatement assignment:
                Assign(assignment);
                break;
            case IfStatement branches:
                EvaluateIf(branches);
                break;
            case LoopStatement loop:
                EvaluateLoop(loop);
                break;
            case ForEachStatement loop:
                ForEach(loop.Variable, EvaluateValue(loop.Source), () => EvaluateStatements(loop.Body));
                break;
            case SwitchStatement branches:
                EvaluateSwitch(branches);
                break;
            case TryStatement attempt:
                EvaluateTry(attempt);
                break;
            case FunctionStatement function:
                Set(_state.Current, "function:" + function.Name, PowerShellValue.Of(new PowerShellFunction(_file, function.Body, _atoms)));
                break;
            case FlowStatement flow:
                EvaluateFlow(flow);
                break;
        }
    }

    /// <summary>What a statement writes out, as one value.</summary>
    private PowerShellValue EvaluateValue(PowerShellStatement statement)
    {
        // The value of an expression is that value, an array of one included.
        if (statement is PipelineStatement { Links: [{ Elements: [var only] }] } && only is not CommandExpression)
            return Evaluate(only);
        return PowerShellValue.Collapse(Capture(() => EvaluateStatement(statement)));
    }

    private void EvaluateChain(PipelineStatement statement)
    {
        var isProbe = false;
        for (var i = 0; i < statement.Links.Length; i++)
        {
            var link = statement.Links[i];
            if (_state.Jump is not ShellJump.None)
                return;
            if (link.Operator is null)
            {
                EvaluateLink(link);
                isProbe = IsProbe(link.Elements);
                continue;
            }

            // After a command that is no question, success is taken for granted.
            if (link.Operator is "&&" && !isProbe)
            {
                EvaluateLink(link);
                isProbe = IsProbe(link.Elements);
            }
            else
            {
                Alternatives([() => EvaluateLink(link)], mayBeNone: true);
            }
        }
    }

    private static bool IsProbe(ImmutableArray<PowerShellExpression> elements)
    {
        if (elements[^1] is not CommandExpression { Elements: [{ Argument: StringExpression { Literal: { } name } }, .. var rest] })
            return true;
        return name.ToLowerInvariant() switch
        {
            "az" => rest.Any(static word => word.Source is "show" or "list" or "exists" or "check-name"),
            "kubectl" or "helm" => rest.Any(static word => word.Source is "get" or "status" or "list"),
            var other => other.StartsWith("test-", StringComparison.Ordinal) || other.StartsWith("get-", StringComparison.Ordinal),
        };
    }

    private void EvaluateLink(PipelineLink link)
    {
        if (link.Target is null)
            EvaluatePipeline(link.Elements);
        else
            WriteLines(Capture(() => EvaluatePipeline(link.Elements)), HostOutput.TargetOf(Evaluate(link.Target).ToText()));
    }

    private void EvaluatePipeline(ImmutableArray<PowerShellExpression> elements)
    {
        List<PowerShellValue>? written = null;
        for (var i = 0; i < elements.Length; i++)
        {
            var (element, piped, isLast) = (elements[i], written, i == elements.Length - 1);
            _upstream = i > 0 ? elements[i - 1].Span : default;
            if (isLast)
                EvaluateElement(element, piped);
            else
                written = Capture(() => EvaluateElement(element, piped));
        }
    }

    private void EvaluateElement(PowerShellExpression element, List<PowerShellValue>? input)
    {
        if (element is CommandExpression command)
            Run(command, input);
        else if (element is GroupExpression { Kind: not GroupKind.Array } group)
            EvaluateStatements(group.Statements);
        else
            Emit(Evaluate(element));
    }

    private void EvaluateIf(IfStatement statement)
    {
        var ways = new List<Action>();
        var isDecided = false;
        foreach (var clause in statement.Clauses)
        {
            // A condition that comes second is asked only if the first did not hold, but what it runs is no more than a question.
            var condition = ways.Count == 0 ? EvaluateValue(clause.Condition) : PowerShellValue.Collapse(Capture(() => Conditionally(() => EvaluateStatement(clause.Condition))));
            if (_state.Jump is not ShellJump.None)
                return;
            if (condition.Truth is Truth.False)
                continue;
            ways.Add(() => EvaluateStatements(clause.Body));
            if (condition.Truth is Truth.True)
            {
                isDecided = true;
                break;
            }
        }

        if (!isDecided && statement.Else is { } otherwise)
        {
            ways.Add(() => EvaluateStatements(otherwise));
            isDecided = true;
        }

        if (ways.Count > 0)
            Alternatives(ways, mayBeNone: !isDecided);
    }

    private void EvaluateSwitch(SwitchStatement statement)
    {
        var subject = EvaluateValue(statement.Subject);
        if (subject is { Kind: PowerShellValueKind.List, Items: { Length: > 0 and <= MaxIterations } items } && !items.Any(static item => item.IsUnknown))
        {
            foreach (var item in items)
                EvaluateSwitch(statement, item);
            return;
        }

        EvaluateSwitch(statement, subject);
    }

    private void EvaluateSwitch(SwitchStatement statement, PowerShellValue subject)
    {
        var frame = new PowerShellFrame(isLoop: true, _log.Count);
        _frames.Add(frame);
        Set(_state.Current, "_", subject);
        var text = statement.HasOptions || subject.IsUnknown ? null : subject.ToText().Text;
        var ways = new List<Action>();
        var (isDecided, isAfterEscape) = (false, _isAfterEscape);
        Action? otherwise = null;
        foreach (var clause in statement.Clauses)
        {
            if (clause.Pattern is null)
            {
                otherwise = () => EvaluateStatements(clause.Body);
                continue;
            }

            var pattern = text is null ? null : Evaluate(clause.Pattern) is { Kind: PowerShellValueKind.Text or PowerShellValueKind.Number } value ? value.ToText().Text : null;
            if (text is not null && pattern is not null && !string.Equals(text, pattern, StringComparison.OrdinalIgnoreCase))
                continue;
            isDecided |= text is not null && pattern is not null;
            ways.Add(() => EvaluateStatements(clause.Body));
        }

        if (!isDecided && otherwise is not null)
            ways.Add(otherwise);
        if (ways.Count > 0)
            Alternatives(ways, mayBeNone: !isDecided && otherwise is null);
        EndLoop(frame, isAfterEscape);
    }

    private void EvaluateTry(TryStatement statement)
    {
        var (start, mark) = (_state, _log.Count);
        EvaluateStatements(statement.Body);
        if (!statement.Catches.IsEmpty)
        {
            // The catch begins with anything between the state before and the one after.
            var after = _state;
            var ways = new List<(PowerShellState State, List<PowerShellValue> Output)> { (after, []) };
            foreach (var handler in statement.Catches)
            {
                _state = start;
                Join([(start, []), (after with { Jump = ShellJump.None }, [])], mark);
                var output = Capture(() => Conditionally(() => EvaluateStatements(handler)));
                ways.Add((_state, output));
            }

            Join(ways, mark);
        }

        if (statement.Finally.IsEmpty)
            return;
        var jump = _state.Jump;
        _state = _state with { Jump = ShellJump.None };
        EvaluateStatements(statement.Finally);
        if (_state.Jump is ShellJump.None)
            _state = _state with { Jump = jump };
    }

    private void EvaluateFlow(FlowStatement flow)
    {
        if (flow.Kind is FlowKind.Return && flow.Value is { } value)
            EvaluateStatement(value);
        else if (flow.Value is { } other)
            Capture(() => EvaluateStatement(other));
        if (_state.Jump is not ShellJump.None)
            return;
        var jump = flow.Kind switch
        {
            FlowKind.Break => _frames.Exists(static frame => frame.IsLoop) ? ShellJump.Break : ShellJump.Exit,
            FlowKind.Continue => _frames.Exists(static frame => frame.IsLoop) ? ShellJump.Continue : ShellJump.Exit,
            FlowKind.Return => _frames.Exists(static frame => !frame.IsLoop) ? ShellJump.Return : ShellJump.Exit,

            // A `throw` ends the script unless a `catch` around it does not.
            _ => ShellJump.Exit,
        };
        _state = _state with { Jump = jump };
    }

    private void EvaluateLoop(LoopStatement loop)
    {
        // A named block: `process { … }`.
        if (loop is { Condition: null, RunsFirst: true })
        {
            EvaluateStatements(loop.Body);
            return;
        }

        if (loop.Initializer is { } initializer)
            EvaluateStatement(initializer);
        if (loop is { RunsFirst: false, Condition: { } condition, Iterator: { } iterator } && TryCount(loop, condition, iterator))
            return;
        FollowAnyRounds(loop);
    }

    private void FollowAnyRounds(LoopStatement loop) =>
        SymbolicLoop(
            () =>
            {
                if (loop.Condition is { } asked && !loop.RunsFirst)
                    Capture(() => EvaluateStatement(asked));
                if (loop.RunsFirst)
                    EvaluateStatements(loop.Body);
                else
                    Conditionally(() => EvaluateStatements(loop.Body));
                if (_state.Jump is ShellJump.None && loop.Iterator is { } next)
                    EvaluateStatement(next);
                if (_state.Jump is ShellJump.None && loop.RunsFirst && loop.Condition is { } last)
                    Capture(() => EvaluateStatement(last));
            },
            mayBeNone: !loop.RunsFirst);

    /// <summary><c>for ($i = 1; $i -le 3; $i++)</c>: rounds that can be counted are followed one by one.</summary>
    private bool TryCount(LoopStatement loop, PowerShellStatement condition, PowerShellStatement iterator)
    {
        var (state, rounds) = (_state, 0);
        _dryRuns++;
        while (rounds <= MaxIterations && EvaluateValue(condition).Truth is Truth.True)
        {
            EvaluateStatement(iterator);
            rounds++;
        }

        var isKnown = EvaluateValue(condition).Truth is Truth.False && rounds <= MaxIterations;
        _dryRuns--;
        _state = state;
        if (!isKnown)
            return false;
        var (frame, isAfterEscape) = (new PowerShellFrame(isLoop: true, _log.Count), _isAfterEscape);
        _frames.Add(frame);
        var goesOn = true;
        for (; goesOn && rounds > 0 && !_record.IsTruncated && EvaluateValue(condition).Truth is Truth.True; rounds--)
        {
            EvaluateStatements(loop.Body);
            goesOn = EndRound();
            if (goesOn)
                EvaluateStatement(iterator);
        }

        EndLoop(frame, isAfterEscape);

        // The body changes the counter, too.
        if (goesOn && !_record.IsTruncated && _state.Jump is ShellJump.None && EvaluateValue(condition).Truth is not Truth.False)
            FollowAnyRounds(loop);
        return true;
    }

    private void ForEach(string variable, PowerShellValue source, Action round)
    {
        var items = source.Enumerate();
        if (items.Length > MaxIterations || items.Any(static item => item.IsUnknown))
        {
            _spellings.TryAdd(variable, variable);
            var item = PowerShellValue.Unknown(SymbolOf(variable));
            SymbolicLoop(
                () =>
                {
                    Set(_state.Current, variable, item);
                    Conditionally(round);
                },
                mayBeNone: true);
            return;
        }

        var (frame, isAfterEscape) = (new PowerShellFrame(isLoop: true, _log.Count), _isAfterEscape);
        _frames.Add(frame);
        foreach (var element in items)
        {
            Set(_state.Current, variable, element);
            round();
            if (!EndRound() || _record.IsTruncated)
                break;
        }

        EndLoop(frame, isAfterEscape);
    }

    /// <summary>Settles a jump at the end of a round; false where the loop is over.</summary>
    private bool EndRound()
    {
        var jump = _state.Jump;
        if (jump is ShellJump.Continue)
            _state = _state with { Jump = ShellJump.None };
        return jump is ShellJump.None or ShellJump.Continue;
    }

    private void EndLoop(PowerShellFrame frame, bool isAfterEscape)
    {
        if (_state.Jump is ShellJump.Break or ShellJump.Continue)
            _state = _state with { Jump = ShellJump.None };
        JoinEscapes(frame);
        _frames.Remove(frame);
        _isAfterEscape = isAfterEscape;
    }

    /// <summary>
    /// A loop that runs an unknown number of times is followed once, for any of its rounds: what it assigns is unknown from the start. A first
    /// run, of which nothing is kept, shows what that is.
    /// </summary>
    private void SymbolicLoop(Action round, bool mayBeNone)
    {
        var (start, mark, isAfterEscape, isAfterReturn) = (_state, _log.Count, _isAfterEscape, _isAfterReturn);
        if (_dryRuns < MaxProbes && _record.MayProbe)
        {
            _dryRuns++;
            Capture(() => RunRound(round));
            _dryRuns--;
            (_state, _isAfterEscape, _isAfterReturn) = (start, isAfterEscape, isAfterReturn);
            foreach (var (scope, name) in _log.Skip(mark).Distinct().ToList())
            {
                if (scope <= _state.Current && !name.StartsWith("function:", StringComparison.OrdinalIgnoreCase))
                    Set(scope, name, PowerShellValue.Unknown(SymbolOf(name)));
            }
        }
        else
        {
            Forget();
        }

        var output = Capture(() => RunRound(round));
        _isAfterEscape = isAfterEscape;
        if (output.Count > 0)
            _output?.Add(PowerShellValue.Unknown(SymbolOf("output")));
        if (mayBeNone)
            Join([(start, []), (_state with { Jump = ShellJump.None }, [])], mark);
    }

    private void RunRound(Action round)
    {
        var (frame, isAfterEscape) = (new PowerShellFrame(isLoop: true, _log.Count), _isAfterEscape);
        _frames.Add(frame);
        round();
        EndLoop(frame, isAfterEscape);
    }
}
