using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <content>Strings, numbers and variables.</content>
internal sealed partial class PowerShellParser
{
    // Longer names are none; a search for the brace that is missing would take the square of the text's length.
    private const int MaxName = 256;

    private readonly record struct Number(long? Value);

    /// <summary>Collects the pieces of a string.</summary>
    private sealed class PartBuilder(PowerShellParser parser)
    {
        private readonly ImmutableArray<PowerShellExpression>.Builder _parts = ImmutableArray.CreateBuilder<PowerShellExpression>();
        private readonly StringBuilder _text = new();
        private int _start = -1;

        /// <summary>Takes the current character as it is.</summary>
        public void Take() => Append(parser._content[parser._position].ToString(), 1);

        public void Append(string text, int length)
        {
            if (_start < 0)
                _start = parser._position;
            _text.Append(text);
            parser._position = Math.Min(parser._position + length, parser._content.Length);
        }

        public void Add(PowerShellExpression expression)
        {
            Flush(parser._position);
            _parts.Add(expression);
        }

        public ImmutableArray<PowerShellExpression> Build()
        {
            Flush(parser._position);
            return _parts.DrainToImmutable();
        }

        private void Flush(int end)
        {
            if (_text.Length > 0)
                _parts.Add(new TextExpression(parser._text.Map(_start, Math.Max(_start, end)), _text.ToString()));
            _text.Clear();
            _start = -1;
        }
    }

    private StringExpression ParseString()
    {
        var start = _position;
        var parts = new PartBuilder(this);
        var quote = IsSingleQuote(Current) ? StringQuote.Single : StringQuote.Double;
        if (quote is StringQuote.Single)
            ReadSingleQuoted(parts);
        else
            ReadDoubleQuoted(parts);
        return new StringExpression(SpanFrom(start), parts.Build(), quote, SourceFrom(start));
    }

    private void ReadSingleQuoted(PartBuilder parts)
    {
        var start = _position++;
        while (!IsAtEnd)
        {
            if (!IsSingleQuote(Current))
            {
                parts.Take();
            }
            else if (IsSingleQuote(Peek(1)))
            {
                parts.Append(Current.ToString(), 2);
            }
            else
            {
                _position++;
                return;
            }
        }

        ReportOpen(start);
    }

    private void ReadDoubleQuoted(PartBuilder parts)
    {
        var start = _position++;
        while (!IsAtEnd)
        {
            var c = Current;
            if (IsDoubleQuote(c) && !IsDoubleQuote(Peek(1)))
            {
                _position++;
                return;
            }

            if (IsDoubleQuote(c))
                parts.Append(c.ToString(), 2);
            else if (c is '$')
                ReadExpansion(parts);
            else if (c is '`')
                ReadEscape(parts);
            else
                parts.Take();
        }

        ReportOpen(start);
    }

    // The rest of the file became part of the string; what it says is not known any more.
    private void ReportOpen(int start) => Report(start, "the string has no closing quote");

    /// <summary><c>@'…'@</c> and <c>@"…"@</c>: the lines between, without the last line's end.</summary>
    private StringExpression ParseHereString()
    {
        var start = _position;
        var isSingle = IsSingleQuote(Peek(1));
        _position += 2;
        while (IsBlank(Current))
            _position++;
        TryTake('\n');
        var parts = new PartBuilder(this);
        while (!IsAtEnd && !IsHereStringEnd(isSingle))
        {
            if (!isSingle && Current is '$')
                ReadExpansion(parts);
            else if (!isSingle && Current is '`')
                ReadEscape(parts);
            else
                parts.Take();
        }

        if (IsAtEnd)
            ReportOpen(start);
        else
            _position += Current is '\n' ? 3 : 2;
        return new StringExpression(SpanFrom(start), parts.Build(), isSingle ? StringQuote.Single : StringQuote.Double, SourceFrom(start));
    }

    private bool IsHereStringEnd(bool isSingle)
    {
        var at = Current is '\n' ? 1 : _position > 0 && _content[_position - 1] is '\n' ? 0 : -1;
        return at >= 0 && Peek(at + 1) is '@' && (isSingle ? IsSingleQuote(Peek(at)) : IsDoubleQuote(Peek(at)));
    }

    /// <summary><c>$name</c>, <c>${name}</c> or <c>$(…)</c> within a string; a lone dollar is a dollar.</summary>
    private void ReadExpansion(PartBuilder parts)
    {
        var start = _position;
        if (Peek(1) is '(')
        {
            var opening = _position + 1;
            _position += 2;
            var statements = ParseStatements(')');
            Expect(')', opening);
            var group = new GroupExpression(SpanFrom(start), GroupKind.Subexpression, statements);
            parts.Add(group);
            return;
        }

        _position++;
        var name = ReadVariableName();
        if (name.Length > 0)
        {
            parts.Add(new VariableExpression(SpanFrom(start), name, IsSplatted: false));
            return;
        }

        _position = start;
        parts.Take();
    }

    private void ReadEscape(PartBuilder parts)
    {
        var next = Peek(1);
        switch (next)
        {
            case '\0' when _position + 1 >= _content.Length:
                _position++;
                return;
            case 'u' when Peek(2) is '{' && _content.IndexOf('}', _position, Math.Min(10, _content.Length - _position)) is var end and > 0
                && int.TryParse(_content.AsSpan(_position + 3, end - _position - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code <= 0x10ffff && code is not (>= 0xd800 and <= 0xdfff):
                parts.Append(char.ConvertFromUtf32(code), end - _position + 1);
                return;
            default:
                parts.Append(Escaped(next), 2);
                return;
        }
    }

    private static string Escaped(char c) => c switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        'e' => "\u001b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        _ => c.ToString(),
    };

    /// <summary>The name after <c>$</c> or <c>@</c>, with its scope or drive; empty where there is none.</summary>
    private string ReadVariableName()
    {
        if (Current is '{')
        {
            var end = _content.IndexOf('}', _position, Math.Min(MaxName, _content.Length - _position));
            if (end < 0)
                return "";
            var name = _content[(_position + 1)..end].Replace("`", "", StringComparison.Ordinal);
            _position = end + 1;
            return name;
        }

        var start = _position;
        if (Current is '$' or '^' or '?' && !IsIdentifierPart(Peek(1)))
        {
            _position++;
            return SourceFrom(start);
        }

        while (IsIdentifierPart(Current) || (Current is ':' && Peek(1) is not ':' && IsIdentifierPart(Peek(1)) && _position > start && _content.IndexOf(':', start, _position - start) < 0))
            _position++;
        return SourceFrom(start);
    }

    private static Number? ReadNumber(string text)
    {
        if (text.Length is 0 or > 40 || (!char.IsAsciiDigit(text[0]) && !(text[0] is '.' or '-' or '+' && text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] is '.'))))
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new Number(value);

        // Suffixes, fractions, exponents and other bases: numbers, whose value nobody needs.
        var digits = text.TrimStart('+', '-');
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
            return digits.Length > 2 && digits.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEFlL") < 0 ? new Number(null) : null;
        foreach (var suffix in (ReadOnlySpan<string>)["kb", "mb", "gb", "tb", "pb", "l", "d", "u", "n", "s", "y"])
        {
            if (digits.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                digits = digits[..^suffix.Length];
                break;
            }
        }

        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _) ? new Number(null) : null;
    }
}
