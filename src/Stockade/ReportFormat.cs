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
}
