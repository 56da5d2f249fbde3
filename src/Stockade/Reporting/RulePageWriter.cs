using System.Text;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Shows a rule page in a terminal: paragraphs wrapped, code indented, links with their addresses.</summary>
internal static class RulePageWriter
{
    // Longer lines of prose are hard to read however wide the terminal is.
    private const int MaximumWidth = 100;
    private const string CodeIndent = "    ";

    public static void Write(RulePage page, TextWriter writer, ReportOptions options)
    {
        var style = new TerminalStyle(options);
        var width = Math.Clamp(options.Width, 40, MaximumWidth);
        var severity = SeverityNames.Of(page.Descriptor.DefaultSeverity);
        writer.Write($"{style.Paint(style.Link(page.Id, page.Descriptor.HelpLinkUri), TerminalColor.Bold)} {page.Name} ({severity}, since {page.Since})\n\n");

        var paragraph = new StringBuilder();
        var isInFence = false;
        foreach (var written in page.Markdown.TrimEnd().Split('\n'))
        {
            // The page may be one of the repository.
            var line = PrintableText.Escape(written);
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Flush();
                if (!isInFence && line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0)
                    writer.Write(CodeIndent + style.Paint("# " + line[(space + 1)..].Trim(), TerminalColor.Gutter) + "\n");
                isInFence = !isInFence;
            }
            else if (isInFence)
            {
                writer.Write(line.Length == 0 ? "\n" : CodeIndent + line + "\n");
            }
            else if (line.StartsWith('#'))
            {
                Flush();
                writer.Write(style.Paint(line.TrimStart('#').Trim(), TerminalColor.Bold) + "\n");
            }
            else if (line.Length == 0 || line.StartsWith('|'))
            {
                Flush();
                writer.Write(line + "\n");
            }
            else
            {
                if (IsListItem(line))
                    Flush();
                paragraph.Append(paragraph.Length == 0 ? "" : " ").Append(paragraph.Length == 0 ? line.TrimEnd() : line.Trim());
            }
        }

        Flush();

        void Flush()
        {
            if (paragraph.Length == 0)
                return;
            WriteParagraph(WithAddresses(paragraph.ToString()), writer, width);
            paragraph.Clear();
        }
    }

    private static bool IsListItem(string line) =>
        line.TrimStart() is ['-' or '*', ' ', ..] || (line.TrimStart() is [>= '0' and <= '9', '.', ' ', ..]);

    private static void WriteParagraph(string text, TextWriter writer, int width)
    {
        var indent = text.Length - text.TrimStart().Length;
        var hanging = IsListItem(text) ? text.IndexOf(' ', indent) + 1 : indent;
        var lines = TextWrapper.Wrap(text[hanging..], width - hanging);
        writer.Write(text[..hanging] + lines[0] + "\n");
        foreach (var line in lines.Skip(1))
            writer.Write(new string(' ', hanging) + line + "\n");
    }

    /// <summary>Turns <c>[text](address)</c> into <c>text (address)</c>, and leaves an address that is its own text alone.</summary>
    private static string WithAddresses(string text)
    {
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf("](", position, StringComparison.Ordinal) is var middle and >= 0)
        {
            var start = text.LastIndexOf('[', middle);
            var end = text.IndexOf(')', middle);
            if (start < position || end < 0)
                break;
            var label = text[(start + 1)..middle];
            var address = text[(middle + 2)..end];
            result.Append(text, position, start - position).Append(label == address ? address : $"{label} ({address})");
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
