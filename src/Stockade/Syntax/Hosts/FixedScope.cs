using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts;

/// <summary>A host that gives variables and resolves nothing in the text.</summary>
internal sealed class FixedScope(ImmutableArray<HostVariable> variables) : HostScope
{
    public override ImmutableArray<HostVariable> EnvironmentOf(HostState state) => variables;

    protected override (int Start, int End)? FindExpression(string text, int position) => null;

    protected override HostValue Evaluate(string expression, HostState state, int depth) => HostValue.Unknown(expression);
}
