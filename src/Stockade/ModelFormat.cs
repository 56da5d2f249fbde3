namespace Stockade;

/// <summary>How the model is written.</summary>
public enum ModelFormat
{
    /// <summary>An outline for a terminal.</summary>
    Text,

    /// <summary>Versioned JSON for programs.</summary>
    Json,

    /// <summary>A Mermaid flowchart, for Markdown pages.</summary>
    Mermaid,
}
