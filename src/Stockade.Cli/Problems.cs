namespace Stockade.Cli;

/// <summary>What went wrong with a run as a whole, for standard error.</summary>
internal static class Problems
{
    public static void Write(AnalysisResult result, bool isQuiet, TextWriter error)
    {
        foreach (var problem in result.ConfigurationErrors)
            error.Write($"error: {problem}\n");
        if (!result.ConfigurationErrors.IsEmpty)
        {
            error.Write("error: nothing was analysed, because the configuration is invalid (AKS9005)\n");
            return;
        }

        foreach (var path in result.PathErrors)
            error.Write($"error: {path}\n");
        if (result.HasInternalError)
            error.Write("error: a rule failed (AKS9000); the other rules ran\n");
        if (result.FoundNothingToAnalyze && result.PathErrors.IsEmpty && !isQuiet)
            error.Write("warning: nothing to analyse was found: no workload, Service or policy, no cluster and no script that calls az\n");
    }
}
