using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts;

/// <summary>The variables of a makefile as a recipe sees them (gnu.org, "How to Use Variables").</summary>
internal sealed class MakeScope : HostScope
{
    /// <summary>The text after the assignment, with the references that are resolved only where the variable is used; null where it is not known.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary.Create<string, string?>(StringComparer.Ordinal);

    public ImmutableArray<string> Exported { get; init; } = [];

    /// <summary>True after <c>export</c> without a name.</summary>
    public bool ExportsAll { get; init; }

    public string Target { get; init; } = "";

    public override ImmutableArray<HostVariable> EnvironmentOf(HostState state) =>
        [.. (ExportsAll ? Variables.Keys : Exported.Where(Variables.ContainsKey)).Select(name => new HostVariable(name, Value(name, state, 0)))];

    protected override (int Start, int End)? FindExpression(string text, int position)
    {
        var start = text.IndexOf('$', position);
        if (start < 0 || start + 1 >= text.Length)
            return null;
        if (text[start + 1] is not ('(' or '{'))
            return (start, start + 2);
        var (open, close) = text[start + 1] is '(' ? ('(', ')') : ('{', '}');
        var depth = 0;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == open)
                depth++;
            else if (text[i] == close && --depth == 0)
                return (start, i + 1);
        }

        return null;
    }

    protected override HostValue Evaluate(string expression, HostState state, int depth) => expression switch
    {
        "$$" => HostValue.Known("$"),
        "$@" when Target.Length > 0 => HostValue.Known(Target),
        "$(@)" or "${@}" when Target.Length > 0 => HostValue.Known(Target),
        { Length: 2 } => Value(expression[1..], state, depth),
        _ => Value(expression[2..^1], state, depth),
    };

    private HostValue Value(string name, HostState state, int depth) =>
        depth <= MaxDepth && Variables.GetValueOrDefault(name) is { } raw ? Resolve(raw, state, depth + 1) : HostValue.Unknown($"$({name})");
}
