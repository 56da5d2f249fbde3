using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>What a reporter writes.</summary>
internal sealed record Report
{
    public required ImmutableArray<RuleDiagnostic> Diagnostics { get; init; }

    /// <summary>What a suppression hides, for the formats that tell of it; sorted like <see cref="Diagnostics"/>.</summary>
    public ImmutableArray<RuleDiagnostic> Suppressed { get; init; } = [];

    public required AnalysisSummary Summary { get; init; }

    /// <summary>The pages of all rules, sorted by id.</summary>
    public ImmutableArray<RulePage> Pages { get; init; } = [];

    /// <summary>What changed since the revision that the run was compared with, or null.</summary>
    public RevisionChanges? Changes { get; init; }

    public ImmutableArray<string> PathErrors { get; init; } = [];

    public bool HasInternalError { get; init; }

    /// <summary>True where the configuration was refused and nothing was analysed.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The absolute path of the root of the run; empty where there is none.</summary>
    public string RootDirectory { get; init; } = "";

    public SourceRepository Repository { get; init; } = SourceRepository.None;

    public ReportOptions Options { get; init; } = new();

    /// <summary>Version of the tool, without the commit: two builds of one version write the same bytes.</summary>
    public string ToolVersion { get; init; } = typeof(Report).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
