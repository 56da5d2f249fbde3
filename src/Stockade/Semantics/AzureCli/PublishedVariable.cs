using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli;

/// <summary>A variable that a script sets for the steps after it; with an empty name one that cannot be told.</summary>
internal readonly record struct PublishedVariable(string Name, HostValue Value)
{
    /// <summary>Only where a branch is taken.</summary>
    public bool IsConditional { get; init; }

    /// <summary>An output of the step, which later ones read by the name of the step.</summary>
    public bool IsOutput { get; init; }
}
