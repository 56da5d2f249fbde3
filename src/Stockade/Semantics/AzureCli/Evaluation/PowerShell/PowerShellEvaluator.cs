using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Shell.PowerShell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>
/// Follows a script as PowerShell would run it, with unknown in place of everything that only a run can show, and collects the commands it
/// runs. Where the run may take one of several ways, all are followed and what they leave behind is joined.
/// </summary>
internal sealed partial class PowerShellEvaluator(ScriptInput input)
{
    private const int MaxDepth = 300;

    private readonly ScriptInput _input = input;
    private readonly ScriptRecord _record = new();
    private readonly List<SourceLocation> _comments = [];
    private readonly List<SourceFile> _callers = [];
    private readonly Dictionary<string, int> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);

    // Every variable that was written, in order: what a branch wrote is what was added since it began.
    private readonly List<(int Scope, string Name)> _log = [];
    private readonly List<PowerShellFrame> _frames = [];
    private PowerShellState _state = new();
    private List<PowerShellValue>? _output;
    private SourceFile _file = null!;

    // What stands before the running element of a pipeline.
    private TextSpan _upstream;
    private ImmutableArray<string> _atoms = [];
    private int _depth;
    private int _dryRuns;
    private int _conditions;
    private bool _isAfterEscape;
    private bool _isAfterReturn;

    private bool IsConditional => _conditions > 0 || _isAfterEscape || _isAfterReturn;

    public ScriptResult Evaluate()
    {
        _file = _input.Text.File;
        _callers.AddRange(_input.Callers);
        _callers.Add(_file);
        _conditions = _input.IsConditional ? 1 : 0;
        foreach (var (name, value) in _input.Environment)
            Set(0, "env:" + name, PowerShellValue.Of(ShellString.Of(value)));
        var script = Parse(_input.Text);
        var arguments = _input.Arguments is { } words ? ArgumentsOf(words) : null;
        BindParameters(script.Body.Parameters, arguments, isScript: true);
        EvaluateStatements(script.Body.Statements);
        return _record.ToResult(_comments);
    }

    private PowerShellScript Parse(ShellText text)
    {
        _atoms = text.Atoms;
        var script = PowerShellParser.Parse(text);
        foreach (var error in script.Errors)
            AddError(error);
        if (ReferenceEquals(text.File, _input.Text.File) && _comments.Count == 0)
            _comments.AddRange(script.Comments.Select(text.File.At));
        return script;
    }

    private void AddError(SyntaxError error)
    {
        if (_record.Errors.Count < 100 && !_record.Errors.Exists(other => other.Location == error.Location && string.Equals(other.Message, error.Message, StringComparison.Ordinal)))
            _record.Errors.Add(error);
    }

    private void Report(TextSpan span, string message) => _record.Report(_file.At(span), message);

    /// <summary>False where the script goes too deep, for instance in a recursive function: what is not followed may change everything.</summary>
    private bool TryDescend(TextSpan span)
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        Report(span, "the commands are nested too deeply to be followed");
        Forget();
        return false;
    }

    private bool TryStep(TextSpan span)
    {
        if (_record.TryStep())
            return true;
        Report(span, ScriptRecord.TooManySteps);
        return false;
    }

    private void Forget()
    {
        for (var scope = 0; scope < _state.Scopes.Length; scope++)
        {
            foreach (var name in _state.Scopes[scope].Keys.Where(static name => !name.StartsWith("function:", StringComparison.OrdinalIgnoreCase)))
                _log.Add((scope, name));
        }

        _state = _state.Forget();
    }

    private void Set(int scope, string name, PowerShellValue value)
    {
        _spellings.TryAdd(name, name);
        _log.Add((scope, name));
        _state = _state.Set(scope, name, value);
    }

    private void Emit(PowerShellValue value) => Emit(value.Enumerate());

    /// <summary>What nothing takes goes to the host.</summary>
    private void Emit(IEnumerable<PowerShellValue> values)
    {
        if (_output is not null)
            _output.AddRange(values);
        else
            WriteLines(values, OutputTarget.Log);
    }

    private void WriteLines(IEnumerable<PowerShellValue> values, OutputTarget target)
    {
        if (_dryRuns > 0)
            return;
        foreach (var value in values)
            _record.HostOutput.Print(value.IsUnknown && target is OutputTarget.Log ? null : value.ToText(), target, IsConditional);
    }

    /// <summary>What statements write out, as one value.</summary>
    private List<PowerShellValue> Capture(Action run)
    {
        var outer = _output;
        var output = new List<PowerShellValue>();
        _output = output;
        run();
        _output = outer;
        return output;
    }

    private void Conditionally(Action run)
    {
        _conditions++;
        run();
        _conditions--;
    }

    /// <summary>Follows each of several ways from here; <paramref name="mayBeNone"/> where the run may also take none of them.</summary>
    private void Alternatives(IEnumerable<Action> ways, bool mayBeNone)
    {
        var (start, mark, outer, isAfterEscape, isAfterReturn) = (_state, _log.Count, _output, _isAfterEscape, _isAfterReturn);
        var (escaped, returned) = (false, false);
        var ends = new List<(PowerShellState State, List<PowerShellValue> Output)>();
        foreach (var way in ways)
        {
            (_state, _isAfterEscape, _isAfterReturn) = (start, isAfterEscape, isAfterReturn);
            var output = outer is null ? CaptureNothing(way) : Capture(() => Conditionally(way));
            ends.Add((_state, output));
            escaped |= _isAfterEscape;
            returned |= _isAfterReturn;
        }

        (_output, _isAfterEscape, _isAfterReturn) = (outer, isAfterEscape || escaped, isAfterReturn || returned);
        if (mayBeNone)
            ends.Add((start, []));
        Join(ends, mark);
    }

    private List<PowerShellValue> CaptureNothing(Action way)
    {
        Conditionally(way);
        return [];
    }

    private void Join(List<(PowerShellState State, List<PowerShellValue> Output)> ends, int mark)
    {
        var alive = ends.Where(static end => end.State.Jump is ShellJump.None).ToList();
        if (alive.Count == 0)
        {
            // Every way jumps. The nearest target decides what is skipped for certain.
            var nearest = ends.OrderBy(static end => end.State.Jump).First();
            foreach (var end in ends.Where(end => end != nearest))
                Escape(end.State);
            _state = nearest.State;
            _output?.AddRange(ends.Count == 1 ? nearest.Output : [PowerShellValue.Unknown("…")]);
            return;
        }

        foreach (var end in ends.Where(static end => end.State.Jump is not ShellJump.None))
            Escape(end.State);
        _state = alive[0].State;
        foreach (var (scope, name) in _log.Skip(mark).Distinct().ToList())
        {
            if (scope > _state.Current)
                continue;
            var joined = ValueAt(alive[0].State, scope, name);
            foreach (var end in alive.Skip(1))
                joined = ChooseValue(joined, ValueAt(end.State, scope, name), name);
            SetJoined(scope, name, joined);
        }

        JoinOutput(alive);
    }

    private static PowerShellValue? ValueAt(PowerShellState state, int scope, string name) => state.Scopes[scope].GetValueOrDefault(name);

    private PowerShellValue? ChooseValue(PowerShellValue? first, PowerShellValue? second, string name)
    {
        if (first is null && second is null)
            return null;

        // A function that only one way defines is the one a later call means, if the call works at all.
        if (name.StartsWith("function:", StringComparison.OrdinalIgnoreCase) && (first ?? second) is { } only && (first is null || second is null))
            return only;
        if (first is not null && second is not null)
            return first.IsSameAs(second) ? first : PowerShellValue.Choose(first, second, SymbolOf(name));

        // What is not set here may be set by the caller, so the other may be anything, too.
        return PowerShellValue.Unknown(SymbolOf(name));
    }

    private void SetJoined(int scope, string name, PowerShellValue? value)
    {
        if (value is not null)
            Set(scope, name, value);
        else
            _state = _state with { Scopes = _state.Scopes.SetItem(scope, _state.Scopes[scope].Remove(name)) };
    }

    private void JoinOutput(List<(PowerShellState State, List<PowerShellValue> Output)> alive)
    {
        if (_output is not { } output || alive.TrueForAll(static end => end.Output.Count == 0))
            return;
        var first = alive[0].Output;
        if (alive.TrueForAll(end => end.Output.Count == first.Count && end.Output.Zip(first).All(static pair => pair.First.IsSameAs(pair.Second))))
        {
            output.AddRange(first);
            return;
        }

        if (alive.TrueForAll(static end => end.Output is [{ Kind: PowerShellValueKind.Text }]))
        {
            output.Add(PowerShellValue.Of(ShellString.Unknown(SymbolOf("if"), mayBeEmpty: alive.Exists(static end => end.Output[0].Text.MayBeEmpty))));
            return;
        }

        // `$(if ($private) { '--enable-private-cluster' })`
        var only = alive.Where(static end => end.Output.Count > 0).ToList();
        var fallback = only is [{ Output: [{ Kind: PowerShellValueKind.Text } text] }] ? text.Text.Text : null;
        var fragment = TextFragment.Unknown(SymbolOf("if")) with { Fallback = fallback };
        output.Add(PowerShellValue.Unknown(ShellString.Of(fragment)));
    }

    /// <summary>One way leaves early: what it leaves behind counts where the jump ends.</summary>
    private void Escape(PowerShellState state)
    {
        // After a guard that leaves the script nothing is conditional.
        if (state.Jump is ShellJump.Exit)
            return;
        var isReturn = state.Jump is ShellJump.Return;
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i].IsLoop == isReturn)
                continue;
            if (_frames[i].Escapes.Count < 64)
                _frames[i].Escapes.Add(state);
            else
                _frames[i].HasLostTrack = true;
            if (isReturn)
                _isAfterReturn = true;
            else
                _isAfterEscape = true;
            return;
        }

        // `return` outside of functions ends the script.
    }

    /// <summary>Joins what escapes left behind into the state at the end of their frame.</summary>
    private void JoinEscapes(PowerShellFrame frame)
    {
        if (frame.HasLostTrack)
            Forget();
        if (frame.Escapes.Count == 0)
            return;
        foreach (var (scope, name) in _log.Skip(frame.Mark).Distinct().ToList())
        {
            if (scope > _state.Current)
                continue;
            var joined = ValueAt(_state, scope, name);
            foreach (var escape in frame.Escapes.Where(escape => scope <= escape.Current))
                joined = ChooseValue(joined, ValueAt(escape, scope, name), name);
            SetJoined(scope, name, joined);
        }
    }

    /// <summary>A symbol for the next unknown value of a variable: after another assignment the same name means another value.</summary>
    private string SymbolOf(string name)
    {
        var spelling = _spellings.GetValueOrDefault(name, name);
        if (_dryRuns > 0)
            return $"${{{spelling}}}";
        ref var version = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_versions, name, out _);
        version++;
        return version == 1 ? $"${{{spelling}}}" : $"${{{spelling}#{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}";
    }
}
