using System.Globalization;
using System.Text;

namespace Stockade.Text;

/// <summary>
/// Makes text safe to print. Names, paths and source lines come from files that somebody else may have written: an escape sequence in them
/// must not reach the terminal, a line break must not forge a second diagnostic, a bidirectional control must not reorder what is read, and
/// a command to the build host that reads the log must not be obeyed.
/// </summary>
internal static class PrintableText
{
    private const string AzureCommand = "##vso[";
    private const string OldCommand = "##[";

    /// <summary>The text with control characters written as escapes; everything stays on one line.</summary>
    public static string Escape(string text) => Escape(text, keepsLines: false);

    /// <summary>The same for text of several lines, which stay lines.</summary>
    public static string EscapeLines(string text) => Escape(text, keepsLines: true);

    public static bool MustEscape(string text, int index)
    {
        var unit = text[index];
        if (unit < 0x7F)
            return unit < ' ' || (unit == '#' && IsAgentCommand(text.AsSpan(index))) || (unit == ':' && IsWorkflowCommand(text, index));
        if (char.IsSurrogate(unit))
            return char.IsHighSurrogate(unit) ? !IsPair(text, index) : !IsPair(text, index - 1);
        return unit is < '\u00A0' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' || IsBidirectionalControl(unit);
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

    // The agents of Azure Pipelines and GitHub look for these anywhere in a line of the log.
    private static bool IsAgentCommand(ReadOnlySpan<char> text) =>
        text.StartsWith(AzureCommand, StringComparison.OrdinalIgnoreCase) || text.StartsWith(OldCommand, StringComparison.Ordinal);

    // GitHub's runner obeys "::name ...::" where only blanks stand before it, which a message that is wrapped may bring about at any blank.
    private static bool IsWorkflowCommand(string text, int index)
    {
        if (index > 0 && !char.IsWhiteSpace(text[index - 1]))
            return false;
        var name = index + 2;
        var end = name;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] is '-' or '_'))
            end++;
        return end > name && text[index + 1] == ':' && end < text.Length && (char.IsWhiteSpace(text[end]) || text.AsSpan(end).StartsWith("::"));
    }

    private static string Escape(string text, bool keepsLines)
    {
        var index = 0;
        while (index < text.Length && !MustChange(index))
            index++;
        if (index == text.Length)
            return text;

        var builder = new StringBuilder(text.Length + 16);
        builder.Append(text, 0, index);
        for (; index < text.Length; index++)
        {
            if (MustChange(index))
                builder.Append(EscapeUnit(text[index]));
            else
                builder.Append(text[index]);
        }

        return builder.ToString();

        bool MustChange(int at) => MustEscape(text, at) && !(keepsLines && text[at] == '\n');
    }
}
