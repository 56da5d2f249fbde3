using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts.GitHub;

/// <summary>The contexts of a step of a workflow: <c>env</c>, <c>inputs</c>, <c>matrix</c>; all others are unknown.</summary>
internal sealed class WorkflowScope : HostScope
{
    // Every expression of a step asks for the same variables.
    private (HostState State, ImmutableDictionary<string, HostValue> Values)? _values;

    public static WorkflowScope Empty { get; } = new();

    /// <summary>The variables of the workflow, the job and whatever calls the action, outermost first.</summary>
    public ImmutableArray<(string Name, string Raw, WorkflowScope? Scope)> JobEnvironment { get; init; } = [];

    /// <summary>The variables of the step itself, which stand over what earlier steps set.</summary>
    public ImmutableArray<(string Name, string Raw, WorkflowScope? Scope)> StepEnvironment { get; init; } = [];

    /// <summary>What the caller passes or the default says; null for an input without either, which is empty.</summary>
    public ImmutableDictionary<string, (string Raw, WorkflowScope Scope)> Inputs { get; init; } =
        ImmutableDictionary.Create<string, (string, WorkflowScope)>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of this round; null for an axis that is an expression.</summary>
    public ImmutableDictionary<string, YamlNode?> Matrix { get; init; } = ImmutableDictionary.Create<string, YamlNode?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>All values of the matrix are written out: one that is not there is empty, not unknown.</summary>
    public bool IsMatrixKnown { get; init; }

    /// <summary>What stands before the names of steps here, to tell them from those of the steps around.</summary>
    public string Steps { get; init; } = "";

    // The variables of the levels around, where this scope is that of one variable.
    private ImmutableDictionary<string, HostValue> Known { get; init; } = ImmutableDictionary.Create<string, HostValue>(StringComparer.Ordinal);

    public override ImmutableArray<HostVariable> EnvironmentOf(HostState state) =>
        [.. Values(state, 0).Select(static pair => new HostVariable(pair.Key, pair.Value)), new("GITHUB_WORKSPACE", HostValue.Unknown(WorkspaceRoots.GitHub))];

    protected override (int Start, int End)? FindExpression(string text, int position)
    {
        var start = text.IndexOf("${{", position, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var isQuoted = false;
        for (var i = start + 3; i + 1 < text.Length; i++)
        {
            if (text[i] is '\'')
                isQuoted = !isQuoted;
            else if (!isQuoted && text[i] is '}' && text[i + 1] is '}')
                return (start, i + 2);
        }

        return null;
    }

    protected override HostValue Evaluate(string expression, HostState state, int depth) => EvaluateInner(expression[3..^2].Trim(), state, depth);

    private HostValue EvaluateInner(string expression, HostState state, int depth)
    {
        var unknown = HostValue.Unknown($"${{{{ {expression} }}}}");
        if (depth > MaxDepth || expression.Length == 0)
            return unknown;
        if (expression is ['\'', .. var quoted, '\''] && !quoted.Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal))
            return HostValue.Known(quoted.Replace("''", "'", StringComparison.Ordinal));
        if (expression is "true" or "false" || expression.All(char.IsAsciiDigit))
            return HostValue.Known(expression);
        if (expression.Split("||") is { Length: > 1 } alternatives && !expression.AsSpan().ContainsAny('\'', '(') && !expression.Contains("&&", StringComparison.Ordinal))
            return FirstTrue(alternatives, state, depth) ?? unknown;
        if (expression.Split("||") is [var left, var right] && right.Trim() is ['\'', ..] && !left.AsSpan().ContainsAny('\'', '(', '&'))
            return FirstTrue([left, right], state, depth) ?? unknown;

        var path = expression.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Split('.');
        if (Array.Exists(path, static part => part.Length == 0 || !part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            return unknown;
        return path switch
        {
            [var context, var name] when Is(context, "env") => Values(state, depth).GetValueOrDefault(name) ?? unknown,
            [var context, var name] when Is(context, "inputs") => Input(name, state, depth) ?? unknown,
            [var context, var @event, var inputs, var name] when Is(context, "github") && Is(@event, "event") && Is(inputs, "inputs") => Input(name, state, depth) ?? HostValue.Unknown($"${{{{ inputs.{name} }}}}"),
            [var context, var step, var outputs, var name] when Is(context, "steps") && Is(outputs, "outputs") => state.Outputs.GetValueOrDefault($"{Steps}{step}.{name}") ?? unknown,
            [var context, .. var names] when Is(context, "matrix") => MatrixValue(names, state, depth) ?? unknown,
            _ => unknown,
        };
    }

    /// <summary>The first operand that is not empty, as far as every one before it is known to be.</summary>
    private HostValue? FirstTrue(string[] operands, HostState state, int depth)
    {
        for (var i = 0; i < operands.Length; i++)
        {
            var value = EvaluateInner(operands[i].Trim(), state, depth + 1);
            if (value.Text is null)
                return i == operands.Length - 1 ? value : null;
            if (value.Text is not ("" or "false" or "0") || i == operands.Length - 1)
                return value;
        }

        return null;
    }

    private HostValue? Input(string name, HostState state, int depth) =>
        Inputs.TryGetValue(name, out var input) ? input.Scope.Resolve(input.Raw, state, depth + 1) : null;

    private HostValue? MatrixValue(ReadOnlySpan<string> names, HostState state, int depth)
    {
        if (names.IsEmpty)
            return null;
        if (!Matrix.TryGetValue(names[0], out var node))
            return IsMatrixKnown ? HostValue.Empty : null;
        foreach (var name in names[1..])
            node = (node as YamlMapping).Get(name);
        return node is YamlScalar scalar ? Resolve(scalar.Value, state, depth + 1) : null;
    }

    private ImmutableDictionary<string, HostValue> Values(HostState state, int depth)
    {
        if (_values is { } cached && ReferenceEquals(cached.State, state))
            return cached.Values;
        if (depth > MaxDepth)
            return ImmutableDictionary<string, HostValue>.Empty;
        var values = Known.ToBuilder();
        foreach (var (name, raw, scope) in JobEnvironment)
            values[name] = state.IsForgotten ? HostValue.Unknown($"${{{{ env.{name} }}}}") : ValueOf(raw, scope, values, state, depth);
        foreach (var (name, value) in state.Variables)
            values[name] = value;
        var outer = values.ToImmutable().ToBuilder();
        foreach (var (name, raw, scope) in StepEnvironment)
            values[name] = ValueOf(raw, scope, outer, state, depth);
        var result = values.ToImmutable();
        _values = (state, result);
        return result;
    }

    /// <summary>A variable sees those of the levels around it.</summary>
    private HostValue ValueOf(string raw, WorkflowScope? scope, ImmutableDictionary<string, HostValue>.Builder outer, HostState state, int depth)
    {
        if (!raw.Contains("${{", StringComparison.Ordinal))
            return HostValue.Known(raw);
        return scope is not null
            ? scope.Resolve(raw, state, depth + 1)
            : new WorkflowScope { Inputs = Inputs, Matrix = Matrix, IsMatrixKnown = IsMatrixKnown, Steps = Steps, Known = outer.ToImmutable() }.Resolve(raw, HostState.Initial with { Outputs = state.Outputs }, depth + 1);
    }

    private static bool Is(string text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}
