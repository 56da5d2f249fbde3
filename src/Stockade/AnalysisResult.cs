using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Analysis.CustomRules;
using Stockade.Semantics;

namespace Stockade;

/// <summary>What a run found. Reporters write it; <see cref="ReportWriter"/> is their door.</summary>
public sealed class AnalysisResult
{
    internal AnalysisResult(SemanticModel model, ImmutableArray<RuleDiagnostic> diagnostics, AnalysisSummary summary)
    {
        Model = model;
        Diagnostics = diagnostics;
        Summary = summary;
    }

    /// <summary>Counts for the last line of a report.</summary>
    public AnalysisSummary Summary { get; }

    /// <summary>Paths the user named that do not exist or cannot be read, in words with their path.</summary>
    public ImmutableArray<string> PathErrors { get; init; } = [];

    /// <summary>What is wrong with the configuration, each with <c>file:line:column</c>. Nothing was analysed where there is any.</summary>
    public ImmutableArray<string> ConfigurationErrors { get; init; } = [];

    /// <summary>The baseline that the run read or would have read: an absolute path, or relative to the root of the run.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>True where no file held anything Stockade reads: no diagnostics then means nothing.</summary>
    public bool FoundNothingToAnalyze { get; init; }

    /// <summary>True where a rule failed (AKS9000); the other rules ran.</summary>
    public bool HasInternalError { get; init; }

    /// <summary>What changed since the revision of <see cref="AnalysisOptions.DiffRevision"/>.</summary>
    internal RevisionChanges? Changes { get; init; }

    /// <summary>The root of the run, absolute; empty for a result that was made by hand.</summary>
    internal string RootDirectory { get; init; } = "";

    /// <summary>The rules of the repository that ran.</summary>
    internal ImmutableArray<CustomRuleDefinition> RuleDefinitions { get; init; } = [];

    internal SemanticModel Model { get; }

    /// <summary>Sorted by path, span and id.</summary>
    internal ImmutableArray<RuleDiagnostic> Diagnostics { get; }

    /// <summary>What a suppression hides, in the same order.</summary>
    internal ImmutableArray<RuleDiagnostic> Suppressed { get; init; } = [];
}
