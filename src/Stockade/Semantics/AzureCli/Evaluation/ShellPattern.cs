using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A shell pattern over known text: <c>*</c>, <c>?</c> and bracket expressions.</summary>
internal sealed class ShellPattern
{
    private const int MaxWork = 4_000_000;
    private readonly ImmutableArray<Token> _tokens;

    private ShellPattern(ImmutableArray<Token> tokens) => _tokens = tokens;

    private enum TokenKind
    {
        Character,
        Any,
        AnyRun,
        Set,
    }

    /// <summary>The pattern of no characters.</summary>
    public bool IsEmpty => _tokens.IsEmpty;

    /// <summary>A pattern from characters, of which the protected ones stand for themselves; null where it has a form that is not read.</summary>
    public static ShellPattern? Parse(IReadOnlyList<(char Character, bool IsProtected)> text)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        for (var i = 0; i < text.Count; i++)
        {
            var (c, isProtected) = text[i];
            if (isProtected)
            {
                tokens.Add(new Token(TokenKind.Character, c));
                continue;
            }

            // An extended pattern means something else in every version of bash and under every option.
            if (c is '?' or '*' or '+' or '@' or '!' && i + 1 < text.Count && text[i + 1] is ('(', false))
                return null;
            switch (c)
            {
                case '*':
                    tokens.Add(new Token(TokenKind.AnyRun, c));
                    break;
                case '?':
                    tokens.Add(new Token(TokenKind.Any, c));
                    break;
                case '\\' when i + 1 < text.Count:
                    tokens.Add(new Token(TokenKind.Character, text[++i].Character));
                    break;
                case '[' when ParseSet(text, i) is var (token, end):
                    if (token.Ranges.IsDefault)
                        return null;
                    tokens.Add(token);
                    i = end;
                    break;
                default:
                    tokens.Add(new Token(TokenKind.Character, c));
                    break;
            }
        }

        return new ShellPattern(tokens.ToImmutable());
    }

    public static ShellPattern? Parse(string text) => Parse([.. text.Select(static c => (c, false))]);

    /// <summary>Whether all of the text matches; null where the work is too much.</summary>
    public bool? IsMatch(string text) => !IsAffordable(text, rounds: 1) ? null : Ends(text, 0).Contains(text.Length);

    /// <summary>The length of the shortest or longest match at the start; -1 where none matches.</summary>
    public int? PrefixLength(string text, bool longest)
    {
        if (!IsAffordable(text, rounds: 1))
            return null;
        var ends = Ends(text, 0);
        return ends.Count == 0 ? -1 : longest ? ends[^1] : ends[0];
    }

    /// <summary>Where the shortest or longest match at the end begins; -1 where none matches.</summary>
    public int? SuffixStart(string text, bool longest)
    {
        if (!IsAffordable(text, rounds: text.Length + 1))
            return null;
        var found = -1;
        for (var start = 0; start <= text.Length; start++)
        {
            if (Ends(text, start) is not [.., var last] || last != text.Length)
                continue;
            found = start;
            if (longest)
                break;
        }

        return found;
    }

    /// <summary>Replaces the first or every longest match.</summary>
    public string? Replace(string text, string replacement, bool all)
    {
        if (!IsAffordable(text, rounds: text.Length + 1))
            return null;

        // A match of no characters counts only where there are none.
        if (text.Length == 0)
            return Ends(text, 0).Count > 0 ? replacement : text;
        var result = new System.Text.StringBuilder();
        var position = 0;
        var isDone = false;
        while (position < text.Length)
        {
            var ends = isDone ? [] : Ends(text, position);
            if (ends.Count > 0 && ends[^1] > position)
            {
                result.Append(replacement);
                position = ends[^1];
                isDone = !all;
            }
            else
            {
                result.Append(text[position++]);
            }
        }

        return result.ToString();
    }

    private static (Token Token, int End)? ParseSet(IReadOnlyList<(char Character, bool IsProtected)> text, int open)
    {
        var i = open + 1;
        var isNegated = i < text.Count && text[i] is ('!' or '^', false);
        if (isNegated)
            i++;
        var ranges = ImmutableArray.CreateBuilder<(char, char)>();
        for (var first = i; i < text.Count; i++)
        {
            var (c, isProtected) = text[i];
            if (c is ']' && !isProtected && i > first)
                return (new Token(TokenKind.Set, '[') { Ranges = ranges.ToImmutable(), IsNegated = isNegated }, i);
            if (c is '[' && !isProtected && i + 1 < text.Count && text[i + 1].Character is ':' or '.' or '=')
            {
                if (ParseClass(text, ref i) is not { } named)
                    return (new Token(TokenKind.Set, '['), i);
                ranges.AddRange(named);
                continue;
            }

            if (c is '\\' && !isProtected && i + 1 < text.Count)
                c = text[++i].Character;
            if (i + 2 < text.Count && text[i + 1] is ('-', false) && text[i + 2] is not (']', false))
            {
                var last = text[i + 2].Character;

                // The order of letters in a range is the locale's; only ranges of one kind of ASCII character are the same everywhere.
                if (!IsPlainRange(c, last))
                    return (new Token(TokenKind.Set, '['), i);
                ranges.Add((c, last));
                i += 2;
            }
            else
            {
                ranges.Add((c, c));
            }
        }

        return null;
    }

    private static bool IsPlainRange(char first, char last) => char.IsAsciiDigit(first) && char.IsAsciiDigit(last);

    private static (char, char)[]? ParseClass(IReadOnlyList<(char Character, bool IsProtected)> text, ref int index)
    {
        var end = index + 2;
        while (end + 1 < text.Count && !(text[end].Character is ':' && text[end + 1].Character is ']'))
            end++;
        if (end + 1 >= text.Count || text[index + 1].Character is not ':')
            return null;
        var name = new string([.. Enumerable.Range(index + 2, end - index - 2).Select(i => text[i].Character)]);
        index = end + 1;
        return name switch
        {
            "digit" => [('0', '9')],
            "space" => [('\t', '\r'), (' ', ' ')],
            "blank" => [('\t', '\t'), (' ', ' ')],
            "xdigit" => [('0', '9'), ('a', 'f'), ('A', 'F')],
            "upper" => [('A', 'Z')],
            "lower" => [('a', 'z')],
            "alpha" => [('a', 'z'), ('A', 'Z')],
            "alnum" => [('0', '9'), ('a', 'z'), ('A', 'Z')],
            _ => null,
        };
    }

    private bool IsAffordable(string text, int rounds) =>
        (long)(text.Length + 1) * (_tokens.Length + 1) * rounds <= MaxWork && (text.All(char.IsAscii) || _tokens.All(static token => token.Kind is TokenKind.Character or TokenKind.AnyRun));

    /// <summary>Every position at which a match that begins at <paramref name="start"/> may end, in order.</summary>
    private List<int> Ends(string text, int start)
    {
        var reached = new bool[text.Length - start + 1];
        reached[0] = true;
        foreach (var token in _tokens)
        {
            if (token.Kind is TokenKind.AnyRun)
            {
                for (var i = 1; i < reached.Length; i++)
                    reached[i] |= reached[i - 1];
                continue;
            }

            for (var i = reached.Length - 1; i > 0; i--)
                reached[i] = reached[i - 1] && token.Matches(text[start + i - 1]);
            reached[0] = false;
        }

        var ends = new List<int>();
        for (var i = 0; i < reached.Length; i++)
        {
            if (reached[i])
                ends.Add(start + i);
        }

        return ends;
    }

    private readonly record struct Token(TokenKind Kind, char Character)
    {
        public ImmutableArray<(char First, char Last)> Ranges { get; init; }

        public bool IsNegated { get; init; }

        public bool Matches(char c)
        {
            if (Kind is TokenKind.Character)
                return c == Character;
            if (Kind is TokenKind.Any)
                return true;
            foreach (var (first, last) in Ranges)
            {
                if (c >= first && c <= last)
                    return !IsNegated;
            }

            return IsNegated;
        }
    }
}
