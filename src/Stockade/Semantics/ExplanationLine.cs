using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>A line of an explanation: headings stand at depth 0, facts and numbered steps at 1, what a step lists at 2, behind the number.</summary>
internal static class ExplanationLine
{
    public static void Write(TextWriter writer, int depth, string text)
    {
        for (var i = 0; i < depth; i++)
            writer.Write("  ");
        writer.Write(depth == 2 ? " " : string.Empty);
        writer.Write(PrintableText.Escape(text));
        writer.Write('\n');
    }
}
