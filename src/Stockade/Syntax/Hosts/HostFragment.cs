namespace Stockade.Syntax.Hosts;

/// <summary>A piece of a value that a host holds: known text, or (with <see cref="IsKnown"/> false) the normalised text of an expression that only the run resolves.</summary>
internal readonly record struct HostFragment(string Text, bool IsKnown);
