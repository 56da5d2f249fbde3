using System.Collections.Immutable;

namespace Stockade.Workspace;

/// <summary>
/// The patterns in force in a folder: those of its own .gitignore, then those of the folders above, then <c>.git/info/exclude</c>. The
/// last pattern of the nearest file that matches decides (gitignore(5)).
/// </summary>
internal sealed class GitIgnoreRules(ImmutableArray<GitIgnorePattern> patterns, int baseLength, GitIgnoreRules? outer)
{
    /// <summary>Reads the lines of an ignore file. <paramref name="baseLength"/> is the length of the folder's path with its final slash, 0 at the top.</summary>
    public static GitIgnoreRules Parse(ReadOnlySpan<byte> content, int baseLength, GitIgnoreRules? outer)
    {
        if (content.StartsWith("\uFEFF"u8))
            content = content["\uFEFF"u8.Length..];

        var patterns = ImmutableArray.CreateBuilder<GitIgnorePattern>();
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (!line.IsEmpty && line[^1] == '\r')
                line = line[..^1];
            if (GitIgnorePattern.Parse(line) is { } pattern)
                patterns.Add(pattern);
        }

        return new GitIgnoreRules(patterns.ToImmutable(), baseLength, outer);
    }

    /// <summary>
    /// Whether a path (in UTF-8, relative to the top, with <c>/</c>) is ignored, given that no folder above it is: what lies in an ignored
    /// folder cannot be re-included. A link is never a directory here.
    /// </summary>
    public bool IsIgnored(ReadOnlySpan<byte> path, bool isDirectory)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        for (var rules = this; rules is not null; rules = rules.Outer)
        {
            if (rules.Find(path, name, isDirectory) is { } pattern)
                return !pattern.IsNegated;
        }

        return false;
    }

    private GitIgnoreRules? Outer { get; } = outer;

    private GitIgnorePattern? Find(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, bool isDirectory)
    {
        for (var i = patterns.Length - 1; i >= 0; i--)
        {
            var pattern = patterns[i];
            if (pattern.MustBeDirectory && !isDirectory)
                continue;
            if (pattern.Matches(pattern.MatchesName ? name : path[baseLength..]))
                return pattern;
        }

        return null;
    }
}
