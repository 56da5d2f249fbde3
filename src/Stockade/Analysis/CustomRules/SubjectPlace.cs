using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>What a line of a subject's text is.</summary>
internal sealed record SubjectPlace(string Path, SourceLocation Location)
{
    /// <summary>The value, of a line that is one.</summary>
    public string? Value { get; init; }

    /// <summary>True where the files do not say what stands here.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>True for a mapping that may hold more than is written.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The last line of what begins here.</summary>
    public int End { get; set; }
}
