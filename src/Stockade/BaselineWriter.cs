using Stockade.Analysis.Baselines;

namespace Stockade;

/// <summary>Writes the findings of a run as a baseline, with which a later run reports only what is new.</summary>
public static class BaselineWriter
{
    /// <summary>The name of the file where no other is given.</summary>
    public const string FileName = "stockade.baseline.json";

    /// <summary>Writes what the run shows, and nothing that a suppression hides. Returns how many findings that is.</summary>
    public static int Write(AnalysisResult result, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        var findings = result.Diagnostics.Where(static diagnostic => !Baseline.IsUncoverable(diagnostic.Id)).ToList();
        writer.Write(BaselineFormat.Write(findings));
        return findings.Count;
    }
}
