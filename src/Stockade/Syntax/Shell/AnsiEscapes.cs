using System.Text;

namespace Stockade.Syntax.Shell;

/// <summary>The escapes of <c>$'…'</c> (bash manual, "ANSI-C Quoting").</summary>
internal static class AnsiEscapes
{
    /// <summary>The decoded text, or null where an escape names a byte that is no character by itself.</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not '\\' || i + 1 >= text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'a':
                    result.Append('\a');
                    break;
                case 'b':
                    result.Append('\b');
                    break;
                case 'e' or 'E':
                    result.Append('\u001b');
                    break;
                case 'f':
                    result.Append('\f');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'v':
                    result.Append('\v');
                    break;
                case '\\' or '\'' or '"' or '?':
                    result.Append(text[i]);
                    break;
                case 'c' when i + 1 < text.Length:
                    var control = text[++i];
                    if (control > 127)
                        return null;
                    if (!AppendCode(result, control is '?' ? 0x7f : char.ToUpperInvariant(control) & 0x1f, isCharacter: false))
                        return Truncate(result);
                    break;
                case 'x':
                    if (!TryNumber(text, ref i, radix: 16, maxDigits: 2, out var hex))
                        result.Append("\\x");
                    else if (hex > 127)
                        return null;
                    else if (hex == 0)
                        return Truncate(result);
                    else
                        result.Append((char)hex);
                    break;
                case 'u' or 'U':
                    var kind = text[i];
                    if (!TryNumber(text, ref i, radix: 16, kind is 'u' ? 4 : 8, out var code))
                        result.Append('\\').Append(kind);
                    else if (code > 0x10ffff || code is >= 0xd800 and < 0xe000)
                        return null;
                    else if (!AppendCode(result, (int)code, isCharacter: true))
                        return Truncate(result);
                    break;
                case >= '0' and <= '7':
                    i--;
                    TryNumber(text, ref i, radix: 8, maxDigits: 3, out var octal);
                    octal &= 0xff;
                    if (octal > 127)
                        return null;
                    if (octal == 0)
                        return Truncate(result);
                    result.Append((char)octal);
                    break;
                default:
                    result.Append('\\').Append(text[i]);
                    break;
            }
        }

        return result.ToString();
    }

    // A NUL ends the C string that holds the text.
    private static string Truncate(StringBuilder result) => result.ToString();

    private static bool AppendCode(StringBuilder result, int code, bool isCharacter)
    {
        if (code == 0)
            return false;
        result.Append(isCharacter ? char.ConvertFromUtf32(code) : ((char)code).ToString());
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, ref int index, int radix, int maxDigits, out long value)
    {
        value = 0;
        var digits = 0;
        while (digits < maxDigits && index + 1 < text.Length && Digit(text[index + 1]) is var digit and >= 0 && digit < radix)
        {
            value = (value * radix) + digit;
            index++;
            digits++;
        }

        return digits > 0;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
