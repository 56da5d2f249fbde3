namespace Stockade.Semantics.AzureCli;

/// <summary>A variable that a command finds in its environment.</summary>
internal readonly record struct EnvironmentVariable(string Name, CommandWord? Value);
