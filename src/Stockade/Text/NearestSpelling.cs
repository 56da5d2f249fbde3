namespace Stockade.Text;

/// <summary>Finds the word that was probably meant: the nearest by edits (insert, delete, replace, swap neighbours).</summary>
internal static class NearestSpelling
{
    /// <summary>The nearest candidate within a third of the word's length and at least one edit, or null; the first in order wins a tie.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        // A longer word is no typing error of any name that az or Kubernetes knows, and the cost is quadratic.
        if (word.Length > 100)
            return null;
        string? nearest = null;
        var limit = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= limit)
                continue;
            var distance = Distance(word, candidate);
            if (distance >= limit)
                continue;
            limit = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>True for two words one edit apart.</summary>
    public static bool IsOneEdit(string left, string right) =>
        Math.Abs(left.Length - right.Length) <= 1 && Math.Max(left.Length, right.Length) <= 100 && Distance(left, right) == 1;

    private static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
