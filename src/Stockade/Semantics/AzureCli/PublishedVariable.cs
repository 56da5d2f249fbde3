using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli;

/// <summary>A variable that a script sets for the steps after it. <paramref name="IsConditional"/>: only where a branch is taken.</summary>
internal readonly record struct PublishedVariable(string Name, HostValue Value, bool IsConditional);
