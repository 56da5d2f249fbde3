using System.Collections.Immutable;

namespace Stockade.Reporting;

/// <summary>Breaks text into lines at spaces.</summary>
internal static class TextWrapper
{
    /// <summary>Lines of at most <paramref name="width"/> columns; a word that is longer stands alone, uncut, so that it can be copied.</summary>
    public static ImmutableArray<string> Wrap(string text, int width)
    {
        if (DisplayWidth.Of(text) <= width)
            return [text];

        var lines = ImmutableArray.CreateBuilder<string>();
        var line = string.Empty;
        var lineWidth = 0;
        foreach (var word in text.Split(' '))
        {
            var wordWidth = DisplayWidth.Of(word);
            if (line.Length > 0 && lineWidth + 1 + wordWidth > width)
            {
                lines.Add(line);
                line = string.Empty;
                lineWidth = 0;
            }

            line = line.Length == 0 ? word : line + " " + word;
            lineWidth = lineWidth == 0 ? wordWidth : lineWidth + 1 + wordWidth;
        }

        lines.Add(line);
        return lines.ToImmutable();
    }
}
