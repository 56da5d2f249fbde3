using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>What a comment or an annotation says: which rules, why, and until when.</summary>
internal sealed record SuppressionDirective
{
    /// <summary>From <c>stockade:ignore</c> to the end of its text.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>True for <c>stockade:ignore-file</c>.</summary>
    public bool IsForFile { get; init; }

    public ImmutableArray<SuppressedRule> Rules { get; init; } = [];

    /// <summary>Empty where none is given.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The last day on which it holds, or null where it holds for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What cannot be understood of it, or null. Such a directive has no effect.</summary>
    public string? Error { get; init; }
}
