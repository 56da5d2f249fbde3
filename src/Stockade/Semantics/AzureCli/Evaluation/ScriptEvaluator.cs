using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>
/// Follows a script as bash would run it, with unknown in place of everything that only a run can show, and collects the commands it runs.
/// Where the run may take one of several ways, all are followed and what they leave behind is joined: a value is known afterwards only if
/// every way leaves the same.
/// </summary>
internal sealed partial class ScriptEvaluator(ScriptInput input)
{
    // Statement lists inside statement lists, function calls and stored scripts included: what the stack of a thread can hold.
    private const int MaxDepth = 160;


    private readonly ScriptInput _input = input;
    private readonly ScriptRecord _record = new();
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShellText> _writtenScripts = new(StringComparer.Ordinal);
    private List<(ShellText Text, bool IsConditional)> _exitTraps = [];
    private ShellState _state = new(parent: null);
    private List<ShellFrame> _frames = [];
    private SourceFile _file = null!;
    private ScriptDialect _dialect = input.Dialect;
    private int _depth;
    private int _dryRuns;
    private int _conditions;
    private bool _isAfterEscape;
    private bool _mayHaveExited;
    private bool _isInSubshell;
    private bool _isAfterSubshellExit;
    private bool _isAfterReturn;
    private bool _hasFunctions;

    // The line at which the statement begins that bash had read before it ran anything of it: aliases defined later do not apply.
    private int _readLine;

    private bool IsConditional => _conditions > 0 || _isAfterEscape || _isAfterReturn || _isAfterSubshellExit;

    public ScriptResult Evaluate()
    {
        var script = ShellParser.Parse(_input.Text);
        _file = script.File;
        _conditions = _input.IsConditional ? 1 : 0;
        _markers.AddRange(_input.Text.Atoms.Select(static symbol => TextFragment.Unknown(symbol, mayBeEmpty: !ShellText.IsPlaceholder(symbol))));
        _state.Positionals = _input.Arguments is { } arguments ? [.. arguments.Select(ItemOf)] : [ShellItem.AnyNumber("${@}")];
        foreach (var (name, value) in _input.Environment)
            _state.Set(name, ShellVariable.Of(ShellString.Of(value)) with { IsExported = true });
        _record.Errors.AddRange(script.Errors);
        EvaluateScript(script);
        RunExitTraps();
        return _record.ToResult(script.Comments.Select(script.File.At));
    }

    private static ShellItem ItemOf(CommandWord word)
    {
        var value = word.Value is { } known ? ShellString.Known(known) : ShellString.Unknown(word.Symbol ?? word.Location.Text, word.Origin, word.MayBeEmpty);
        return new ShellItem(value, word.MayBeAnyWords);
    }

    private void EvaluateScript(ShellScript script)
    {
        if (!TryDescend(default))
            return;
        foreach (var statement in script.Statements)
        {
            if (_state.Jump is not ShellJump.None || _record.IsTruncated)
                break;
            _readLine = _file.Lines.GetLinePosition(Math.Min(statement.Span.Start, _file.Content.Length)).Line;
            EvaluateStatement(statement);
        }

        _depth--;
    }

    private void EvaluateStatements(ImmutableArray<ShellStatement> statements)
    {
        if (statements.IsEmpty || !TryDescend(statements[0].Span))
            return;
        foreach (var statement in statements)
        {
            if (_state.Jump is not ShellJump.None || _record.IsTruncated)
                break;
            EvaluateStatement(statement);
        }

        _depth--;
    }

    /// <summary>False where the script goes too deep, for instance in a recursive function: what is not followed may change everything.</summary>
    private bool TryDescend(TextSpan span)
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        Report(span, "the commands are nested too deeply to be followed");
        _state.Forget();
        return false;
    }

    private bool TryStep(TextSpan span)
    {
        if (_record.TryStep())
            return true;
        Report(span, ScriptRecord.TooManySteps);
        return false;
    }

    private void Report(TextSpan span, string message) => _record.Report(_file.At(span), message);

    private void RunExitTraps()
    {
        if (_exitTraps.Count == 0)
            return;
        _state.Jump = ShellJump.None;
        _frames = [];
        if (_mayHaveExited)
            _state.Forget();
        foreach (var (text, isConditional) in _exitTraps.ToArray())
        {
            if (isConditional)
                _conditions++;
            EvaluateText(text);
            if (isConditional)
                _conditions--;
            _state.Jump = ShellJump.None;
        }
    }

    /// <summary>Runs stored text in this shell, as <c>eval</c> does.</summary>
    private void EvaluateText(ShellText text)
    {
        if (text.Content.Length > 1 << 20)
        {
            _state.Forget();
            return;
        }

        var script = ShellParser.Parse(text);
        foreach (var error in script.Errors)
            Report(error.Location.Span, error.Message);
        EvaluateStatements(script.Statements);
    }

    /// <summary>Runs something whose variables are lost.</summary>
    private void InSubshell(Action run)
    {
        var (state, frames, isAfterEscape, mayHaveExited, exitTraps) = (_state, _frames, _isAfterEscape, _mayHaveExited, _exitTraps);
        var (isInSubshell, isAfterSubshellExit, isAfterReturn) = (_isInSubshell, _isAfterSubshellExit, _isAfterReturn);
        _state = new ShellState(state);
        (_frames, _exitTraps, _mayHaveExited, _isInSubshell) = ([], [], false, true);
        run();
        RunExitTraps();
        (_isInSubshell, _isAfterSubshellExit, _isAfterReturn) = (isInSubshell, isAfterSubshellExit, isAfterReturn);
        (_state, _frames, _isAfterEscape, _mayHaveExited, _exitTraps) = (state, frames, isAfterEscape, mayHaveExited, exitTraps);
    }

    /// <summary>Runs something on a layer over the current state; the caller joins or commits the layer.</summary>
    private ShellState OnLayer(Action run)
    {
        var state = _state;
        var layer = new ShellState(state);
        _state = layer;
        run();
        _state = state;
        return layer;
    }

    private void Conditionally(Action run)
    {
        _conditions++;
        run();
        _conditions--;
    }

    /// <summary>The state after one of several ways; <paramref name="mayBeNone"/> where the run may also take none of them.</summary>
    private void Join(List<ShellState> layers, bool mayBeNone)
    {
        var alive = layers.Where(static layer => layer.Jump is ShellJump.None).ToList();
        if (alive.Count == 0 && !mayBeNone)
        {
            JoinJumps(layers);
            return;
        }

        foreach (var layer in layers)
        {
            if (layer.Jump is not ShellJump.None)
                Escape(layer);
        }

        if (alive.Count == 1 && !mayBeNone)
        {
            _state.Commit(alive[0]);
            return;
        }

        if (alive.Exists(static layer => layer.IsForgotten))
        {
            _state.Forget();
            _state.Positionals = [ShellItem.AnyNumber("${@}")];
            return;
        }

        foreach (var name in alive.SelectMany(static layer => layer.WrittenVariables).Distinct(StringComparer.Ordinal).ToList())
        {
            var joined = mayBeNone ? Lookup(name) : null;
            var symbol = SymbolOf(name);
            foreach (var layer in alive)
            {
                var value = layer.Find(name) ?? Environment(name);
                joined = joined is null ? value : ShellVariable.Join(joined, value, symbol);
            }

            _state.Set(name, joined!);
        }

        JoinRest(alive, mayBeNone);
    }

    private void JoinRest(List<ShellState> alive, bool mayBeNone)
    {
        foreach (var layer in alive)
        {
            foreach (var (name, function) in layer.OwnFunctions)
            {
                var isEverywhere = !mayBeNone && alive.TrueForAll(other => ReferenceEquals(other.FindFunction(name), function));
                var isFirst = mayBeNone && alive.Count == 1 && _state.FindFunction(name) is null;

                // A function that only one way defines is the one a later call means, if the call works at all.
                _state.SetFunction(name, isEverywhere || isFirst ? function : function with { Body = null });
            }

            if (!layer.Positionals.SequenceEqual(_state.Positionals))
                _state.Positionals = alive.Count == 1 && !mayBeNone ? layer.Positionals : [ShellItem.AnyNumber("${@}")];
            if (layer.Options != _state.Options)
                _state.Options = alive.Count == 1 && !mayBeNone ? layer.Options : layer.Options with { DropsUnmatchedGlobs = layer.Options.DropsUnmatchedGlobs || _state.Options.DropsUnmatchedGlobs };
        }
    }

    /// <summary>Every way jumps. The nearest target decides what is skipped for certain; the others are recorded as escapes.</summary>
    private void JoinJumps(List<ShellState> layers)
    {
        var nearest = layers.OrderBy(static layer => layer.Jump).First();
        foreach (var layer in layers)
        {
            if (!ReferenceEquals(layer, nearest))
                Escape(layer);
        }

        _state.Commit(nearest);
    }

    /// <summary>One way leaves early: what it leaves behind counts where the jump ends.</summary>
    private void Escape(ShellState layer)
    {
        if (layer.Jump is ShellJump.Exit)
        {
            // After a guard that leaves the script nothing is conditional; one that leaves a subshell only decides what that still does.
            _mayHaveExited = true;
            _isAfterSubshellExit |= _isInSubshell;
            return;
        }

        // A loop's end settles what `break` and `continue` left open, but only the function's end what `return` did.
        if (layer.Jump is ShellJump.Return)
            _isAfterReturn = true;
        else
            _isAfterEscape = true;
        if (FindTarget(layer.Jump, layer.JumpCount) is not { } frame)
            return;
        if (frame.Escapes.Count >= 16)
        {
            frame.HasLostTrack = true;
            return;
        }

        var values = new Dictionary<string, ShellVariable>(StringComparer.Ordinal);
        for (var state = layer; state is not null; state = state.Parent)
        {
            foreach (var (name, variable) in state.OwnVariables)
                values.TryAdd(name, variable);
            frame.HasLostTrack |= state.IsForgotten || values.Count > 256 || state.OwnFunctions.Count > 0;
            if (ReferenceEquals(state, frame.BaseState) || frame.HasLostTrack)
                break;
        }

        frame.HasLostTrack |= !layer.Positionals.SequenceEqual(frame.BaseState.Parent?.Positionals ?? []) && !layer.Positionals.SequenceEqual(frame.BaseState.Positionals);
        frame.Escapes.Add(values);
    }

    private ShellFrame? FindTarget(ShellJump jump, int count)
    {
        var leavesLoop = jump is ShellJump.Break or ShellJump.Continue;
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            // A function cannot leave the loop that calls it.
            if (leavesLoop && !_frames[i].IsLoop)
                return null;
            if (_frames[i].IsLoop == leavesLoop && (--count <= 0 || !leavesLoop))
                return _frames[i];
        }

        return null;
    }

    /// <summary>Joins what escapes left behind into the state at the end of their frame.</summary>
    private void JoinEscapes(ShellFrame frame)
    {
        if (frame.HasLostTrack)
        {
            _state.Forget();
            return;
        }

        if (frame.Escapes.Count == 0 || _state.IsForgotten)
            return;
        var parent = frame.BaseState.Parent;
        var names = frame.Escapes.SelectMany(static escape => escape.Keys).Concat(_state.WrittenVariables).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            var joined = Lookup(name);
            foreach (var escape in frame.Escapes)
                joined = ShellVariable.Join(joined, escape.GetValueOrDefault(name) ?? parent?.Find(name) ?? Environment(name), SymbolOf(name));
            _state.Set(name, joined);
        }
    }

    private ShellVariable Lookup(string name) => _state.Find(name) ?? Environment(name);

    /// <summary>A symbol for the next unknown value of a variable: after another assignment the same name means another value.</summary>
    private string SymbolOf(string name)
    {
        if (_dryRuns > 0)
            return $"${{{name}}}";
        ref var version = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_versions, name, out _);
        version++;
        return version == 1 ? $"${{{name}}}" : $"${{{name}#{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}";
    }
}
