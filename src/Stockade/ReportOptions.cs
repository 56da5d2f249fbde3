namespace Stockade;

/// <summary>How a report looks.</summary>
public sealed class ReportOptions
{
    /// <summary>ANSI colours.</summary>
    public bool UseColor { get; init; }

    /// <summary>Hyperlinks (OSC 8) from the ids of rules to their pages.</summary>
    public bool UseHyperlinks { get; init; }

    /// <summary>Columns of the terminal; messages wrap and source lines are cut to it.</summary>
    public int Width { get; init; } = 100;

    /// <summary>What stands before the paths in the formats for people and terminals, where the root of the run is not the folder they stand in.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Leave out the end of ranges in <see cref="ReportFormat.MSBuild"/>, which GitHub's problem matcher rejects.</summary>
    public bool OmitRangeEnds { get; init; }

    /// <summary>Leave out the count line of <see cref="ReportFormat.Text"/>.</summary>
    public bool OmitSummary { get; init; }

    /// <summary>Count the diagnostics of each rule at the end of <see cref="ReportFormat.Text"/>.</summary>
    public bool ShowStatistics { get; init; }

    /// <summary>How long the run took, for the count line; null leaves it out.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The run counts as passed, whatever it found; <see cref="ReportFormat.Azure"/> then asks for "succeeded with issues".</summary>
    public bool IsPassing { get; init; }
}
