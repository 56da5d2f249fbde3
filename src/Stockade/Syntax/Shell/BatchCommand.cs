using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A command of a batch file.</summary>
internal abstract record BatchCommand
{
    /// <summary>A program or an internal command: its text without carets and redirections, quotes kept.</summary>
    internal sealed record Simple(ImmutableArray<BatchChar> Text) : BatchCommand
    {
        public ContinuationFault? Fault { get; init; }

        /// <summary>The file that its output is appended to.</summary>
        public ImmutableArray<BatchChar> AppendsTo { get; init; } = [];
    }

    /// <summary>Commands that <c>&amp;</c>, <c>||</c>, <c>&amp;&amp;</c> or <c>|</c> join.</summary>
    internal sealed record Sequence(BatchOperator Operator, ImmutableArray<BatchCommand> Commands) : BatchCommand;

    /// <summary>Commands in parentheses.</summary>
    internal sealed record Block(ImmutableArray<BatchCommand> Commands) : BatchCommand;

    internal sealed record If(BatchCondition Condition, BatchCommand Then, BatchCommand? Else) : BatchCommand;

    /// <summary>A loop. <paramref name="Set"/> is the text between the parentheses.</summary>
    internal sealed record For(BatchLoopKind Kind, char Variable, string Options, ImmutableArray<BatchChar> Set, BatchCommand Body, TextSpan Span) : BatchCommand;
}
