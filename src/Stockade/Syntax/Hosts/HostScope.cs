using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Syntax.Hosts;

/// <summary>What the expressions of a host mean at one step: which are known here, and to what value.</summary>
internal abstract class HostScope
{
    // Values that refer to one another; a cycle ends here.
    protected const int MaxDepth = 16;

    /// <summary>A host without expressions and variables.</summary>
    public static HostScope None { get; } = new EmptyScope();

    /// <summary>The variables the process starts with.</summary>
    public abstract ImmutableArray<HostVariable> EnvironmentOf(HostState state);

    /// <summary>The text as the shell will see it: known expressions by their text, unknown ones as atoms.</summary>
    public ShellText Substitute(ShellText text, HostState state)
    {
        ShellText.Builder? builder = null;
        var position = 0;
        while (position < text.Content.Length && FindExpression(text.Content, position) is { } expression)
        {
            builder ??= new ShellText.Builder(text.File);
            builder.Append(text, position, expression.Start);
            var span = text.Map(expression.Start, expression.End);
            foreach (var fragment in Evaluate(text.Content[expression.Start..expression.End], state, depth: 0).Fragments)
            {
                if (fragment.IsKnown)
                    builder.AppendFixed(fragment.Text, span);
                else
                    builder.AppendAtom(fragment.Text, span);
            }

            position = expression.End;
        }

        if (builder is null)
            return text;
        builder.Append(text, position, text.Content.Length);
        return builder.Build();
    }

    /// <summary>A text with its expressions resolved as far as they are known.</summary>
    public HostValue Resolve(string text, HostState state, int depth = 0)
    {
        if (depth > MaxDepth)
            return HostValue.Unknown("…");
        var fragments = new List<HostFragment>();
        var position = 0;
        while (position < text.Length && FindExpression(text, position) is { } expression)
        {
            fragments.Add(new HostFragment(text[position..expression.Start], IsKnown: true));
            fragments.AddRange(Evaluate(text[expression.Start..expression.End], state, depth + 1).Fragments);
            position = expression.End;
        }

        fragments.Add(new HostFragment(text[position..], IsKnown: true));
        return HostValue.Of(fragments);
    }

    /// <summary>The next expression at or after a position.</summary>
    protected abstract (int Start, int End)? FindExpression(string text, int position);

    /// <param name="expression">The expression with its marks.</param>
    /// <param name="state">What steps before set.</param>
    /// <param name="depth">How many values led here.</param>
    protected abstract HostValue Evaluate(string expression, HostState state, int depth);

    private sealed class EmptyScope : HostScope
    {
        public override ImmutableArray<HostVariable> EnvironmentOf(HostState state) => [];

        protected override (int Start, int End)? FindExpression(string text, int position) => null;

        protected override HostValue Evaluate(string expression, HostState state, int depth) => HostValue.Unknown(expression);
    }
}
