namespace Stockade.Generators;

/// <summary>A rule page, or why it is not one.</summary>
internal sealed record ParsedPage(string Path)
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Category { get; init; } = "";

    public string Severity { get; init; } = "";

    public string Since { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The first paragraph under "What it says", on one line.</summary>
    public string Description { get; init; } = "";

    /// <summary>The message with <c>{0}</c>, <c>{1}</c> … for its placeholders.</summary>
    public string MessageFormat { get; init; } = "";

    /// <summary>Placeholder names in order of their first appearance, separated by blanks.</summary>
    public string Placeholders { get; init; } = "";

    public string Markdown { get; init; } = "";

    public string? Error { get; init; }
}
