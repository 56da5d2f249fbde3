using System.Collections.Immutable;

namespace Stockade.Workspace;

/// <summary>
/// One line of a .gitignore, compiled. Works on UTF-8 bytes because git does: <c>?</c> is one byte. Matching simulates all alternatives
/// at once, so a pattern of many stars costs its length times the path's, never more.
/// </summary>
internal sealed class GitIgnorePattern
{
    private readonly byte[] _prefix;
    private readonly ImmutableArray<GitIgnoreToken> _tokens;

    private GitIgnorePattern(byte[] prefix, ImmutableArray<GitIgnoreToken> tokens)
    {
        _prefix = prefix;
        _tokens = tokens;
    }

    public bool IsNegated { get; private init; }

    public bool MustBeDirectory { get; private init; }

    /// <summary>True for a pattern without a slash: it is held against the name alone, at any depth.</summary>
    public bool MatchesName { get; private init; }

    /// <summary>Compiles a line without its line break, or returns null for a comment or a blank line.</summary>
    public static GitIgnorePattern? Parse(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#')
            return null;

        line = TrimTrailingSpaces(line);
        var isNegated = !line.IsEmpty && line[0] == '!';
        if (isNegated)
            line = line[1..];
        var mustBeDirectory = !line.IsEmpty && line[^1] == '/';
        if (mustBeDirectory)
            line = line[..^1];
        if (line.IsEmpty)
            return null;

        var matchesName = !line.Contains((byte)'/');
        if (line[0] == '/')
            line = line[1..];

        // git compares the text before the first special character by itself, and what follows as a pattern of its own: in "a**/b" the
        // two stars therefore stand at a beginning.
        var special = line.IndexOfAny("*?[\\"u8);
        var prefixLength = special < 0 ? line.Length : special;
        return new GitIgnorePattern(line[..prefixLength].ToArray(), Compile(line[prefixLength..], matchesName))
        {
            IsNegated = isNegated,
            MustBeDirectory = mustBeDirectory,
            MatchesName = matchesName,
        };
    }

    /// <summary>Holds the pattern against a path relative to its .gitignore, or against a bare name where <see cref="MatchesName"/>.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(_prefix))
            return false;

        text = text[_prefix.Length..];
        if (_tokens.IsEmpty)
            return text.IsEmpty;
        if (_tokens.Length == 1 && _tokens[0].Kind == GitIgnoreTokenKind.DeepStar)
            return true;
        return Simulate(text);
    }

    private static ReadOnlySpan<byte> TrimTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                // A backslash keeps the space after it; one at the very end keeps the spaces before it.
                if (++i == line.Length)
                    return line;
                end = i + 1;
            }
            else if (line[i] != ' ')
            {
                end = i + 1;
            }
        }

        return line[..end];
    }

    private static ImmutableArray<GitIgnoreToken> Compile(ReadOnlySpan<byte> pattern, bool matchesName)
    {
        var tokens = ImmutableArray.CreateBuilder<GitIgnoreToken>(pattern.Length);
        var position = 0;
        while (position < pattern.Length)
        {
            var current = pattern[position];
            switch (current)
            {
                case (byte)'*':
                    position = CompileStars(pattern, position, matchesName, tokens);
                    break;
                case (byte)'?':
                    var any = Enumerable.Repeat((byte)0xFF, 32).ToArray();
                    any['/' >> 3] &= unchecked((byte)~(1 << ('/' & 7)));
                    tokens.Add(GitIgnoreToken.OfSet(any));
                    position++;
                    break;
                case (byte)'[':
                    (var set, position) = GitIgnoreSet.Read(pattern, position);
                    tokens.Add(set);
                    break;
                case (byte)'\\':
                    var isLast = position + 1 == pattern.Length;
                    tokens.Add(isLast ? GitIgnoreToken.Of(GitIgnoreTokenKind.Never) : GitIgnoreToken.OfLiteral(pattern[position + 1]));
                    position += 2;
                    break;
                default:
                    tokens.Add(GitIgnoreToken.OfLiteral(current));
                    position++;
                    break;
            }
        }

        return tokens.ToImmutable();
    }

    private static int CompileStars(ReadOnlySpan<byte> pattern, int start, bool matchesName, ImmutableArray<GitIgnoreToken>.Builder tokens)
    {
        var end = start;
        while (end < pattern.Length && pattern[end] == '*')
            end++;

        var rest = pattern[end..];
        var isDeep = matchesName
            || (end - start > 1
                && (start == 0 || pattern[start - 1] == '/')
                && (rest.IsEmpty || rest[0] == '/' || rest.StartsWith("\\/"u8)));
        if (isDeep && !matchesName && !rest.IsEmpty && rest[0] == '/')
            tokens.Add(GitIgnoreToken.Of(GitIgnoreTokenKind.Fork));
        tokens.Add(GitIgnoreToken.Of(isDeep ? GitIgnoreTokenKind.DeepStar : GitIgnoreTokenKind.Star));
        return end;
    }

    private bool Simulate(ReadOnlySpan<byte> text)
    {
        var count = _tokens.Length + 1;
        Span<bool> current = count <= 256 ? stackalloc bool[count] : new bool[count];
        Span<bool> next = count <= 256 ? stackalloc bool[count] : new bool[count];
        current.Clear();
        current[0] = true;
        CloseOver(current);
        foreach (var value in text)
        {
            next.Clear();
            var isAlive = false;
            for (var i = 0; i < _tokens.Length; i++)
            {
                if (!current[i])
                    continue;

                var token = _tokens[i];
                switch (token.Kind)
                {
                    case GitIgnoreTokenKind.Set when token.Matches(value):
                        next[i + 1] = true;
                        isAlive = true;
                        break;
                    case GitIgnoreTokenKind.DeepStar:
                    case GitIgnoreTokenKind.Star when value != '/':
                        next[i] = true;
                        isAlive = true;
                        break;
                }
            }

            if (!isAlive)
                return false;

            var swap = current;
            current = next;
            next = swap;
            CloseOver(current);
        }

        return current[^1];
    }

    /// <summary>Adds the positions that are reached without consuming anything. Every such step leads forward, so one sweep does.</summary>
    private void CloseOver(Span<bool> positions)
    {
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (!positions[i])
                continue;

            var kind = _tokens[i].Kind;
            if (kind is GitIgnoreTokenKind.Star or GitIgnoreTokenKind.DeepStar or GitIgnoreTokenKind.Fork)
                positions[i + 1] = true;
            if (kind == GitIgnoreTokenKind.Fork)
                positions[i + 3] = true;
        }
    }
}
