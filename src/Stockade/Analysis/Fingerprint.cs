using System.IO.Hashing;
using System.Text;

namespace Stockade.Analysis;

/// <summary>
/// What identifies a diagnostic from run to run: the rule, the objects it is about and the cause. No line, no message, no path, no scope (which
/// is named for a folder) and no position in a list, so that moving, renaming, re-indenting and rendering anew change nothing. Two diagnostics
/// may therefore have the same; whoever compares runs has to count.
/// </summary>
internal static class Fingerprint
{
    public static string Of(RuleDiagnostic diagnostic)
    {
        var subject = diagnostic.Subject;
        var identity = new StringBuilder();
        Append(diagnostic.Id);
        Append(subject.Namespace);
        Append(subject.Workload);
        Append(subject.Policy);
        Append(subject.Cluster);
        Append(WithoutIndexes(subject.Cause));
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(identity.ToString())));

        // The length tells "ab" + "c" from "a" + "bc", and nothing from an empty part.
        void Append(string? part) => identity.Append(part is null ? "-" : $"{part.Length}:{part}").Append(';');
    }

    /// <summary><c>spec.egress[2].to[0]</c> becomes <c>spec.egress[].to[]</c>: a rule that is added above is no change of this one.</summary>
    private static string? WithoutIndexes(string? cause)
    {
        if (cause is null || !cause.Contains('[', StringComparison.Ordinal))
            return cause;
        var result = new StringBuilder(cause.Length);
        for (var i = 0; i < cause.Length; i++)
        {
            result.Append(cause[i]);
            if (cause[i] != '[')
                continue;
            var end = i + 1;
            while (end < cause.Length && char.IsAsciiDigit(cause[end]))
                end++;
            if (end < cause.Length && cause[end] == ']')
                i = end - 1;
        }

        return result.ToString();
    }
}
