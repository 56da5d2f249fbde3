using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>What a configuration is checked against.</summary>
/// <param name="RuleIds">The ids of all rules.</param>
/// <param name="CheckPattern">Says what is wrong with a pattern of paths, or nothing.</param>
/// <param name="OpenRule">Reads the page of a custom rule, by the path that the configuration gives.</param>
internal sealed record ConfigurationVocabulary(
    ImmutableArray<string> RuleIds, Func<string, string?> CheckPattern, Func<string, (SourceFile? File, string? Error)> OpenRule)
{
    public string UnknownRule(string id) => NearestSpelling.Find(id, RuleIds) is { } near
        ? $"there is no rule '{id}'; did you mean '{near}'?"
        : $"there is no rule '{id}'";
}
