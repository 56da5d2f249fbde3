using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Tells a slip of the pen in a label from a label that is meant to differ.</summary>
internal static class LabelSlip
{
    private const int ShortestTelling = 3;

    private static readonly char[] s_separators = ['-', '_', '.', '/'];

    /// <summary>True for a value that says which pods are meant, and not just that something is on.</summary>
    public static bool IsTellingValue(string value) =>
        value.Length >= ShortestTelling
        && !value.Any(char.IsWhiteSpace)
        && value.ToUpperInvariant() is not ("TRUE" or "FALSE" or "YES" or "ENABLED" or "DISABLED" or "ALLOW" or "ALLOWED" or "NONE")
        && !value.All(char.IsAsciiDigit);

    /// <summary>
    /// One edit apart, or only in case. Names of a series (<c>team-a</c> and <c>team-b</c>, <c>web1</c> and <c>web2</c>) are meant to differ:
    /// the word that changes is longer, and what changes is no digit.
    /// </summary>
    public static bool IsLikely(string written, string meant)
    {
        if (string.Equals(written, meant, StringComparison.Ordinal))
            return false;
        if (string.Equals(written, meant, StringComparison.OrdinalIgnoreCase))
            return true;
        if (!NearestSpelling.IsOneEdit(written, meant))
            return false;

        var start = 0;
        while (start < written.Length && start < meant.Length && written[start] == meant[start])
            start++;
        var end = 0;
        while (end < written.Length - start && end < meant.Length - start && written[^(end + 1)] == meant[^(end + 1)])
            end++;
        return !written[start..^end].Any(char.IsAsciiDigit) && !meant[start..^end].Any(char.IsAsciiDigit)
            && WordAt(written, start).Length >= ShortestTelling && WordAt(meant, start).Length >= ShortestTelling;
    }

    /// <summary>The word around a position; words end at the characters that labels are joined with.</summary>
    private static ReadOnlySpan<char> WordAt(string text, int position)
    {
        var from = position > 0 ? text.LastIndexOfAny(s_separators, Math.Min(position, text.Length) - 1) + 1 : 0;
        var to = position < text.Length ? text.IndexOfAny(s_separators, position) : -1;
        return text.AsSpan()[from..(to < 0 ? text.Length : to)];
    }
}
