namespace Stockade.Workspace;

/// <summary>Reads a bracket expression of a pattern (<c>[!a-z[:digit:]]</c>) the way git does, quirks included.</summary>
internal static class GitIgnoreSet
{
    /// <summary>The element for the bracket at <paramref name="start"/>, and the position after its closing bracket.</summary>
    public static (GitIgnoreToken Token, int End) Read(ReadOnlySpan<byte> pattern, int start)
    {
        var never = (GitIgnoreToken.Of(GitIgnoreTokenKind.Never), pattern.Length);
        var members = new byte[32];
        var position = start + 1;
        var isNegated = At(pattern, position) is '!' or '^';
        if (isNegated)
            position++;

        // The first character is a member even if it is the closing bracket.
        var previous = -1;
        do
        {
            var current = At(pattern, position);
            if (current < 0)
                return never;

            if (current == '\\')
            {
                current = At(pattern, ++position);
                if (current < 0)
                    return never;
                Add(members, current);
                previous = current;
            }
            else if (current == '-' && previous >= 0 && At(pattern, position + 1) is >= 0 and not ']')
            {
                var last = At(pattern, ++position);
                if (last == '\\')
                    last = At(pattern, ++position);
                if (last < 0)
                    return never;
                for (var member = previous; member <= last; member++)
                    Add(members, member);
                previous = -1;
            }
            else if (current == '[' && At(pattern, position + 1) == ':')
            {
                var close = pattern[(position + 2)..].IndexOf((byte)']');
                if (close < 0)
                    return never;

                var name = pattern.Slice(position + 2, close);
                if (name.IsEmpty || name[^1] != ':')
                {
                    // No ":]" follows: an ordinary bracket among the members.
                    Add(members, '[');
                    previous = '[';
                }
                else
                {
                    if (!AddClass(members, name[..^1]))
                        return never;
                    position += close + 2;
                    previous = -1;
                }
            }
            else
            {
                Add(members, current);
                previous = current;
            }

            position++;
        }
        while (At(pattern, position) != ']');

        if (isNegated)
        {
            for (var i = 0; i < members.Length; i++)
                members[i] = (byte)~members[i];
        }

        members['/' >> 3] &= unchecked((byte)~(1 << ('/' & 7)));
        return (GitIgnoreToken.OfSet(members), position + 1);
    }

    private static int At(ReadOnlySpan<byte> pattern, int position) => position < pattern.Length ? pattern[position] : -1;

    private static void Add(byte[] members, int value) => members[value >> 3] |= (byte)(1 << (value & 7));

    private static bool AddClass(byte[] members, ReadOnlySpan<byte> name)
    {
        Func<char, bool>? contains = name switch
        {
            _ when name.SequenceEqual("alnum"u8) => char.IsAsciiLetterOrDigit,
            _ when name.SequenceEqual("alpha"u8) => char.IsAsciiLetter,
            _ when name.SequenceEqual("blank"u8) => static c => c is ' ' or '\t',
            _ when name.SequenceEqual("cntrl"u8) => static c => c is < ' ' or '\x7F',
            _ when name.SequenceEqual("digit"u8) => char.IsAsciiDigit,
            _ when name.SequenceEqual("graph"u8) => static c => c is > ' ' and < '\x7F',
            _ when name.SequenceEqual("lower"u8) => char.IsAsciiLetterLower,
            _ when name.SequenceEqual("print"u8) => static c => c is >= ' ' and < '\x7F',
            _ when name.SequenceEqual("punct"u8) => static c => c is > ' ' and < '\x7F' && !char.IsAsciiLetterOrDigit(c),
            _ when name.SequenceEqual("space"u8) => static c => c is ' ' or '\t' or '\n' or '\r',
            _ when name.SequenceEqual("upper"u8) => char.IsAsciiLetterUpper,
            _ when name.SequenceEqual("xdigit"u8) => char.IsAsciiHexDigit,
            _ => null,
        };
        if (contains is null)
            return false;

        for (var value = 0; value < 128; value++)
        {
            if (contains((char)value))
                Add(members, value);
        }

        return true;
    }
}
