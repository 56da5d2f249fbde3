using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Why az refuses a command, at the word that causes it.</summary>
internal sealed record AzureCommandError(SourceLocation Location, string Message)
{
    public required AzureCommandErrorKind Kind { get; init; }

    /// <summary>The spelling that was probably meant.</summary>
    public string? Suggestion { get; init; }
}
