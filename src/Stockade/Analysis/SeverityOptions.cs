using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Stockade.Analysis.Configuration;

namespace Stockade.Analysis;

/// <summary>
/// Severities that <c>stockade.yaml</c> sets, and those that <c>.editorconfig</c> and <c>.globalconfig</c> set, read by Roslyn's own parser. What is more exact wins: the rule, then its
/// category, then all; at each of them the file before the global configuration. stockade.yaml, which is Stockade's own, wins over both.
/// </summary>
internal sealed class SeverityOptions
{
    private const string AllKey = "dotnet_analyzer_diagnostic.severity";

    // A rule that failed must not be silenced by a setting for all rules: the run proves less than it seems to.
    private const string RuleFailedId = "AKS9000";

    private readonly AnalyzerConfigSet? _configurations;

    private SeverityOptions(AnalyzerConfigSet? configurations) => _configurations = configurations;

    /// <summary>Severities by rules' ids or beginnings of ids; the longest that fits counts.</summary>
    private ImmutableSortedDictionary<string, ConfiguredSeverity> Overrides { get; init; } = ImmutableSortedDictionary<string, ConfiguredSeverity>.Empty;

    /// <summary>Ids that the command line asks for one by one: a configuration does not turn them off.</summary>
    private ImmutableArray<string> Requested { get; init; } = [];

    /// <summary>The options of these files, given by absolute path (with <c>/</c>) and text.</summary>
    public static SeverityOptions Create(
        IEnumerable<(string Path, string Text)> files, ImmutableSortedDictionary<string, ConfiguredSeverity>? overrides = null, ImmutableArray<string> requested = default)
    {
        var parsed = files.Select(static file => AnalyzerConfig.Parse(SourceText.From(file.Text), file.Path)).ToList();
        return new SeverityOptions(parsed.Count == 0 ? null : AnalyzerConfigSet.Create(parsed))
        {
            Overrides = overrides ?? ImmutableSortedDictionary<string, ConfiguredSeverity>.Empty,
            Requested = requested.IsDefault ? [] : requested,
        };
    }

    /// <summary>The diagnostics with the severities that are configured for their files; <paramref name="rootDirectory"/> makes paths absolute.</summary>
    public ImmutableArray<RuleDiagnostic> Apply(ImmutableArray<RuleDiagnostic> diagnostics, string rootDirectory)
    {
        if (_configurations is null && Overrides.IsEmpty)
            return diagnostics;

        var root = rootDirectory.Replace('\\', '/').TrimEnd('/');
        var result = ImmutableArray.CreateBuilder<RuleDiagnostic>(diagnostics.Length);
        foreach (var diagnostic in diagnostics)
        {
            if (diagnostic.Location.File is not { } file || diagnostic.Id == RuleFailedId)
                result.Add(diagnostic);
            else if (SeverityOf(diagnostic, $"{root}/{file.Path}") is { } severity)
                result.Add(diagnostic with { Severity = severity });
        }

        return result.ToImmutable();
    }

    private static ReportDiagnostic? Parse(AnalyzerConfigOptionsResult options, string key) =>
        options.AnalyzerOptions.TryGetValue(key, out var value) ? ParseSeverity(value) : null;

    private static ReportDiagnostic? ParseSeverity(string value) => value.ToUpperInvariant() switch
    {
        "ERROR" => ReportDiagnostic.Error,
        "WARNING" => ReportDiagnostic.Warn,
        "SUGGESTION" => ReportDiagnostic.Info,
        "SILENT" or "REFACTORING" => ReportDiagnostic.Hidden,
        "NONE" => ReportDiagnostic.Suppress,
        "DEFAULT" => ReportDiagnostic.Default,
        _ => null,
    };

    /// <summary>Null where the diagnostic is not shown.</summary>
    private DiagnosticSeverity? SeverityOf(RuleDiagnostic diagnostic, string path)
    {
        var severity = Configured(diagnostic.Descriptor, path).Severity switch
        {
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Info,
            ReportDiagnostic.Hidden or ReportDiagnostic.Suppress when !Requested.Contains(diagnostic.Id, StringComparer.OrdinalIgnoreCase) => (DiagnosticSeverity?)null,
            _ => diagnostic.Severity,
        };

        // Where a rule itself thinks less of one case, as it does in system namespaces, a setting for the rule does not raise that case.
        var isLowered = diagnostic.Severity < diagnostic.Descriptor.DefaultSeverity;
        return isLowered && severity > diagnostic.Severity ? diagnostic.Severity : severity;
    }

    /// <summary>What is configured for a rule in a file (an absolute path, with <c>/</c>), and the key that says so: a rule's id or its beginning, or that of an editor's configuration.</summary>
    public (ReportDiagnostic Severity, string? Key) Configured(DiagnosticDescriptor rule, string path)
    {
        if (Overrides.Keys.Where(key => rule.Id.StartsWith(key, StringComparison.Ordinal)).MaxBy(static key => key.Length) is { } prefix)
        {
            var severity = Overrides[prefix] switch
            {
                ConfiguredSeverity.Error => ReportDiagnostic.Error,
                ConfiguredSeverity.Warning => ReportDiagnostic.Warn,
                ConfiguredSeverity.Info => ReportDiagnostic.Info,
                _ => ReportDiagnostic.Suppress,
            };
            return (severity, prefix);
        }

        if (_configurations is null)
            return (ReportDiagnostic.Default, null);
        var (ofFile, global) = (_configurations.GetOptionsForSourcePath(path), _configurations.GlobalConfigOptions);
        var category = $"dotnet_analyzer_diagnostic.category-{rule.Category}.severity";
        if ((ByRule(ofFile) ?? ByRule(global)) is { } single)
            return (single, $"dotnet_diagnostic.{rule.Id}.severity");
        if ((Parse(ofFile, category) ?? Parse(global, category)) is { } ofCategory)
            return (ofCategory, category);
        return (Parse(ofFile, AllKey) ?? Parse(global, AllKey)) is { } all ? (all, AllKey) : (ReportDiagnostic.Default, null);

        ReportDiagnostic? ByRule(AnalyzerConfigOptionsResult options) => options.TreeOptions.TryGetValue(rule.Id, out var value) ? value : null;
    }
}
