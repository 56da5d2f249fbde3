using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>A fix in a terminal: what it does, and the lines that change.</summary>
internal static class FixFrame
{
    public static void Write(Fix fix, string pad, TextWriter writer, TerminalStyle style, ReportOptions options)
    {
        var command = fix.IsUnsafe ? "stockade fix --unsafe" : "stockade fix";
        writer.Write($"{style.Paint(pad + " =", TerminalColor.Gutter)} help: {PrintableText.Escape(fix.Title)} ({command})\n");
        foreach (var file in fix.Edits.GroupBy(static edit => edit.Location.File))
        {
            writer.Write($"{style.Paint(pad + " +", TerminalColor.Gutter)} {ReportPaths.Typed(file.Key, options)}\n");
            foreach (var line in UnifiedDiff.Hunks(file.Key, file))
            {
                var text = PrintableText.Escape(line.TrimEnd('\r'));
                writer.Write($"{pad}   {(line[0] is '+' ? style.Paint(text, TerminalColor.Related) : line[0] is '-' ? style.Paint(text, TerminalColor.Error) : text)}\n");
            }
        }
    }
}
