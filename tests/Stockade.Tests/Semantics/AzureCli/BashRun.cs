namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>The argument lists az was run with in one run of a script, and whether bash complained.</summary>
internal sealed record BashRun(List<string[]> Calls, bool HasErrors);
