using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>
/// The variables of every scope at one point of the run, the script's first. Immutable, so that a branch costs what it writes. Functions and
/// the environment stand among the variables under their drives: <c>function:name</c>, <c>env:name</c>.
/// </summary>
internal sealed record PowerShellState
{
    private static readonly ImmutableDictionary<string, PowerShellValue> s_empty = ImmutableDictionary.Create<string, PowerShellValue>(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<ImmutableDictionary<string, PowerShellValue>> Scopes { get; init; } = [s_empty];

    public ShellJump Jump { get; init; }

    public int Current => Scopes.Length - 1;

    public PowerShellValue? Find(string name)
    {
        for (var i = Scopes.Length - 1; i >= 0; i--)
        {
            if (Scopes[i].TryGetValue(name, out var value))
                return value;
        }

        return null;
    }

    /// <summary>The scope that holds a variable, or the current one.</summary>
    public int ScopeOf(string name)
    {
        for (var i = Current; i >= 0; i--)
        {
            if (Scopes[i].ContainsKey(name))
                return i;
        }

        return Current;
    }

    public PowerShellState Set(int scope, string name, PowerShellValue value) =>
        this with { Scopes = Scopes.SetItem(scope, Scopes[scope].SetItem(name, value)) };

    public PowerShellState Enter() => this with { Scopes = Scopes.Add(s_empty) };

    public PowerShellState Leave() => this with { Scopes = Scopes.RemoveAt(Scopes.Length - 1) };

    /// <summary>Every variable may have changed; functions are still the same.</summary>
    public PowerShellState Forget() => this with
    {
        Scopes = [.. Scopes.Select(static scope => scope.RemoveRange(scope.Keys.Where(static name => !name.StartsWith("function:", StringComparison.OrdinalIgnoreCase))))],
    };
}
