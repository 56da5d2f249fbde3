using System.Collections.Immutable;

namespace Stockade.Tests.Rules;

/// <summary>One example of a rule page: files, and for a noncompliant one the lines of its <c>output</c> block.</summary>
internal sealed record RulePageExample(string Heading, int Number, ImmutableArray<(string Path, string Content)> Files)
{
    /// <summary>Zero-based lines of the page between the fences of the output block; null where there is none.</summary>
    public (int Start, int End)? Output { get; init; }

    public override string ToString() => $"{Heading} {Number}";
}
