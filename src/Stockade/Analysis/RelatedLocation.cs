using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>A place that has to do with a diagnostic, and in a few words what.</summary>
internal readonly record struct RelatedLocation(SourceLocation Location, string Message)
{
    /// <summary>The template that <see cref="Location"/> was rendered from, or null. The driver fills it in.</summary>
    public string? Template { get; init; }
}
