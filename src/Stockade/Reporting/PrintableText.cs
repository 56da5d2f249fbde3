using System.Globalization;
using System.Text;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// Makes text safe to print. Names, paths and source lines come from files that somebody else may have written: an escape sequence in them
/// must not reach the terminal, a line break must not forge a second diagnostic, and a bidirectional control must not reorder what is read.
/// </summary>
internal static class PrintableText
{
    /// <summary>The text with control characters written as escapes; everything stays on one line.</summary>
    public static string Escape(string text)
    {
        var index = 0;
        while (index < text.Length && !MustEscape(text, index))
            index++;
        if (index == text.Length)
            return text;

        var builder = new StringBuilder(text.Length + 16);
        builder.Append(text, 0, index);
        for (; index < text.Length; index++)
        {
            if (MustEscape(text, index))
                builder.Append(EscapeUnit(text[index]));
            else
                builder.Append(text[index]);
        }

        return builder.ToString();
    }

    /// <summary>The path of a file as the reader of the report would type it.</summary>
    public static string PathOf(SourceFile file, ReportOptions options) => Escape(file.IsStandardInput ? file.Path : options.PathPrefix + file.Path);

    public static bool MustEscape(string text, int index)
    {
        var unit = text[index];
        if (unit < 0x7F)
            return unit < ' ';
        if (char.IsSurrogate(unit))
            return char.IsHighSurrogate(unit) ? !IsPair(text, index) : !IsPair(text, index - 1);
        return unit is < '\u00A0' or '\u2028' or '\u2029' or '\uFEFF' || IsBidirectionalControl(unit);
    }

    public static string EscapeUnit(char unit) => unit switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"),
    };

    private static bool IsPair(string text, int index) =>
        index >= 0 && index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);

    // The controls of "Trojan Source": they show text in another order than a parser reads it (Unicode Standard Annex 9).
    private static bool IsBidirectionalControl(char unit) =>
        unit is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
