using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts.AzurePipelines;

/// <summary>The parameters and variables at one place of a pipeline (learn.microsoft.com, "Expressions" and "Define variables").</summary>
internal sealed class PipelineScope : HostScope
{
    public static PipelineScope Empty { get; } = new();

    /// <summary>Parameters of the template, and the variables of <c>${{ each }}</c>.</summary>
    public ImmutableDictionary<string, PipelineValue> Parameters { get; init; } = ImmutableDictionary.Create<string, PipelineValue>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The variables of the pipeline, the stage and the job.</summary>
    public ImmutableDictionary<string, PipelineValue> Variables { get; init; } = ImmutableDictionary.Create<string, PipelineValue>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The variables of the step alone.</summary>
    public YamlMapping? Environment { get; init; }

    public PipelineScope With(ImmutableDictionary<string, PipelineValue> variables) => new() { Parameters = Parameters, Variables = variables };

    /// <summary>The piece of YAML an expression stands for: <c>${{ parameters.steps }}</c>; null where it is none.</summary>
    public PipelineValue? NodeOf(string expression)
    {
        if (!expression.StartsWith("${{", StringComparison.Ordinal) || !expression.EndsWith("}}", StringComparison.Ordinal))
            return null;
        return Lookup(PathOf(expression[3..^2].Trim()));
    }

    /// <summary>Every variable is in the environment, in upper case and with dots as underscores; those of the step as they are.</summary>
    public override ImmutableArray<HostVariable> EnvironmentOf(HostState state)
    {
        var variables = ImmutableArray.CreateBuilder<HostVariable>();
        foreach (var (name, _) in Variables)
            variables.Add(new HostVariable(EnvironmentName(name), Variable(name, state, 0)));
        foreach (var (name, value) in state.Variables)
            variables.Add(new HostVariable(EnvironmentName(name), value));
        foreach (var (name, value) in state.Outputs)
            variables.Add(new HostVariable(EnvironmentName(name), value));
        variables.Add(new HostVariable("BUILD_SOURCESDIRECTORY", HostValue.Unknown(WorkspaceRoots.AzureSources)));
        variables.Add(new HostVariable("SYSTEM_DEFAULTWORKINGDIRECTORY", HostValue.Unknown(WorkspaceRoots.AzureSources)));
        foreach (var entry in Environment?.Entries ?? [])
        {
            var raw = (entry.Value as YamlScalar)?.Value;
            variables.Add(new HostVariable(entry.Name, raw is null ? HostValue.Unknown($"$({entry.Name})") : Resolve(raw, state, 1)));
        }

        return variables.ToImmutable();
    }

    protected override (int Start, int End)? FindExpression(string text, int position)
    {
        for (var start = text.IndexOf('$', position); start >= 0 && start + 2 < text.Length; start = text.IndexOf('$', start + 1))
        {
            if (text[start + 1] is '{' && text[start + 2] is '{')
            {
                var end = text.IndexOf("}}", start, StringComparison.Ordinal);
                if (end >= 0)
                    return (start, end + 2);
            }
            else if (text[start + 1] is '(')
            {
                // A macro has the name of a variable; anything else is for the shell.
                var end = start + 2;
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-'))
                    end++;
                if (end > start + 2 && end < text.Length && text[end] is ')' && char.IsAsciiLetter(text[start + 2]))
                    return (start, end + 1);
            }
        }

        return null;
    }

    protected override HostValue Evaluate(string expression, HostState state, int depth)
    {
        if (expression.StartsWith("$(", StringComparison.Ordinal))
            return Variable(expression[2..^1], state, depth);
        var inner = expression[3..^2].Trim();
        if (inner is ['\'', .. var quoted, '\''] && !quoted.Contains('\'', StringComparison.Ordinal))
            return HostValue.Known(quoted);
        var unknown = HostValue.Unknown($"${{{{ {inner} }}}}");
        if (depth > MaxDepth)
            return unknown;
        var path = PathOf(inner);
        if (path is ["variables", var name])
            return Variables.ContainsKey(name) ? Variable(name, HostState.Initial, depth + 1) : unknown;
        return Lookup(path) is { Node: YamlScalar scalar } found ? found.Scope.Resolve(scalar.Value, state, depth + 1) : unknown;
    }

    private static string EnvironmentName(string name) => name.ToUpperInvariant().Replace('.', '_').Replace(' ', '_').Replace('-', '_');

    private HostValue Variable(string name, HostState state, int depth)
    {
        if (state.Variables.TryGetValue(name, out var set) || state.Outputs.TryGetValue(name, out set))
            return set;
        if (name.ToUpperInvariant() is "BUILD.SOURCESDIRECTORY" or "SYSTEM.DEFAULTWORKINGDIRECTORY" or "BUILD.REPOSITORY.LOCALPATH")
            return HostValue.Unknown(WorkspaceRoots.AzureSources);
        var unknown = HostValue.Unknown($"$({name})");
        if (depth > MaxDepth || state.IsForgotten || !Variables.TryGetValue(name, out var variable) || variable.Node is not YamlScalar { Value: var raw } || raw.StartsWith("$[", StringComparison.Ordinal))
            return unknown;

        // A value is resolved where it is defined, and its macros where it is used.
        return ReferenceEquals(variable.Scope, Empty) || !raw.Contains("${{", StringComparison.Ordinal)
            ? Resolve(raw, state, depth + 1)
            : variable.Scope.Resolve(raw, state, depth + 1);
    }

    private static string[] PathOf(string expression)
    {
        var path = expression.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Split('.');
        return Array.Exists(path, static part => part.Length == 0 || !part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ')) ? [] : path;
    }

    private PipelineValue? Lookup(ReadOnlySpan<string> path)
    {
        if (path is ["parameters", ..])
            path = path[1..];
        if (path.IsEmpty || !Parameters.TryGetValue(path[0], out var value))
            return null;
        foreach (var name in path[1..])
            value = value with { Node = (value.Node as YamlMapping).Get(name) };

        // What is passed on from a template's own parameters.
        return value.Node is YamlScalar { Value: var text } && value.Scope.NodeOf(text.Trim()) is { Node: not (YamlScalar or null) } inner ? inner : value;
    }
}
