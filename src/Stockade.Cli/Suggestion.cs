namespace Stockade.Cli;

/// <summary>What the user may have meant.</summary>
internal static class Suggestion
{
    /// <summary>The candidate that is nearest to what was typed, where one is near enough to be meant.</summary>
    public static string? For(string typed, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(typed.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Min(typed.Length, pair.Candidate.Length) / 3))
            .OrderBy(static pair => pair.Distance)
            .ThenBy(static pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate;
    }

    /// <summary>The same as words to append to an error.</summary>
    public static string Words(string typed, IEnumerable<string> candidates) =>
        For(typed, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    // Optimal string alignment: an exchange of two neighbours, the commonest slip, counts once.
    private static int Distance(string first, string second)
    {
        if (Math.Abs(first.Length - second.Length) > 8)
            return int.MaxValue;
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= second.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = first[i - 1] == second[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }

        return rows[first.Length, second.Length];
    }
}
