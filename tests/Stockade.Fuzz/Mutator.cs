using System.Collections.Immutable;
using System.Text;

namespace Stockade.Fuzz;

/// <summary>Changes inputs a little. The same seed gives the same changes.</summary>
internal sealed class Mutator(int seed, ImmutableArray<string> words, int maxLength)
{
    private static readonly string[] s_pieces =
    [
        "\n", "\r\n", "\r", "\t", " ", "  ", "\0", "\u001b[31m", "\ufeff", "\u2028", "é", "😀", "\"", "'", "`", "\\", "\\\n", "#", "$", "${", "}", "$(", ")", "%", "^", "{", "[", "]", ":", ": ", "- ", ",", "&",
        "*", "|", ">", "<", "!", "---\n", "...\n", "0", "-1", "65536", "2147483648", "99999999999999999999", "~", "null", "true", "{}", "[]", "\"\"", "''", "<<", "?", "@", "=", "|-\n", ">+\n", "&a ", "*a", "!!str ",
    ];

    // The sequence is what makes a failure repeatable, not a secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>An input with one to eight changes, a part of another input among them sometimes.</summary>
    public string Mutate(string input, string other)
    {
        var text = new StringBuilder(input);
        for (var changes = 1 << _random.Next(4); changes > 0; changes--)
            Change(text, other);

        // Half of a surrogate pair is in no file that was decoded.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString(0, int.Min(text.Length, maxLength))));
    }

    private void Change(StringBuilder text, string other)
    {
        var at = _random.Next(text.Length + 1);
        var length = _random.Next(1, 1 + int.Max(1, int.Min(text.Length - at, 1 << _random.Next(8))));
        var end = int.Min(text.Length, at + length);
        switch (_random.Next(12))
        {
            case 0 or 1 when words.Length > 0:
                text.Insert(at, Pick(words));
                break;
            case 2:
                text.Insert(at, Pick(s_pieces));
                break;
            case 3:
                text.Remove(at, end - at);
                break;
            case 4:
                // Nesting grows by repeating what nests.
                var repeated = text.ToString(at, end - at);
                for (var count = 1 << _random.Next(5); count > 0 && text.Length < maxLength; count--)
                    text.Insert(at, repeated);
                break;
            case 5 when at < text.Length:
                text[at] = (char)(text[at] ^ (1 << _random.Next(7)));
                break;
            case 6 when other.Length > 0:
                var from = _random.Next(other.Length);
                text.Insert(at, other.AsSpan(from, _random.Next(1, 1 + int.Min(other.Length - from, 200))));
                break;
            case 7 when at < text.Length:
                var moved = text.ToString(at, end - at);
                text.Remove(at, end - at).Insert(_random.Next(text.Length + 1), moved);
                break;
            case 8:
                ChangeLine(text);
                break;
            case 9 when words.Length > 0 && end > at:
                text.Remove(at, end - at).Insert(at, Pick(words));
                break;
            case 10:
                text.Length = at;
                break;
            default:
                text.Insert(at, (char)_random.Next(32, 127));
                break;
        }
    }

    /// <summary>Duplicates, removes or indents a whole line: what leaves the input well-formed more often than not.</summary>
    private void ChangeLine(StringBuilder text)
    {
        var lines = text.ToString().Split('\n').ToList();
        var index = _random.Next(lines.Count);
        switch (_random.Next(5))
        {
            case 0:
                lines.Insert(_random.Next(lines.Count + 1), lines[index]);
                break;
            case 1:
                lines.RemoveAt(index);
                break;
            case 2:
                lines[index] = "  " + lines[index];
                break;
            case 3:
                lines[index] = lines[index].TrimStart();
                break;
            default:
                lines.Reverse(index, int.Min(2, lines.Count - index));
                break;
        }

        text.Clear().AppendJoin('\n', lines);
    }
#pragma warning restore CA5394
}
