using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>
/// Variables, functions and positional parameters at one point of the run. A branch works on a layer of its own over the state before it,
/// so that leaving a branch costs as much as the branch wrote, not as much as the script has variables.
/// </summary>
internal sealed class ShellState
{
    private readonly Dictionary<string, ShellVariable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShellFunction> _functions = new(StringComparer.Ordinal);
    private bool _isForgotten;

    public ShellState(ShellState? parent)
    {
        Parent = parent;
        Positionals = parent?.Positionals ?? [];
        Options = parent?.Options ?? new ShellOptions();
        Name = parent?.Name ?? ShellString.Unknown("${0}", UnknownOrigin.ScriptDirectory, mayBeEmpty: false);
    }

    public ShellState? Parent { get; }

    /// <summary>A process of its own: of the variables before it, only those that are exported are seen.</summary>
    public bool IsProcess { get; init; }

    public ImmutableArray<ShellItem> Positionals { get; set; }

    public ShellOptions Options { get; set; }

    /// <summary>The parameter <c>$0</c>.</summary>
    public ShellString Name { get; set; }

    public ShellJump Jump { get; set; }

    /// <summary>How many loops a <c>break</c> or <c>continue</c> still has to leave.</summary>
    public int JumpCount { get; set; }

    public IReadOnlyCollection<string> WrittenVariables => _variables.Keys;

    public IReadOnlyDictionary<string, ShellVariable> OwnVariables => _variables;

    public IReadOnlyDictionary<string, ShellFunction> OwnFunctions => _functions;

    /// <summary>Something unknown ran here and may have assigned every variable.</summary>
    public bool IsForgotten => _isForgotten;

    public ShellVariable? Find(string name)
    {
        var isInherited = false;
        for (var state = this; state is not null; state = state.Parent)
        {
            if (state._variables.TryGetValue(name, out var variable))
                return !isInherited || (variable.IsExported && !variable.IsArray) || variable.IsSet is Truth.False ? variable : ShellVariable.Unknown($"${{{name}}}");
            if (state._isForgotten)
                return ShellVariable.Unknown($"${{{name}}}");
            isInherited |= state.IsProcess;
        }

        return null;
    }

    public ShellFunction? FindFunction(string name)
    {
        for (var state = this; state is not null; state = state.Parent)
        {
            if (state._functions.TryGetValue(name, out var function))
                return function;
            if (state.IsProcess)
                break;
        }

        return null;
    }

    public void Set(string name, ShellVariable variable) => _variables[name] = variable;

    public void SetFunction(string name, ShellFunction function) => _functions[name] = function;

    /// <summary>Every variable may have changed.</summary>
    public void Forget()
    {
        _variables.Clear();
        _isForgotten = true;
    }

    /// <summary>
    /// Text that is not here ran and may have assigned every variable, but IFS: a file that left it changed would break every script that
    /// includes it.
    /// </summary>
    public void ForgetButSeparators()
    {
        var separators = Find("IFS");
        Forget();
        if (separators is not null)
            Set("IFS", separators);
        else
            Set("IFS", ShellVariable.Of(ShellString.Known(" \t\n")));
    }

    /// <summary>Takes over what a layer on top of this state wrote.</summary>
    public void Commit(ShellState layer)
    {
        if (layer._isForgotten)
            Forget();
        foreach (var (name, variable) in layer._variables)
            _variables[name] = variable;
        foreach (var (name, function) in layer._functions)
            _functions[name] = function;
        (Positionals, Options, Jump, JumpCount) = (layer.Positionals, layer.Options, layer.Jump, layer.JumpCount);
    }
}
