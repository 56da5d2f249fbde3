namespace Stockade.Semantics.AzureCli;

/// <summary>An option that azure-cli once had, as a script gives it.</summary>
internal sealed record AzureRemovedOption(AzureOption Option, AzureOptionDefinition Definition);
