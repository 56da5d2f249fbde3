namespace Stockade;

/// <summary>How diagnostics are written.</summary>
public enum ReportFormat
{
    /// <summary>Frames with source lines, for a terminal.</summary>
    Text,

    /// <summary><c>file:line:col: severity ID: message</c>.</summary>
    Concise,

    /// <summary><c>file(line,col,endLine,endCol): warning ID: message</c>.</summary>
    MSBuild,

    /// <summary>Stockade's own JSON.</summary>
    Json,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>What the task of the package Stockade.MSBuild reads; changes without notice.</summary>
    LineProtocol,

    /// <summary>Annotations of GitHub Actions.</summary>
    GitHub,

    /// <summary>Issues of Azure Pipelines.</summary>
    Azure,

    /// <summary>GitLab's code quality report.</summary>
    GitLab,

    /// <summary>JUnit's XML.</summary>
    JUnit,

    /// <summary>The Reviewdog Diagnostic Format.</summary>
    Rdjson,

    /// <summary>Markdown for the summary page of a GitHub workflow run.</summary>
    StepSummary,
}
