namespace Stockade.Analysis;

/// <summary>Names as a configuration gives them: exact, or with a <c>*</c> at the end that stands for any rest.</summary>
internal static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        pattern.EndsWith("*") ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern.SequenceEqual(name);

    /// <summary>Whether it is a pattern of one name: a <c>*</c> stands nowhere but at its end.</summary>
    public static bool IsValid(ReadOnlySpan<char> pattern) => !pattern.IsEmpty && !pattern[..^1].Contains('*');
}
