using System.Collections.Immutable;
using System.Globalization;
using Stockade.Reporting;
using Stockade.Rules;

namespace Stockade;

/// <summary>The rules and their pages.</summary>
public static class RuleReference
{
    /// <summary>All rules, sorted by id.</summary>
    public static ImmutableArray<RuleSummary> GetRules() =>
    [
        .. RuleCatalog.Pages.Select(static page => new RuleSummary
        {
            Id = page.Id,
            Name = page.Name,
            Category = page.Descriptor.Category,
            Severity = SeverityNames.Of(page.Descriptor.DefaultSeverity),
            Title = page.Descriptor.Title.ToString(CultureInfo.InvariantCulture),
            HelpLink = page.Descriptor.HelpLinkUri,
        }),
    ];

    /// <summary>Writes a rule's page for a terminal.</summary>
    /// <exception cref="ArgumentException">No rule has this id.</exception>
    public static void WritePage(string id, TextWriter writer, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var page = RuleCatalog.Pages.FirstOrDefault(page => string.Equals(page.Id, id, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no rule '{id}'.", nameof(id));
        RulePageWriter.Write(page, writer, options ?? new ReportOptions());
    }
}
