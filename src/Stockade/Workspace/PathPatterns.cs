using System.Collections.Immutable;
using System.Text;
using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>Patterns of a configuration, which are those of a .gitignore: without a slash for names at any depth, and a folder stands for all in it.</summary>
internal sealed class PathPatterns
{
    private readonly ImmutableArray<GitIgnorePattern> _patterns;

    private PathPatterns(ImmutableArray<GitIgnorePattern> patterns) => _patterns = patterns;

    public static PathPatterns None { get; } = new([]);

    public bool IsEmpty => _patterns.IsEmpty;

    /// <summary>What is wrong with a pattern, or null. git takes any text for a pattern; one that can match nothing is a mistake here.</summary>
    public static string? Check(string pattern) => pattern switch
    {
        "" => "it is empty",
        _ when pattern[0] == '!' => "a pattern does not begin with '!'; what is left out stands under 'exclude'",
        _ when pattern.Contains('{', StringComparison.Ordinal) => "braces are no alternatives; write a pattern for each",
        _ when pattern.Contains('\\', StringComparison.Ordinal) => "folders are separated by '/'",
        _ when pattern.Split('/').Contains("..", StringComparer.Ordinal) => "'..' leads out of the root of the run",
        _ when HasOpenBracket(pattern) => "'[' has no ']'",
        _ => null,
    };

    /// <summary>The pattern that matches a file or a folder and nothing else.</summary>
    public static string OfPath(string root, string path)
    {
        var pattern = new StringBuilder("/");
        foreach (var unit in RelativePath.PrefixOf(root, Path.GetFullPath(path, root)).TrimEnd('/'))
        {
            if (unit is '\\' or '*' or '?' or '[' or ' ')
                pattern.Append('\\');
            pattern.Append(unit);
        }

        return pattern.ToString();
    }

    /// <summary>Compiles patterns that <see cref="Check"/> accepts.</summary>
    public static PathPatterns Create(IEnumerable<string> patterns) => new([.. patterns.Select(Compile).OfType<GitIgnorePattern>()]);

    /// <summary>Whether a pattern matches a file, or a folder above it.</summary>
    public bool Matches(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (MatchesEntry(path[..slash], isDirectory: true))
                return true;
        }

        return MatchesEntry(path, isDirectory: false);
    }

    /// <summary>Whether a pattern matches this very file or folder.</summary>
    public bool MatchesEntry(string path, bool isDirectory)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        var name = bytes.AsSpan(bytes.AsSpan().LastIndexOf((byte)'/') + 1);
        foreach (var pattern in _patterns)
        {
            if ((isDirectory || !pattern.MustBeDirectory) && pattern.Matches(pattern.MatchesName ? name : bytes))
                return true;
        }

        return false;
    }

    private static GitIgnorePattern? Compile(string pattern)
    {
        while (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern.Length > 2 ? $"/{pattern[2..].TrimStart('/')}" : ".";
        if (pattern is "." or "/")
            pattern = "*";
        return GitIgnorePattern.Parse(Encoding.UTF8.GetBytes(pattern[0] == '#' ? $"\\{pattern}" : pattern));
    }

    private static bool HasOpenBracket(string pattern)
    {
        for (var open = pattern.IndexOf('[', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('[', open))
        {
            // The first character of a set may be the closing bracket itself.
            var first = open + 1 < pattern.Length && pattern[open + 1] is '!' or '^' ? open + 3 : open + 2;
            open = first <= pattern.Length ? pattern.IndexOf(']', first) : -1;
            if (open < 0)
                return true;
        }

        return false;
    }
}
