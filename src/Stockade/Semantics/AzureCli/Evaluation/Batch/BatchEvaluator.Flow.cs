using System.Collections.Immutable;
using System.Globalization;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <content>Blocks, conditions, loops and jumps. What runs a command says whether the way goes on after it.</content>
internal sealed partial class BatchEvaluator
{
    private bool Execute(BatchCommand command)
    {
        if (!TryStep())
            return false;
        return command switch
        {
            BatchCommand.Simple simple => ExecuteSimple(simple),
            BatchCommand.Block block => block.Commands.All(Execute),
            BatchCommand.Sequence sequence => ExecuteSequence(sequence),
            BatchCommand.If branches => ExecuteIf(branches),
            BatchCommand.For loop => ExecuteFor(loop),
            _ => true,
        };
    }

    private bool ExecuteSequence(BatchCommand.Sequence sequence)
    {
        switch (sequence.Operator)
        {
            case BatchOperator.Then:
                return sequence.Commands.All(Execute);
            case BatchOperator.Pipe:
                // Each side runs in a cmd of its own.
                foreach (var command in sequence.Commands)
                    InChild(() => Execute(command));
                return true;
        }

        if (!Execute(sequence.Commands[0]))
            return false;
        var isProbe = IsProbe(sequence.Commands[0]);
        foreach (var command in sequence.Commands.Skip(1))
        {
            if (!ExecutePerhaps(command, isConditional: sequence.Operator is BatchOperator.Or || isProbe))
                return false;
        }

        return true;
    }

    /// <summary>Commands that are run to ask something; of any other, success is taken for granted when judging what follows it.</summary>
    private static bool IsProbe(BatchCommand command)
    {
        if (command is not BatchCommand.Simple simple)
            return command is BatchCommand.If or BatchCommand.Sequence { Operator: BatchOperator.Pipe };
        var words = string.Concat(simple.Text.Select(static c => c.Value)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = words.FirstOrDefault(static word => !string.Equals(word, "call", StringComparison.OrdinalIgnoreCase)) ?? "";
        return first.ToLowerInvariant() switch
        {
            "where" or "find" or "findstr" or "fc" or "comp" => true,
            "az" or "az.cmd" => words.Any(static word => word.ToLowerInvariant() is "show" or "list" or "exists" or "check-name"),
            "kubectl" or "helm" => words.Any(static word => word.ToLowerInvariant() is "get" or "status" or "list"),
            _ => false,
        };
    }

    /// <summary>Runs what may not run; the way without it always goes on.</summary>
    private bool ExecutePerhaps(BatchCommand command, bool isConditional)
    {
        var (state, fork) = (_state, _fork);
        var here = Here;
        _fork ??= here;
        _forks++;
        _conditions += isConditional ? 1 : 0;
        var goesOn = Execute(command);
        _conditions -= isConditional ? 1 : 0;
        _fork = fork;
        if (_isRestarting)
            return false;
        _state = goesOn ? Join(state, _state, here.Writes) : state;
        return true;
    }

    /// <summary>Runs something whose variables are lost, and which no batch file it starts can end.</summary>
    private void InChild(Action run)
    {
        var (state, loops, fork) = (_state, _loops, _fork);
        _children++;
        run();
        _children--;
        (_state, _loops, _fork) = (state, loops, fork);
    }

    private bool ExecuteIf(BatchCommand.If command)
    {
        var condition = Decide(command.Condition);
        var isCertain = _conditions == 0 && !_isPathConditional && _fork is null;
        if (condition is not Truth.Unknown)
        {
            var taken = condition is Truth.True ? command.Then : command.Else;
            if (taken is null)
                return true;
            _conditions++;
            var alive = Execute(taken);
            _conditions--;
            return alive;
        }

        _forks++;
        var (state, fork) = (_state, _fork);
        var here = Here;
        _fork ??= here;
        _conditions++;
        var goesOn = Execute(command.Then);
        var then = _state;
        var goesOnElse = true;
        if (!_isRestarting)
        {
            _state = state;
            goesOnElse = command.Else is null || Execute(command.Else);
        }

        _conditions--;
        _fork = fork;
        if (_isRestarting)
            return false;
        if (goesOn && goesOnElse)
            _state = Join(then, _state, here.Writes);
        else if (goesOn)
            _state = then;
        else if (!goesOnElse && isCertain)
            PromoteLast();
        return goesOn || goesOnElse;
    }

    // Both branches jump: one of the two is taken for certain.
    private void PromoteLast()
    {
        var run = _runs.Peek();
        if (_lastJump is { } line && run.Waiting.TryGetValue(line, out var arrival))
            run.Waiting[line] = arrival with { IsCertain = true };
    }

    private Truth Decide(BatchCondition condition)
    {
        var left = Text(Late(condition.Left));
        var right = Text(Late(condition.Right));
        var truth = condition.Test switch
        {
            "defined" when _unknowns.IsKnown(right) => _state.Values.TryGetValue(right, out var value) ? value switch
            {
                null => Truth.False,
                _ when _unknowns.IsKnown(value) => value.Length > 0 ? Truth.True : Truth.False,
                _ => Truth.Unknown,
            } : Truth.Unknown,
            "==" or "equ" or "neq" or "lss" or "leq" or "gtr" or "geq" when _unknowns.IsKnown(left + right) && left.Length > 0 && right.Length > 0 =>
                Compare(condition.Test, left, right, condition.IgnoresCase) ? Truth.True : Truth.False,
            _ => Truth.Unknown,
        };
        return !condition.IsNegated ? truth : truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };
    }

    // EQU and its kin compare numbers where both are numbers; "==" always compares text.
    private static bool Compare(string test, string left, string right, bool ignoresCase)
    {
        var order = test is not "==" && BatchArithmetic.ParseNumber(left) is { } a && BatchArithmetic.ParseNumber(right) is { } b
            ? a.CompareTo(b)
            : string.Compare(left, right, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        return test switch
        {
            "==" or "equ" => order == 0,
            "neq" => order != 0,
            "lss" => order < 0,
            "leq" => order <= 0,
            "gtr" => order > 0,
            _ => order >= 0,
        };
    }

    private bool ExecuteFor(BatchCommand.For loop)
    {
        var set = Late(loop.Set);
        var items = loop.Kind switch
        {
            BatchLoopKind.Words => Words(set),
            BatchLoopKind.Numbers => Numbers(set),
            _ => null,
        };
        if (loop.Kind is BatchLoopKind.Lines)
            RunInner(set, loop.Options);
        if (items is null)
            return ExecuteSymbolicFor(loop);
        foreach (var item in items)
        {
            if (!WithLoopVariable(loop.Variable, item, () => Execute(loop.Body)))
                return false;
        }

        return true;
    }

    private bool WithLoopVariable(char name, string value, Func<bool> run)
    {
        var outer = _loops;
        _loops = new Dictionary<char, string>(outer) { [name] = value };
        var goesOn = run();
        _loops = outer;
        return goesOn;
    }

    /// <summary>The items of a plain <c>for</c>; null where they depend on files or are not known.</summary>
    private List<string>? Words(List<BatchChar> set)
    {
        var items = SplitOperands(set);
        return items.Count > MaxRounds || items.Exists(item => item.AsSpan().ContainsAny('*', '?') || HasBareUnknown(item)) ? null : items;
    }

    private bool HasBareUnknown(string item) => !item.StartsWith('"') && !_unknowns.IsKnown(item);

    private List<string>? Numbers(List<BatchChar> set)
    {
        var parts = SplitOperands(set).ConvertAll(BatchArithmetic.ParseNumber);
        if (parts is not [{ } start, { } step, { } end] || step == 0 || Math.Abs(((long)end - start) / step) >= MaxRounds)
            return null;
        var items = new List<string>();
        for (long i = start; step > 0 ? i <= end : i >= end; i += step)
            items.Add(i.ToString(CultureInfo.InvariantCulture));
        return items;
    }

    private static List<string> SplitOperands(IReadOnlyList<BatchChar> text)
    {
        var items = new List<string>();
        var current = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var c in text)
        {
            if (!isQuoted && BatchParser.IsDelimiter(c.Value))
            {
                if (current.Length > 0)
                    items.Add(current.ToString());
                current.Clear();
                continue;
            }

            isQuoted ^= c.Value is '"';
            current.Append(c.Value);
        }

        if (current.Length > 0)
            items.Add(current.ToString());
        return items;
    }

    /// <summary>The command in quotes whose lines a <c>for /f</c> reads.</summary>
    private void RunInner(List<BatchChar> set, string options)
    {
        var quote = options.Contains("usebackq", StringComparison.OrdinalIgnoreCase) ? '`' : '\'';
        var first = set.FindIndex(static c => !BatchParser.IsDelimiter(c.Value));
        var last = set.FindLastIndex(static c => !BatchParser.IsDelimiter(c.Value));
        if (first >= 0 && last > first && set[first].Value == quote && set[last].Value == quote)
            InChild(() => ExecuteText(set[(first + 1)..last]));
    }

    /// <summary>
    /// A loop that runs an unknown number of times is followed once, for any of its rounds: what it assigns is unknown from the start. A first
    /// round, of which nothing is kept, shows what that is.
    /// </summary>
    private bool ExecuteSymbolicFor(BatchCommand.For loop)
    {
        var (state, fork) = (_state, _fork);
        var here = Here;
        var tools = _record.Tools.Count;
        _fork ??= here;
        _forks++;
        _conditions++;
        var names = new Dictionary<char, string>(_loops);
        var count = loop.Kind is BatchLoopKind.Lines && loop.Options.AsSpan().ContainsAny(',', '-', '*') ? 6 : 1;
        var origin = loop.Kind is BatchLoopKind.Lines ? UnknownOrigin.CommandOutput : UnknownOrigin.Other;
        for (var i = 0; i < count; i++)
            names[(char)(loop.Variable + i)] = _unknowns.OfNext($"%{(char)(loop.Variable + i)}", origin);
        var outer = _loops;
        _loops = names;
        var goesOn = true;
        if (_probes < 3)
        {
            _probes++;
            Execute(loop.Body);
            _probes--;
            var assigned = _writes[here.Writes..].Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (!_isRestarting && assigned.Count > 0)
            {
                _record.Invocations.RemoveRange(here.Invocations, _record.Invocations.Count - here.Invocations);
                _record.Tools.RemoveRange(tools, _record.Tools.Count - tools);
                _state = state;
                foreach (var name in assigned)
                    Assign(name, _unknowns.OfNext(name, origin));
                goesOn = Execute(loop.Body);
            }
        }
        else
        {
            Forget();
            goesOn = Execute(loop.Body);
        }

        (_loops, _fork) = (outer, fork);
        _conditions--;
        if (_isRestarting)
            return false;
        _state = goesOn ? Join(state, _state, here.Writes) : state;
        return true;
    }

    private bool Jump(string label)
    {
        var run = _runs.Peek();
        if (label.Equals("eof", StringComparison.OrdinalIgnoreCase))
        {
            Leave(run);
            return false;
        }

        // cmd ends the batch file where it does not find the label.
        if (!_unknowns.IsKnown(label))
        {
            Forget();
            return true;
        }

        if (_file.FindLabel(label, _next) is not { } line)
            return false;
        if (line > _line)
        {
            run.Waiting[line] = Arrive(run.Waiting.GetValueOrDefault(line));
            _lastJump = line;
            return false;
        }

        return JumpBack(run, line);
    }

    private bool JumpBack(BatchRun run, int line)
    {
        if (run.Entries.GetValueOrDefault(line) is not { } entry)
        {
            run.Waiting[line] = Arrive(run.Waiting.GetValueOrDefault(line));
            return false;
        }

        // Nothing but known values decided since: the loop runs as written.
        if (entry.Forks == _forks && !entry.IsWidened && entry.Rounds < MaxRounds)
        {
            run.Waiting[line] = new BatchArrival(_state, _origin) { IsCertain = !_isPathConditional };
            return false;
        }

        if (entry.IsWidened)
            return false;
        _record.Invocations.RemoveRange(entry.Invocations, _record.Invocations.Count - entry.Invocations);
        _record.Tools.RemoveRange(entry.Tools, _record.Tools.Count - entry.Tools);
        run.Waiting.Clear();
        foreach (var (place, arrival) in entry.Waiting)
            run.Waiting.Add(place, arrival);
        run.Exit = entry.Exit;
        var names = _writes[entry.Writes..].Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var state = _state;
        _state = entry.State with { IsForgotten = entry.State.IsForgotten || state.IsForgotten, ExpandsLate = state.ExpandsLate };
        foreach (var name in names)
            Assign(name, _unknowns.OfNext(name));
        if (!state.Arguments.AsSpan().SequenceEqual(_state.Arguments.AsSpan()))
            _state = _state with { Arguments = [], KnowsArguments = false };
        run.Entries[line] = entry with { IsWidened = true };
        run.Waiting[line] = new BatchArrival(_state, entry.Origin) { IsCertain = !entry.IsPathConditional };
        _isRestarting = true;
        return false;
    }

    private int? _lastJump;
}
