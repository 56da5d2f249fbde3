using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Why az refuses a command, at the word that causes it.</summary>
internal sealed record AzureCommandError(SourceLocation Location, string Message);
