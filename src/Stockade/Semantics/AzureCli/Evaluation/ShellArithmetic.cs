using System.Globalization;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>Shell arithmetic (bash manual, "Shell Arithmetic") on 64-bit integers; null is an unknown number.</summary>
internal sealed class ShellArithmetic
{
    private const int MaxDepth = 40;

    private static readonly string[][] s_binaryLevels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"], ["**"],
    ];

    private static readonly string[] s_assignments = ["=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|="];

    private static readonly string[] s_operators =
    [
        "<<=", ">>=", "**", "||", "&&", "==", "!=", "<=", ">=", "<<", ">>", "++", "--", "*=", "/=", "%=", "+=", "-=", "&=", "^=", "|=",
        "+", "-", "*", "/", "%", "<", ">", "=", "!", "~", "&", "|", "^", "?", ":", ",", "(", ")",
    ];

    private readonly string _text;
    private readonly Func<string, ShellString?> _read;
    private readonly Action<string, long?> _write;
    private readonly int _depth;
    private int _position;
    private int _nesting;
    private bool _isBroken;
    private bool _isSkipped;
    private bool _isUncertain;

    private ShellArithmetic(string text, Func<string, ShellString?> read, Action<string, long?> write, int depth)
    {
        _text = text;
        _read = read;
        _write = write;
        _depth = depth;
    }

    /// <summary>
    /// The value of an expression, null where it is unknown. <paramref name="read"/> gives a variable (null: definitely unset),
    /// <paramref name="write"/> assigns. An expression that is broken or not supported has no value, and what it assigns is not known.
    /// </summary>
    public static (long? Value, bool IsBroken) Evaluate(string text, Func<string, ShellString?> read, Action<string, long?> write) =>
        Evaluate(text, read, write, depth: 0);

    private static (long? Value, bool IsBroken) Evaluate(string text, Func<string, ShellString?> read, Action<string, long?> write, int depth)
    {
        var arithmetic = new ShellArithmetic(text, read, write, depth);
        if (string.IsNullOrWhiteSpace(text))
            return (0, false);
        var value = arithmetic.Comma();
        arithmetic.SkipSpaces();
        return arithmetic._isBroken || arithmetic._position < text.Length ? (null, true) : (value, false);
    }

    private long? Comma()
    {
        var value = Assignment();
        while (Accept(","))
            value = Assignment();
        return value;
    }

    private long? Assignment()
    {
        if (++_nesting > MaxDepth)
            _isBroken = true;
        if (_isBroken)
            return null;
        SkipSpaces();
        var start = _position;
        var name = ReadName();
        if (name.Length > 0)
        {
            var op = PeekOperator();
            if (Array.IndexOf(s_assignments, op) >= 0)
            {
                Accept(op!);
                var right = Assignment();
                var value = op is "=" ? right : Apply(op![..^1], ReadVariable(name), right);
                Write(name, value);
                _nesting--;
                return value;
            }
        }

        _position = start;
        var result = Conditional();
        _nesting--;
        return result;
    }

    private long? Conditional()
    {
        var condition = Binary(0);
        if (!Accept("?"))
            return condition;
        var (skipped, uncertain) = (_isSkipped, _isUncertain);
        (_isSkipped, _isUncertain) = (skipped || condition is 0, uncertain || condition is null);
        var whenTrue = Comma();
        if (!Accept(":"))
            _isBroken = true;
        (_isSkipped, _isUncertain) = (skipped || condition is not (0 or null), uncertain || condition is null);
        var whenFalse = Conditional();
        (_isSkipped, _isUncertain) = (skipped, uncertain);
        return condition switch
        {
            null => whenTrue == whenFalse ? whenTrue : null,
            0 => whenFalse,
            _ => whenTrue,
        };
    }

    private long? Binary(int level)
    {
        if (level == s_binaryLevels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (PeekOperator() is { } op && Array.IndexOf(s_binaryLevels[level], op) >= 0)
        {
            Accept(op);
            if (op is "&&" or "||")
            {
                var (skipped, uncertain) = (_isSkipped, _isUncertain);
                var isDecided = left is { } known && (known != 0) == (op is "||");
                (_isSkipped, _isUncertain) = (skipped || isDecided, uncertain || left is null);
                var other = Binary(level + 1);
                (_isSkipped, _isUncertain) = (skipped, uncertain);
                left = isDecided ? (op is "||" ? 1 : 0) : left is null || other is null ? null : other != 0 ? 1 : 0;
                continue;
            }

            // Exponentiation is the only operator that groups to the right.
            var right = op is "**" ? Binary(level) : Binary(level + 1);
            left = Apply(op, left, right);
        }

        return left;
    }

    private long? Unary()
    {
        if (++_nesting > MaxDepth)
            _isBroken = true;
        if (_isBroken)
            return null;
        var value = UnaryCore();
        _nesting--;
        return value;
    }

    private long? UnaryCore()
    {
        switch (PeekOperator())
        {
            case "!":
                Accept("!");
                return Unary() is { } negated ? negated == 0 ? 1 : 0 : null;
            case "~":
                Accept("~");
                return ~Unary();
            case "+":
                Accept("+");
                return Unary();
            case "-":
                Accept("-");
                return Unary() is { } positive ? unchecked(-positive) : null;
            case ("++" or "--") and var step:
                Accept(step);
                var name = ReadName();
                if (name.Length == 0)
                    return Break();
                return Write(name, Apply(step[..1], ReadVariable(name), 1));
            case "(":
                Accept("(");
                var inner = Comma();
                return Accept(")") ? inner : Break();
            default:
                return Primary();
        }
    }

    private long? Primary()
    {
        SkipSpaces();
        var name = ReadName();
        if (name.Length > 0)
        {
            if (_position < _text.Length && _text[_position] is '[')
                return Break();
            var value = ReadVariable(name);
            if (PeekOperator() is ("++" or "--") and var step)
            {
                Accept(step);
                Write(name, Apply(step[..1], value, 1));
            }

            return value;
        }

        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '#' or '@' or '_'))
            _position++;
        return ParseNumber(_text.AsSpan(start, _position - start)) ?? Break();
    }

    private static long? ParseNumber(ReadOnlySpan<char> digits)
    {
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ParseRadix(digits[2..], 16);
        if (digits.Length > 1 && digits[0] is '0')
            return ParseRadix(digits[1..], 8);
        var mark = digits.IndexOf('#');
        if (mark > 0 && int.TryParse(digits[..mark], NumberStyles.None, CultureInfo.InvariantCulture, out var radix) && radix is >= 2 and <= 36)
            return ParseRadix(digits[(mark + 1)..], radix);
        return ParseRadix(digits, 10);
    }

    private static long? ParseRadix(ReadOnlySpan<char> digits, int radix)
    {
        // Longer numbers wrap around in ways that are not worth knowing.
        if (digits.Length is 0 or > 12)
            return null;
        long value = 0;
        foreach (var c in digits)
        {
            var digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'z' => c - 'a' + 10,
                >= 'A' and <= 'Z' => c - 'A' + 10,
                _ => 99,
            };
            if (digit >= radix)
                return null;
            value = (value * radix) + digit;
        }

        return value;
    }

    private long? Apply(string op, long? left, long? right)
    {
        if (left is not { } a || right is not { } b)
            return null;
        unchecked
        {
            switch (op)
            {
                case "+":
                    return a + b;
                case "-":
                    return a - b;
                case "*":
                    return a * b;
                case "/" or "%" when b == 0:
                    return _isSkipped ? 0 : Break();
                case "/":
                    return b == -1 ? -a : a / b;
                case "%":
                    return b == -1 ? 0 : a % b;
                case "**":
                    return b < 0 ? Break() : Power(a, b);
                case "<<":
                    return b is < 0 or > 63 ? null : a << (int)b;
                case ">>":
                    return b is < 0 or > 63 ? null : a >> (int)b;
                case "&":
                    return a & b;
                case "|":
                    return a | b;
                case "^":
                    return a ^ b;
                case "==":
                    return a == b ? 1 : 0;
                case "!=":
                    return a != b ? 1 : 0;
                case "<":
                    return a < b ? 1 : 0;
                case ">":
                    return a > b ? 1 : 0;
                case "<=":
                    return a <= b ? 1 : 0;
                case ">=":
                    return a >= b ? 1 : 0;
                default:
                    return Break();
            }
        }
    }

    private static long? Power(long number, long exponent)
    {
        if (exponent > 64)
            return null;
        long result = 1;
        for (var i = 0; i < exponent; i++)
            result = unchecked(result * number);
        return result;
    }

    private long? ReadVariable(string name)
    {
        if (_read(name) is not { } value)
            return 0;
        if (value.Text is not { } text || _depth > 8)
            return null;
        var (result, isBroken) = Evaluate(text, _read, _isSkipped ? static (_, _) => { } : _write, _depth + 1);
        return isBroken ? Break() : result;
    }

    private long? Write(string name, long? value)
    {
        if (!_isSkipped)
            _write(name, _isUncertain ? null : value);
        return value;
    }

    private long? Break()
    {
        _isBroken = true;
        return null;
    }

    private string ReadName()
    {
        SkipSpaces();
        var start = _position;
        if (start < _text.Length && (char.IsAsciiLetter(_text[start]) || _text[start] is '_'))
        {
            while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_'))
                _position++;
        }

        return _text[start.._position];
    }

    private string? PeekOperator()
    {
        SkipSpaces();
        foreach (var op in s_operators)
        {
            if (string.CompareOrdinal(_text, _position, op, 0, op.Length) == 0)
                return op;
        }

        return null;
    }

    private bool Accept(string op)
    {
        if (!string.Equals(PeekOperator(), op, StringComparison.Ordinal))
            return false;
        _position += op.Length;
        return true;
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n')
            _position++;
    }
}
