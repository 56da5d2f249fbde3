using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>
/// The value of a YAML scalar with the place of each of its characters. The scalar is decoded a second time beside the parser's own value (YAML
/// 1.2.2, 7.3 and 8.1); where the two should differ, the whole value is shown at the whole scalar, so that no position is ever wrong.
/// </summary>
internal static class YamlScalarText
{
    // An explicit indentation indicator counts from the parent's indentation, which the scalar does not know: all are tried.
    private const int MaxIndentation = 64;

    public static ShellText Of(YamlScalar scalar)
    {
        var text = scalar.File.Content;
        var span = scalar.Span;
        if (scalar.Style is not (YamlScalarStyle.Literal or YamlScalarStyle.Folded))
            return Verified(scalar, DecodeFlow(scalar, text, span)) ?? Whole(scalar);

        var body = LineBreak.EndOfLine(text, span.Start);
        var header = text.AsSpan(span.Start, Math.Min(body, span.End) - span.Start);
        var comment = header.IndexOf('#');
        var isExplicit = (comment < 0 ? header : header[..comment]).IndexOfAnyInRange('1', '9') >= 0;
        if (!isExplicit)
            return Verified(scalar, DecodeBlock(scalar, text, body, FirstIndentation(text, body, span.End))) ?? Whole(scalar);
        for (var indentation = 1; indentation < MaxIndentation; indentation++)
        {
            if (Verified(scalar, DecodeBlock(scalar, text, body, indentation)) is { } decoded)
                return decoded;
        }

        return Whole(scalar);
    }

    private static ShellText? Verified(YamlScalar scalar, ShellText.Builder decoded)
    {
        var built = decoded.Build();
        return string.Equals(built.Content, scalar.Value, StringComparison.Ordinal) ? built : null;
    }

    private static ShellText Whole(YamlScalar scalar)
    {
        var builder = new ShellText.Builder(scalar.File);
        builder.AppendFixed(scalar.Value, scalar.Span);
        return builder.Build();
    }

    private static ShellText.Builder DecodeBlock(YamlScalar scalar, string text, int body, int indentation)
    {
        var builder = new ShellText.Builder(scalar.File);
        var isFolded = scalar.Style is YamlScalarStyle.Folded;
        var end = LineBreak.EndOfLine(text, Math.Max(scalar.Span.End, body));
        var position = LineBreak.Skip(text, body);

        // The line break after the last line with text, and the empty lines since: what they become is known only at the next line.
        int? pendingBreak = null;
        var emptyLines = new List<int>();
        var wasIndented = false;
        while (position < end || (position == end && position > body && pendingBreak is null && position < text.Length))
        {
            var lineEnd = LineBreak.EndOfLine(text, position);
            var start = position;
            while (start < lineEnd && start - position < indentation && text[start] is ' ')
                start++;
            if (start == lineEnd)
            {
                emptyLines.Add(lineEnd);
            }
            else
            {
                var isIndented = text[start] is ' ' or '\t';
                if (pendingBreak is { } at)
                {
                    if (!isFolded || wasIndented || isIndented)
                        AppendBreak(builder, text, at, "\n");
                    else if (emptyLines.Count == 0)
                        AppendBreak(builder, text, at, " ");
                }

                foreach (var empty in emptyLines)
                    AppendBreak(builder, text, empty, "\n");
                emptyLines.Clear();
                builder.Append(text.AsSpan(start, lineEnd - start), start);
                pendingBreak = lineEnd;
                wasIndented = isIndented;
            }

            if (lineEnd >= end)
                break;
            position = LineBreak.Skip(text, lineEnd);
        }

        // What chomping leaves at the end are line breaks, however many.
        var rest = scalar.Value.Length - builder.Length;
        if (rest > 0 && rest < 100_000)
        {
            AppendBreak(builder, text, end, "\n");
            if (rest > 1)
                builder.AppendFixed(new string('\n', rest - 1), new TextSpan(Math.Min(end, text.Length), 0));
        }

        return builder;
    }

    private static ShellText.Builder DecodeFlow(YamlScalar scalar, string text, TextSpan span)
    {
        var builder = new ShellText.Builder(scalar.File);
        var style = scalar.Style;
        var (position, end) = style is YamlScalarStyle.Plain || span.Length < 2 ? (span.Start, span.End) : (span.Start + 1, span.End - 1);
        while (position < end)
        {
            var c = text[position];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                position = FoldWhiteSpace(builder, text, position, end);
            }
            else if (style is YamlScalarStyle.SingleQuoted && c is '\'')
            {
                builder.AppendFixed("'", new TextSpan(position, Math.Min(2, end - position)));
                position += 2;
            }
            else if (style is YamlScalarStyle.DoubleQuoted && c is '\\')
            {
                position = Unescape(builder, text, position, end);
            }
            else
            {
                var length = text.AsSpan(position, end - position).IndexOfAny(" \t\r\n'\\");
                length = length < 0 ? end - position : Math.Max(1, length);
                builder.Append(text.AsSpan(position, length), position);
                position += length;
            }
        }

        return builder;
    }

    /// <summary>White space inside a line stays; around line breaks it goes, and the breaks become a blank, or one less of them.</summary>
    private static int FoldWhiteSpace(ShellText.Builder builder, string text, int start, int end)
    {
        var position = start;
        var breaks = 0;
        var firstBreak = start;
        while (position < end && text[position] is ' ' or '\t' or '\r' or '\n')
        {
            if (text[position] is '\r' or '\n')
            {
                if (breaks++ == 0)
                    firstBreak = position;
                position = LineBreak.Skip(text, position);
            }
            else
            {
                position++;
            }
        }

        position = Math.Min(position, end);
        if (breaks == 0)
            builder.Append(text.AsSpan(start, position - start), start);
        else
            builder.AppendFixed(breaks == 1 ? " " : new string('\n', breaks - 1), new TextSpan(firstBreak, 1));
        return position;
    }

    private static int Unescape(ShellText.Builder builder, string text, int start, int end)
    {
        var position = start + 1;
        if (position >= end)
            return end;
        var c = text[position++];
        if (c is '\r' or '\n')
        {
            position = LineBreak.Skip(text, position - 1);
            while (position < end && text[position] is ' ' or '\t')
                position++;
            return position;
        }

        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        var value = digits > 0 && position + digits <= end ? Hexadecimal(text.AsSpan(position, digits)) : c switch
        {
            '0' => "\0",
            'a' => "\a",
            'b' => "\b",
            't' or '\t' => "\t",
            'n' => "\n",
            'v' => "\v",
            'f' => "\f",
            'r' => "\r",
            'e' => "\u001b",
            'N' => "\u0085",
            '_' => "\u00a0",
            'L' => "\u2028",
            'P' => "\u2029",
            _ => c.ToString(),
        };
        position = Math.Min(end, position + digits);
        builder.AppendFixed(value, TextSpan.FromBounds(start, position));
        return position;
    }

    private static string Hexadecimal(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code)
        && code is >= 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF)
            ? char.ConvertFromUtf32(code)
            : "\uFFFD";

    private static void AppendBreak(ShellText.Builder builder, string text, int at, string value)
    {
        if (value is "\n" && at < text.Length && text[at] is '\n')
            builder.Append("\n", at);
        else
            builder.AppendFixed(value, new TextSpan(Math.Min(at, text.Length), at < text.Length ? 1 : 0));
    }

    private static int FirstIndentation(string text, int body, int end)
    {
        var position = LineBreak.Skip(text, body);
        while (position < end)
        {
            var start = position;
            while (position < end && text[position] is ' ')
                position++;
            if (position < end && text[position] is not ('\r' or '\n'))
                return position - start;
            position = LineBreak.Skip(text, position);
        }

        return 0;
    }
}
