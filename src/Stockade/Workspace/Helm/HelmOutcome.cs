namespace Stockade.Workspace.Helm;

/// <summary>What helm wrote, or why there is nothing.</summary>
internal sealed record HelmOutcome(string? Output, string? Error);
