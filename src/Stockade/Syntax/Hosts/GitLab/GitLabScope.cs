using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts.GitLab;

/// <summary>The variables of a job: the shell expands them in the script, the runner in one another's values.</summary>
internal sealed class GitLabScope : HostScope
{
    /// <summary>Outer ones first; null where the value is no text.</summary>
    public ImmutableArray<(string Name, string? Raw)> Variables { get; init; } = [];

    public override ImmutableArray<HostVariable> EnvironmentOf(HostState state)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, raw) in Variables)
            values[name] = raw;
        var variables = ImmutableArray.CreateBuilder<HostVariable>(values.Count + 1);
        foreach (var (name, raw) in values)
            variables.Add(new HostVariable(name, raw is null ? HostValue.Unknown($"${{{name}}}") : Expand(raw, values, 0)));
        variables.Add(new HostVariable("CI_PROJECT_DIR", HostValue.Unknown(WorkspaceRoots.GitLab)));
        return variables.DrainToImmutable();
    }

    protected override (int Start, int End)? FindExpression(string text, int position) => null;

    protected override HostValue Evaluate(string expression, HostState state, int depth) => HostValue.Unknown(expression);

    private static HostValue Expand(string raw, Dictionary<string, string?> values, int depth) =>
        VariableText.Expand(raw, '$', name => depth < 4 && values.GetValueOrDefault(name) is { } value ? Expand(value, values, depth + 1) : null);
}
