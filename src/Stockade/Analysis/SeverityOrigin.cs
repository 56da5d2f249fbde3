using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Stockade.Analysis;

/// <summary>Finds the line of an <c>.editorconfig</c> or <c>.globalconfig</c> that a severity comes from, which Roslyn's reader does not tell.</summary>
internal static class SeverityOrigin
{
    /// <param name="files">By absolute path and text, outermost first; all that could concern the file.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="key">The key that holds for it.</param>
    public static (string Path, int Line)? Find(ImmutableArray<(string Path, string Text)> files, DiagnosticDescriptor rule, string path, string key)
    {
        // The file nearest to it wins, and what is written for its path wins over what is global.
        foreach (var file in files.Reverse().OrderBy(static file => file.Path.EndsWith(".globalconfig", StringComparison.Ordinal)))
        {
            var lines = file.Text.Split('\n');
            for (var last = lines.Length - 1; last >= 0; last--)
            {
                if (lines[last].Contains(key, StringComparison.OrdinalIgnoreCase) && Says(file.Path, lines, last, rule, path, key))
                    return (file.Path, last + 1);
            }
        }

        return null;
    }

    /// <summary>Whether this line alone, in its section, sets it.</summary>
    private static bool Says(string file, string[] lines, int line, DiagnosticDescriptor rule, string path, string key)
    {
        var text = string.Join('\n', lines.Take(line + 1).Select((content, index) => index < line && content.Contains(key, StringComparison.OrdinalIgnoreCase) ? string.Empty : content));
        return SeverityOptions.Create([(file, text)]).Configured(rule, path).Key == key;
    }
}
