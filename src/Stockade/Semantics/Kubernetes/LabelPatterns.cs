using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Says whether some label value has and has not given parts.</summary>
internal static class LabelPatterns
{
    private const string Letters = "qzxjkvwygfbhpmudlcsrnitaoeQZXJKVWYGFBHPMUDLCSRNITAOE0123456789";

    /// <summary>
    /// A value put together from the parts it must have, with a letter between them that none of the patterns holds, has no others but by force. There
    /// are as many such values as there are lengths, so values that are excluded one by one do not matter.
    /// </summary>
    public static bool AreSatisfiable(ImmutableArray<(LabelOperator Operator, string Text)> patterns)
    {
        if (patterns.IsEmpty)
            return true;
        var start = Longest(patterns, LabelOperator.StartsWith);
        var end = Longest(patterns, LabelOperator.EndsWith);
        var middles = patterns.Where(static pattern => pattern.Operator == LabelOperator.Contains).Select(static pattern => pattern.Text).Where(static text => text.Length > 0);
        var mentioned = string.Concat(patterns.Select(static pattern => pattern.Text));
        var filler = Letters.FirstOrDefault(letter => !mentioned.Contains(letter, StringComparison.Ordinal), Letters[0]);
        var value = string.Join(filler, [start, .. middles, end]);
        value = start.Length == 0 ? filler + value : value;
        value = end.Length == 0 ? value + filler : value;

        // Parts that overlap may make a shorter value; of a long one only the characters are looked at.
        return patterns.All(pattern => pattern.Operator.IsMetBy(pattern.Text, value)) && NameSyntax.IsLabelText(value);
    }

    private static string Longest(ImmutableArray<(LabelOperator Operator, string Text)> patterns, LabelOperator operation) =>
        patterns.Where(pattern => pattern.Operator == operation).Select(static pattern => pattern.Text).MaxBy(static text => text.Length) ?? string.Empty;
}
