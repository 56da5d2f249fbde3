using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Lists, pipelines and compound commands.</content>
internal sealed partial class ScriptEvaluator
{
    private const int MaxIterations = 256;
    private const int MaxProbes = 8;

    private Truth EvaluateStatement(ShellStatement statement)
    {
        if (!statement.IsBackground)
            return EvaluateList(statement);
        InSubshell(() => EvaluateList(statement));
        return Truth.True;
    }

    private Truth EvaluateList(ShellStatement statement)
    {
        var status = Truth.True;
        var isProbe = false;
        for (var i = 0; i < statement.Elements.Length; i++)
        {
            if (_state.Jump is not ShellJump.None)
                break;
            var element = statement.Elements[i];
            if (element.Operator is ShellAndOrOperator.None)
            {
                status = EvaluatePipeline(element.Pipeline);
                isProbe = IsProbe(element.Pipeline);
                continue;
            }

            var runsOn = element.Operator is ShellAndOrOperator.And ? Truth.True : Truth.False;
            if (status == runsOn)
            {
                status = EvaluatePipeline(element.Pipeline);
                isProbe = IsProbe(element.Pipeline);
            }
            else if (status is Truth.Unknown)
            {
                var isConditional = element.Operator is ShellAndOrOperator.Or || isProbe;
                status = EvaluatePerhaps(element.Pipeline, isConditional);
                var probes = IsProbe(element.Pipeline);
                isProbe = element.Operator is ShellAndOrOperator.And ? isProbe || probes : isProbe && probes;
            }
        }

        return status;
    }

    private Truth EvaluatePerhaps(ShellPipeline pipeline, bool isConditional)
    {
        _conditions += isConditional ? 1 : 0;
        var layer = OnLayer(() => EvaluatePipeline(pipeline));
        _conditions -= isConditional ? 1 : 0;
        Join([layer], mayBeNone: true);
        return Truth.Unknown;
    }

    /// <summary>Commands that are run to ask something; of any other command success is taken for granted when judging what follows it.</summary>
    private static bool IsProbe(ShellPipeline pipeline)
    {
        if (pipeline.IsNegated)
            return true;
        return pipeline.Commands[^1] switch
        {
            TestCommand or ArithmeticCommand => true,
            SimpleCommand { Words: [var first, ..] words } => first.Literal switch
            {
                "test" or "[" or "grep" or "egrep" or "fgrep" or "which" or "type" or "hash" or "false" or "cmp" or "diff" or "pgrep" or "read" => true,
                "command" => words.Length > 1 && words[1].Literal is "-v" or "-V",
                "az" => words.Any(static word => word.Literal is "show" or "list" or "exists" or "check-name"),
                "kubectl" or "helm" => words.Any(static word => word.Literal is "get" or "status" or "list"),
                _ => false,
            },
            _ => false,
        };
    }

    private Truth EvaluatePipeline(ShellPipeline pipeline)
    {
        if (pipeline.Commands is [var only])
        {
            var status = EvaluateCommand(only);
            return !pipeline.IsNegated ? status : status switch
            {
                Truth.True => Truth.False,
                Truth.False => Truth.True,
                _ => Truth.Unknown,
            };
        }

        // Every command of a pipeline runs in a shell of its own.
        var target = TargetOfTee(pipeline);
        WhilePrintingTo(target, () => EvaluateStages(pipeline));
        RunPipedScript(pipeline);
        if (_state.Options.RunsLastOfPipeline)
            _state.Forget();
        return Truth.Unknown;
    }

    private Truth EvaluateCommand(ShellCommand command)
    {
        if (!TryStep(command.Span))
            return Truth.Unknown;
        if (command is SimpleCommand simple)
            return EvaluateSimple(simple);
        VisitRedirections(command.Redirections);
        var status = Truth.Unknown;
        WhilePrintingTo(TargetOf(command.Redirections), () => status = EvaluateCompound(command));
        return status;
    }

    private Truth EvaluateCompound(ShellCommand command)
    {
        switch (command)
        {
            case BraceGroup group:
                EvaluateStatements(group.Body);
                return Truth.Unknown;
            case Subshell subshell:
                InSubshell(() => EvaluateStatements(subshell.Body));
                return Truth.Unknown;
            case FunctionDefinition function:
                _hasFunctions = true;
                _state.SetFunction(function.Name, new ShellFunction(_file, function.Body, _readLine));
                return Truth.True;
            case IfCommand branches:
                EvaluateIf(branches);
                return Truth.Unknown;
            case CaseCommand arms:
                EvaluateCase(arms);
                return Truth.Unknown;
            case ForCommand loop:
                EvaluateFor(loop);
                return Truth.Unknown;
            case WhileCommand loop:
                EvaluateSymbolicLoop(() =>
                {
                    EvaluateStatements(loop.Condition);
                    if (_state.Jump is ShellJump.None)
                        Conditionally(() => EvaluateStatements(loop.Body));
                });
                return Truth.Unknown;
            case ArithmeticForCommand loop:
                EvaluateSymbolicLoop(() =>
                {
                    ForgetNames(loop.Header);
                    Conditionally(() => EvaluateStatements(loop.Body));
                });
                return Truth.Unknown;
            case TestCommand test:
                foreach (var word in test.Words)
                    ExpandString(word);
                return Truth.Unknown;
            case ArithmeticCommand arithmetic:
                return Calculate(arithmetic.Expression) switch
                {
                    null => Truth.Unknown,
                    0 => Truth.False,
                    _ => Truth.True,
                };
            case CoprocessCommand coprocess:
                InSubshell(() => EvaluateCommand(coprocess.Body));
                _state.Set(coprocess.Name ?? "COPROC", ShellVariable.UnknownArray(SymbolOf(coprocess.Name ?? "COPROC")));
                return Truth.Unknown;
            default:
                // The text that could not be read may have done anything, and bash itself stops at it.
                _state.ForgetButSeparators();
                _isAfterEscape = true;
                return Truth.Unknown;
        }
    }

    private void EvaluateIf(IfCommand command)
    {
        var layers = new List<ShellState>();
        var isAfterEscape = _isAfterEscape;
        var escaped = false;
        for (var i = 0; i < command.Branches.Length; i++)
        {
            var branch = command.Branches[i];
            if (i == 0)
            {
                EvaluateStatements(branch.Condition);
                if (_state.Jump is not ShellJump.None)
                    return;
            }
            else
            {
                Join([OnLayer(() => Conditionally(() => EvaluateStatements(branch.Condition)))], mayBeNone: true);
            }

            layers.Add(Branch(branch.Body));
        }

        if (!command.Else.IsEmpty)
            layers.Add(Branch(command.Else));
        _isAfterEscape = isAfterEscape || escaped;
        Join(layers, mayBeNone: command.Else.IsEmpty);

        ShellState Branch(ImmutableArray<ShellStatement> body)
        {
            _isAfterEscape = isAfterEscape;
            var layer = OnLayer(() => Conditionally(() => EvaluateStatements(body)));
            escaped |= _isAfterEscape;
            return layer;
        }
    }

    private void EvaluateCase(CaseCommand command)
    {
        ExpandString(command.Word);
        var layers = new List<ShellState>();
        var isExhaustive = false;
        var isAfterEscape = _isAfterEscape;
        var escaped = false;
        foreach (var arm in command.Arms)
        {
            foreach (var pattern in arm.Patterns)
            {
                ExpandString(pattern);
                isExhaustive |= pattern.Literal is "*";
            }

            _isAfterEscape = isAfterEscape;
            var layer = OnLayer(() => Conditionally(() => EvaluateStatements(arm.Body)));
            if (arm.Terminator is ";&" or ";;&")
                Join([layer], mayBeNone: true);
            else
                layers.Add(layer);
            escaped |= _isAfterEscape;
        }

        _isAfterEscape = isAfterEscape || escaped;
        Join(layers, mayBeNone: !isExhaustive || layers.Count < command.Arms.Length);
    }

    private void EvaluateFor(ForCommand command)
    {
        var items = command.Words is { } words ? ExpandLoopWords(words) : ExpandPositionals();
        if (command.IsSelect || items.Count > MaxIterations || items.Exists(static item => item.IsAnyNumber) || !IsName(command.Name))
        {
            EvaluateSymbolicLoop(() =>
            {
                Assign(command.Name, ShellString.Unknown(SymbolOf(command.Name)));
                if (command.IsSelect)
                    Assign("REPLY", ShellString.Unknown(SymbolOf("REPLY")));
                Conditionally(() => EvaluateStatements(command.Body));
            });
            return;
        }

        var layer = new ShellState(_state);
        var outer = _state;
        var frame = new ShellFrame(isLoop: true, layer);
        var isAfterEscape = _isAfterEscape;
        _state = layer;
        _frames.Add(frame);
        foreach (var item in items)
        {
            Assign(command.Name, item.Value);
            EvaluateStatements(command.Body);
            var goesOn = EndRound();
            JoinEscapes(frame);
            if (!goesOn || _record.IsTruncated)
                break;
        }

        _frames.RemoveAt(_frames.Count - 1);
        _state = outer;
        _isAfterEscape = isAfterEscape;
        outer.Commit(layer);
    }

    /// <summary>Settles a jump at the end of a loop's round; false where the loop is over.</summary>
    private bool EndRound()
    {
        if (_state.Jump is ShellJump.None)
            return true;
        if (_state.Jump is not (ShellJump.Break or ShellJump.Continue))
            return false;
        var goesOn = _state.Jump is ShellJump.Continue && _state.JumpCount <= 1;
        if (_state.JumpCount <= 1)
            _state.Jump = ShellJump.None;
        else
            _state.JumpCount--;
        return goesOn;
    }

    /// <summary>
    /// A loop that runs an unknown number of times is followed once, for any of its rounds: what it assigns is unknown from the start.
    /// A first run, of which nothing is kept, shows what that is.
    /// </summary>
    private void EvaluateSymbolicLoop(Action round)
    {
        var outer = _state;
        var isAfterEscape = _isAfterEscape;

        // Every loop inside a loop multiplies the work again.
        ShellState? probe = null;
        if (_dryRuns < MaxProbes && _record.MayProbe)
        {
            _dryRuns++;
            probe = RunRound(new ShellState(outer), round);
            _dryRuns--;
        }

        // Mostly one round is enough; a value that decides what else is assigned takes another.
        var layer = outer;
        var (invocations, tools) = (_record.Invocations.Count, _record.Tools.Count);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var isLast = attempt == 3 || probe is null || probe.IsForgotten;
            layer = new ShellState(outer);
            Dictionary<string, ShellVariable>? start = null;
            if (isLast)
            {
                layer.Forget();
                layer.Positionals = [ShellItem.AnyNumber("${@}")];
            }
            else
            {
                start = Widen(layer, probe!, isRough: attempt > 0);
            }

            _record.Invocations.RemoveRange(invocations, _record.Invocations.Count - invocations);
            _record.Tools.RemoveRange(tools, _record.Tools.Count - tools);
            RunRound(layer, round);
            if (start is null || IsCovered(layer, start))
                break;
            probe = layer;
        }

        _isAfterEscape = isAfterEscape;
        if (layer.Jump is ShellJump.Break or ShellJump.Continue)
            layer.Jump = ShellJump.None;
        Join([layer], mayBeNone: true);
    }

    private ShellState RunRound(ShellState layer, Action round)
    {
        var outer = _state;
        _state = layer;
        var frame = new ShellFrame(isLoop: true, layer);
        _frames.Add(frame);
        round();
        EndRound();
        JoinEscapes(frame);
        _frames.RemoveAt(_frames.Count - 1);
        _state = outer;
        return layer;
    }

    private Dictionary<string, ShellVariable> Widen(ShellState layer, ShellState probe, bool isRough)
    {
        var start = new Dictionary<string, ShellVariable>(StringComparer.Ordinal);
        foreach (var name in probe.WrittenVariables)
        {
            var (before, after) = (Lookup(name), probe.Find(name)!);
            var symbol = SymbolOf(name + "~");
            var widened = isRough ? before.IsArray || after.IsArray ? ShellVariable.UnknownArray(symbol) : ShellVariable.Unknown(symbol)
                : after.IsSameAs(before) ? before : ShellVariable.Join(before, after, symbol).WithoutAlternatives();
            start[name] = widened;
            layer.Set(name, widened);
        }

        // From the second round on the functions of the round are defined from the start.
        foreach (var (name, function) in probe.OwnFunctions)
        {
            if (layer.FindFunction(name) is not { } known || !ReferenceEquals(known.Body, function.Body))
                layer.SetFunction(name, function with { Body = null });
        }

        if (!probe.Positionals.SequenceEqual(layer.Positionals))
            layer.Positionals = [ShellItem.AnyNumber("${@}")];
        return start;
    }

    /// <summary>Whether a round leaves nothing behind that the start of the next one does not allow for.</summary>
    private static bool IsCovered(ShellState layer, Dictionary<string, ShellVariable> start)
    {
        if (layer.IsForgotten)
            return false;
        foreach (var (name, after) in layer.OwnVariables)
        {
            if (!start.TryGetValue(name, out var before) || !Covers(before, after))
                return false;
        }

        return true;
    }

    private static bool Covers(ShellVariable before, ShellVariable after)
    {
        if (before.IsSameAs(after))
            return true;
        if (before.Items is { } allowed && after.Items is { } items)
        {
            // Elements may be added where an unknown number of them stands.
            var gap = allowed.IndexOf(allowed.FirstOrDefault(static item => item.IsAnyNumber));
            var tail = allowed.Length - gap - 1;
            return gap >= 0 && allowed[gap].IsAnyNumber && before.Entries is null && items.Length >= gap + tail
                && allowed.Take(gap).Zip(items).All(static pair => pair.First.IsSameAs(pair.Second))
                && allowed.TakeLast(tail).Zip(items.TakeLast(tail)).All(static pair => pair.First.IsSameAs(pair.Second));
        }

        // An unknown value that may be unset allows for everything that is no array.
        return !before.IsArray && !after.IsArray && before.Value.Fragments is [{ IsKnown: false, Alternatives.IsDefault: true }]
            && (before.IsSet is Truth.Unknown || before.IsSet == after.IsSet) && (before.Value.MayBeEmpty || !after.Value.MayBeEmpty);
    }
}
