namespace Stockade.Semantics.AzureCli;

/// <summary>The network policy a definition names; its value is null where it cannot be read.</summary>
internal readonly record struct EnginePolicy(string? Value);
