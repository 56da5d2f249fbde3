namespace Stockade.Reporting;

/// <summary>Colours and hyperlinks, or nothing where they are off.</summary>
internal sealed class TerminalStyle(ReportOptions options)
{
    private const string Reset = "\u001B[0m";

    public string Paint(string text, TerminalColor color) =>
        options.UseColor && text.Length > 0 && color != TerminalColor.None ? CodeOf(color) + text + Reset : text;

    /// <summary>The text as a hyperlink (OSC 8), which terminals without it show as plain text.</summary>
    public string Link(string text, string target) =>
        options.UseHyperlinks && target.Length > 0 ? $"\u001B]8;;{target}\u001B\\{text}\u001B]8;;\u001B\\" : text;

    private static string CodeOf(TerminalColor color) => color switch
    {
        TerminalColor.Error => "\u001B[1;31m",
        TerminalColor.Warning => "\u001B[1;33m",
        TerminalColor.Info => "\u001B[1;36m",
        TerminalColor.Gutter => "\u001B[34m",
        TerminalColor.Related => "\u001B[1;34m",
        _ => "\u001B[1m",
    };
}
