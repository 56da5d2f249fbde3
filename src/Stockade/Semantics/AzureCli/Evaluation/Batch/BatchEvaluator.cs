using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>
/// Follows a batch file as cmd would run it, with unknown in place of everything that only a run can show, and collects the commands it runs.
/// A batch file jumps where it likes, so the ways of the run are followed in the order of the lines: one that jumps ahead waits at its label
/// until the others have come there or have left, and a loop is followed once with everything unknown that it assigns.
/// </summary>
internal sealed partial class BatchEvaluator
{
    private const int MaxDepth = 24;

    // A subroutine that calls two others that call two others…
    private const int StepsOfCall = 30;
    private const int MaxRounds = 1000;

    private readonly ScriptInput _input;
    private readonly BatchUnknowns _unknowns;
    private readonly BatchExpansion _expansion;
    private readonly BatchParser _parser;
    private readonly ScriptRecord _record = new();
    private OutputTarget _target;
    private readonly List<UnreachedCommand> _unreached = [];
    private readonly List<string> _writes = [];
    private readonly Stack<BatchRun> _runs = new();
    private readonly List<SourceFile> _files;
    private Dictionary<char, string> _loops = [];
    private BatchVariables _state;
    private BatchFile _file;
    private BatchArguments _arguments;

    // The line that runs, and the one after the last that was read for it.
    private int _line;
    private int _next;
    private int _forks;
    private int _conditions;
    private int _children;
    private int _probes;
    private BatchFork? _fork;
    private BatchFork _origin = BatchFork.None;
    private bool _isPathConditional;
    private bool _isRestarting;
    private bool _isAfterError;
    private bool _readsOneLine;

    public BatchEvaluator(ScriptInput input)
    {
        _input = input;
        _unknowns = new BatchUnknowns(input.Text.Atoms);
        _expansion = new BatchExpansion(_unknowns);
        _parser = new BatchParser(ReadNextLine);
        _file = new BatchFile(input.Text);
        _arguments = new BatchArguments(_unknowns, _expansion, _file.File);
        _files = [.. input.Callers, _file.File];
        _conditions = input.IsConditional ? 1 : 0;
        _state = new BatchVariables { KnowsArguments = input.Arguments is not null, Arguments = [.. (input.Arguments ?? []).Select(TextOf)] };
        foreach (var (name, value) in input.Environment)
            _state = _state.Set(name, string.Concat(value.Fragments.Select(fragment => fragment.IsKnown ? fragment.Text : _unknowns.Of(fragment.Text))));
    }

    private bool IsConditional => _conditions > 0 || _isPathConditional || _isAfterError || _state.EndsBy is not null;

    public ScriptResult Evaluate()
    {
        Run(0);
        return _record.ToResult(Comments(), _unreached);
    }

    private string TextOf(CommandWord word)
    {
        var text = word.Value ?? _unknowns.Of(word.Symbol ?? word.Location.Text, word.Origin, word.MayBeEmpty);
        return text.AsSpan().ContainsAny(' ', '\t') ? $"\"{text}\"" : text;
    }

    private IEnumerable<SourceLocation> Comments()
    {
        var file = new BatchFile(_input.Text);
        for (var line = 0; line < file.LineCount; line++)
        {
            if (FindComment(file.Line(line)) is >= 0 and var start)
                yield return file.File.At(file.Text.Map(file.Start(line) + start, file.Start(line) + file.Line(line).TrimEnd('\r').Length));
        }
    }

    /// <summary>Where a line has a comment: at its start, or behind a command and <c>&amp;</c>.</summary>
    private static int FindComment(ReadOnlySpan<char> line)
    {
        var (isStart, isQuoted) = (true, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (isStart && line[i] is ' ' or '\t' or '@')
                continue;
            var rest = line[i..];
            var isRemark = rest.StartsWith("rem", StringComparison.OrdinalIgnoreCase) && (rest.Length == 3 || BatchParser.IsDelimiter(rest[3]));
            if (isStart && (isRemark || rest.StartsWith("::", StringComparison.Ordinal)))
                return i;
            isQuoted ^= line[i] is '"';
            isStart = line[i] is '&' && !isQuoted && (i == 0 || line[i - 1] is not '^');
        }

        return -1;
    }

    /// <summary>Runs from a line to the end of the file, or to where the subroutine returns. False where no way comes back.</summary>
    private bool Run(int start)
    {
        _record.Steps += StepsOfCall;
        var run = new BatchRun();
        var (line, next, path, fork, origin) = (_line, _next, _isPathConditional, _fork, _origin);
        _runs.Push(run);
        _conditions += path ? 1 : 0;
        (_fork, _origin) = (null, BatchFork.None);
        run.Waiting.Add(start, new BatchArrival(_state, BatchFork.None) { IsCertain = true });
        while (run.Waiting.Count > 0 && !_record.IsTruncated)
        {
            var (first, arrival) = run.Waiting.First();
            run.Waiting.Remove(first);
            (_line, _state, _isPathConditional, _origin) = (first, arrival.State, !arrival.IsCertain, arrival.Fork);
            while (RunLine(run))
                _line = _next;
            _isRestarting = false;
        }

        _conditions -= path ? 1 : 0;
        (_line, _next, _isPathConditional, _fork, _origin) = (line, next, path, fork, origin);
        _runs.Pop();
        if (run.Exit is not { } exit)
            return false;
        _state = exit.State;
        return true;
    }

    private BatchFork Here => new(_record.Invocations.Count, _writes.Count);

    // What one way leaves behind when it leaves decides nothing of the commands of another.
    private void Leave(BatchRun run) => run.Exit = Arrive(run.Exit, meets: false);

    /// <summary>This way goes on at a line, where others may wait already.</summary>
    private BatchArrival Arrive(BatchArrival? others, bool meets = true)
    {
        var isCertain = !_isPathConditional && _fork is null;
        var fork = BatchFork.Earlier(_fork ?? Here, _origin);
        if (others is null)
            return new BatchArrival(_state, fork) { IsCertain = isCertain };
        var both = BatchFork.Earlier(others.Fork, fork);
        if (meets && (isCertain || others.IsCertain) && others.State.EndedBy is null && _state.EndedBy is null)
            MakeConditional(both.Invocations);
        return new BatchArrival(Join(others.State, _state, both.Writes), fork with { Invocations = both.Invocations }) { IsCertain = isCertain || others.IsCertain };
    }

    /// <summary>Runs one line; false where the way ends there.</summary>
    private bool RunLine(BatchRun run)
    {
        if (run.Waiting.Remove(_line, out var waiting))
            Meet(waiting);
        if (_line >= _file.LineCount)
        {
            Leave(run);
            return false;
        }

        if (!TryStep())
            return false;
        _next = _line + 1;
        if (_file.IsLabel(_line))
        {
            run.Entries[_line] = run.Entries.GetValueOrDefault(_line) is { IsWidened: true } widened
                ? widened
                : new BatchLabelEntry(_state, _record.Invocations.Count, _record.Tools.Count, _writes.Count, _forks, _isPathConditional)
                {
                    Rounds = run.Entries.GetValueOrDefault(_line)?.Rounds + 1 ?? 0,
                    Waiting = [.. run.Waiting],
                    Exit = run.Exit,
                    Origin = _origin,
                };
            return true;
        }

        FindMissingCaret();
        if (Read(_line) is not { } text)
            return true;
        var command = _parser.Parse(text);
        if (_parser.Error is { } error)
        {
            // cmd itself gives up here; what the lines after it were meant to be is not known.
            Report(error.Span, error.Message);
            Forget();
            _isAfterError = true;
        }

        if (command is null)
            return true;
        if (!Execute(command))
            return false;
        if (_state.EndsBy is { } end)
            _state = _state with { EndsBy = null, EndedBy = end };
        return true;
    }

    /// <summary>The way that runs comes to a label where another one waits.</summary>
    private void Meet(BatchArrival waiting)
    {
        // A way that never runs is only followed to see what is lost.
        var both = BatchFork.Earlier(waiting.Fork, _origin);
        if (waiting.State.EndedBy is null && _state.EndedBy is null)
            MakeConditional(both.Invocations);
        _state = Join(_state, waiting.State, both.Writes);
        _isPathConditional &= !waiting.IsCertain;
    }

    private void MakeConditional(int from)
    {
        for (var i = from; i < _record.Invocations.Count; i++)
            _record.Invocations[i] = _record.Invocations[i] with { Conditional = true };
        _record.Steps += (_record.Invocations.Count - from) / 16;
    }

    private void Assign(string name, string? value)
    {
        _writes.Add(name);
        _state = _state.Set(name, value is { Length: > BatchExpansion.MaxLength } ? _unknowns.OfNext(name) : value);
    }

    /// <summary>Everything may have been assigned by what is not here.</summary>
    private void Forget()
    {
        _writes.AddRange(_state.Values.Keys);
        _state = _state with { Values = _state.Values.Clear(), IsForgotten = true };
    }

    /// <summary>What is known after one of two ways that parted before a number of assignments.</summary>
    private BatchVariables Join(BatchVariables first, BatchVariables second, int writes)
    {
        if (ReferenceEquals(first, second))
            return first;

        // What ended early takes no part in what follows.
        if (Ends(first) != Ends(second))
            return Ends(first) ? second : first;
        var values = first.Values;
        var names = writes >= _writes.Count ? [] : _writes[writes..].Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var isKnown = values.TryGetValue(name, out var left) & second.Values.TryGetValue(name, out var right);
            if (!isKnown ? values.ContainsKey(name) != second.Values.ContainsKey(name) : !string.Equals(left, right, StringComparison.Ordinal))
                values = values.SetItem(name, _unknowns.OfNext(name));
        }

        var isSame = first.KnowsArguments == second.KnowsArguments && first.Arguments.AsSpan().SequenceEqual(second.Arguments.AsSpan());
        return first with
        {
            Values = values,
            IsForgotten = first.IsForgotten || second.IsForgotten,
            ExpandsLate = first.ExpandsLate || second.ExpandsLate,
            Arguments = isSame ? first.Arguments : [],
            KnowsArguments = isSame && first.KnowsArguments,
        };
    }

    private static bool Ends(BatchVariables state) => state.EndedBy is not null || state.EndsBy is not null;

    private List<BatchChar>? ReadNextLine() => _readsOneLine || _next >= _file.LineCount ? null : Read(_next++);

    /// <summary>A line with its percent signs expanded; null where cmd cannot read it.</summary>
    private List<BatchChar>? Read(int line)
    {
        var raw = _file.Line(line);
        var start = _file.Start(line);
        if (raw.Length > BatchExpansion.MaxLength)
        {
            Report(_file.Text.Map(start, start), "the line is longer than the 8191 characters that cmd reads");
            return null;
        }

        var text = new List<BatchChar>(raw.Length);
        var file = _file.Text;
        for (var i = 0; i < raw.Length; i++)
            text.Add(new BatchChar(BatchUnknowns.Sanitize(raw[i], file), file.Map(start + i, start + i + 1)));
        if (_expansion.ExpandPercent(text, _state) is { } expanded)
            return expanded;
        Report(file.Map(start, start + raw.Length), "the line gets longer than the 8191 characters that cmd reads");
        return null;
    }

    /// <summary>A line that begins with an option belongs to the command before it, whose caret is missing.</summary>
    private void FindMissingCaret()
    {
        var line = _file.Line(_line);
        var text = line.TrimStart(" \t");
        if (!text.StartsWith("--", StringComparison.Ordinal) || _record.Invocations.Count == 0)
            return;
        var last = _record.Invocations[^1];
        if (last.Fault is not null || last.Location.File != _file.File)
            return;
        var end = text.IndexOfAny(" \t=");
        var start = _file.Start(_line) + line.Length - text.Length;
        var span = _file.Text.Map(start, start + (end < 0 ? text.Length : end));
        if (_file.File.Lines.GetLinePosition(last.Extent.Span.End).Line + 1 == _file.File.Lines.GetLinePosition(span.Start).Line)
            _record.Invocations[^1] = last with { Fault = new ContinuationFault(span, ContinuationFaultKind.Missing) };
    }

    private bool TryStep()
    {
        if (_record.TryStep())
            return true;
        Report(_file.Text.Map(_file.Start(Math.Min(_line, _file.LineCount - 1)), _file.Start(Math.Min(_line, _file.LineCount - 1))), ScriptRecord.TooManySteps);
        return false;
    }

    private void Report(TextSpan span, string message) => _record.Report(_file.File.At(span), message);
}
