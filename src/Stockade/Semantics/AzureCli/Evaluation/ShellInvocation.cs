using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A simple command and its words after expansion.</summary>
internal sealed record ShellInvocation(SimpleCommand Command, List<ShellField> Fields)
{
    /// <summary>The wrapper adds words of its own (<c>xargs</c>).</summary>
    public bool TakesMoreWords { get; init; }
}
