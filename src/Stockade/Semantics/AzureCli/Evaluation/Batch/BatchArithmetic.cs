using System.Globalization;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary><c>set /a</c>: 32-bit whole numbers. What it does not know is null.</summary>
internal sealed class BatchArithmetic(string text, Func<string, string?> read, Action<string, string?> assign)
{
    private const int MaxDepth = 50;

    private int _position;
    private int _depth;

    /// <summary>Calculates expressions that commas separate. Null where the last is not known.</summary>
    public int? Evaluate()
    {
        int? value = null;
        do
            value = Assignment();
        while (Take(','));
        return _position == text.Length ? value : null;
    }

    /// <summary>Decimal, octal with a leading zero, hexadecimal with 0x.</summary>
    public static int? ParseNumber(string text)
    {
        var digits = text.AsSpan().Trim();
        var isNegative = digits is ['-', ..];
        digits = digits is ['-' or '+', ..] ? digits[1..] : digits;
        if (digits.IsEmpty)
            return null;
        long value = 0;
        var radix = digits is ['0', 'x' or 'X', _, ..] ? 16 : digits is ['0', _, ..] ? 8 : 10;
        foreach (var c in radix is 16 ? digits[2..] : digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : radix;
            if (digit >= radix || (value = (value * radix) + digit) > int.MaxValue)
                return null;
        }

        return (int)(isNegative ? -value : value);
    }

    private int? Assignment()
    {
        Skip();
        var start = _position;
        if (Name() is { Length: > 0 } name)
        {
            Skip();
            foreach (var op in (ReadOnlySpan<string>)["=", "+=", "-=", "*=", "/=", "%="])
            {
                if (string.CompareOrdinal(text, _position, op, 0, op.Length) != 0)
                    continue;
                _position += op.Length;
                var right = Deeper(Assignment);
                var value = op is "=" ? right : Combine(op[0], Number(name), right);
                assign(name, value?.ToString(CultureInfo.InvariantCulture));
                return value;
            }
        }

        _position = start;
        return Sum();
    }

    private int? Sum()
    {
        var value = Product();
        while (true)
        {
            Skip();
            if (_position >= text.Length || text[_position] is not ('+' or '-'))
                return value;
            var op = text[_position++];
            value = Combine(op, value, Product());
        }
    }

    private int? Product()
    {
        var value = Factor();
        while (true)
        {
            Skip();
            if (_position >= text.Length || text[_position] is not ('*' or '/' or '%'))
                return value;
            var op = text[_position++];
            value = Combine(op, value, Factor());
        }
    }

    private int? Factor()
    {
        Skip();
        if (Take('('))
        {
            var value = Deeper(Assignment);
            return Take(')') ? value : null;
        }

        if (Take('-'))
            return Deeper(Factor) is { } negative ? unchecked(-negative) : null;
        if (Take('+'))
            return Deeper(Factor);
        if (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            var start = _position;
            while (_position < text.Length && char.IsAsciiLetterOrDigit(text[_position]))
                _position++;
            return ParseNumber(text[start.._position]);
        }

        return Name() is { Length: > 0 } name ? Number(name) : null;
    }

    private int? Deeper(Func<int?> next)
    {
        if (_depth >= MaxDepth)
            return null;
        _depth++;
        var value = next();
        _depth--;
        return value;
    }

    // A variable that is not defined, or is no number, counts as zero.
    private int? Number(string name) => read(name) is { } value ? ParseNumber(value) ?? (value.Length == 0 ? 0 : null) : null;

    private static int? Combine(char op, int? left, int? right) => (op, left, right) switch
    {
        (_, null, _) or (_, _, null) => null,
        ('+', { } a, { } b) => unchecked(a + b),
        ('-', { } a, { } b) => unchecked(a - b),
        ('*', { } a, { } b) => unchecked(a * b),
        ('/', { } a, { } b) when b is not (0 or -1) => a / b,
        ('%', { } a, { } b) when b is not (0 or -1) => a % b,
        _ => null,
    };

    private string Name()
    {
        Skip();
        var start = _position;
        if (start < text.Length && (char.IsAsciiLetter(text[start]) || text[start] is '_'))
        {
            while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '_'))
                _position++;
        }

        return text[start.._position];
    }

    private bool Take(char c)
    {
        Skip();
        if (_position >= text.Length || text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private void Skip()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t')
            _position++;
    }
}
