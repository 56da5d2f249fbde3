using System.Globalization;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads whole numbers as YAML 1.1 writes them.</summary>
internal static class IntegerText
{
    /// <summary>The whole number of a YAML 1.1 scalar: decimal, 0x, 0o or 0 octal, 0b, underscores, or a float without a fraction.</summary>
    public static long? Parse(string text)
    {
        var digits = text.Replace("_", string.Empty, StringComparison.Ordinal);
        var isNegative = digits.StartsWith('-');
        digits = digits.TrimStart('+', '-');
        var magnitude = digits switch
        {
            ['0', 'x' or 'X', .. var hex] => ParseDigits(hex, 16),
            ['0', 'b' or 'B', .. var binary] => ParseDigits(binary, 2),
            ['0', 'o' or 'O', .. var octal] => ParseDigits(octal, 8),
            ['0', _, ..] when !digits.AsSpan().ContainsAnyExceptInRange('0', '7') => ParseDigits(digits, 8),
            _ => ParseWholeFloat(digits),
        };
        return isNegative ? -magnitude : magnitude;
    }

    private static long? ParseDigits(string digits, int radix)
    {
        long value = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix)
                return null;
            value = Math.Min((value * radix) + digit, int.MaxValue);
        }

        return digits.Length == 0 ? null : value;
    }

    private static long? ParseWholeFloat(string digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
        && value is >= 0 and <= int.MaxValue
        && Math.Floor(value) == value
            ? (long)value
            : null;
}
