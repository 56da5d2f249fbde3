namespace Stockade.Syntax.Hosts;

/// <summary>A variable that a host puts into the environment of a script.</summary>
internal readonly record struct HostVariable(string Name, HostValue Value);
