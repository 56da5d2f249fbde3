using System.Collections.Immutable;
using System.Globalization;
using Stockade.Analysis;
using Stockade.Reporting;
using Stockade.Rules;

namespace Stockade;

/// <summary>The rules and their pages, without an analysis.</summary>
public static class RuleReference
{
    /// <summary>All rules, sorted by id, then those of the repository where a run is given; none of those where its configuration is invalid.</summary>
    public static ImmutableArray<RuleSummary> GetRules(AnalysisOptions? run = null) =>
    [
        .. PagesOf(run).Select(static page => new RuleSummary
        {
            Id = page.Id,
            Name = page.Name,
            Category = page.Descriptor.Category,
            Severity = SeverityNames.Of(page.Descriptor.DefaultSeverity),
            Title = page.Descriptor.Title.ToString(CultureInfo.InvariantCulture),
            HelpLink = page.Descriptor.HelpLinkUri,
        }),
    ];

    /// <summary>What is wrong with the configuration of a run, each with its place.</summary>
    public static ImmutableArray<string> GetConfigurationErrors(AnalysisOptions run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. ConfigurationLoader.Load(run).Problems.Select(ConfigurationLoader.Describe).Select(static diagnostic => $"{diagnostic.Location}: {diagnostic.Message}")];
    }

    /// <summary>Writes a rule's page for a terminal.</summary>
    /// <exception cref="ArgumentException">No rule has this id.</exception>
    public static void WritePage(string id, TextWriter writer, ReportOptions? options = null, AnalysisOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var page = PagesOf(run).FirstOrDefault(page => string.Equals(page.Id, id, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no rule '{id}'.", nameof(id));
        RulePageWriter.Write(page, writer, options ?? new ReportOptions());
    }

    private static ImmutableArray<RulePage> PagesOf(AnalysisOptions? run) =>
        run is not null && ConfigurationLoader.Load(run) is (var configuration, { IsEmpty: true }) ? configuration.Pages(RuleCatalog.Pages) : RuleCatalog.Pages;
}
