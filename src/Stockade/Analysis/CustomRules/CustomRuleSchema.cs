using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Stockade.Analysis.CustomRules;

/// <summary>
/// A schema in the keywords that the validator evaluates, as JSON. A pattern stands in it as a format of its own, so that it is matched by these
/// expressions, which take time linear in the text, and not by the validator's.
/// </summary>
internal sealed record CustomRuleSchema(string Json, ImmutableArray<Regex> Patterns)
{
    public static string FormatOf(int pattern) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pattern-{pattern}");
}
