using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade;

/// <summary>The entry of the commit hook in the configuration of pre-commit.</summary>
public static class HookProposal
{
    private const string Repository = "https://github.com/stockade-aks/stockade";

    /// <summary>The entry, as an item of <c>repos</c>.</summary>
    public static string Entry { get; } = $"  - repo: {Repository}\n    rev: v0.1.0\n    hooks:\n      - id: stockade\n";

    /// <summary>
    /// A configuration with the entry, where it has none yet; nothing else of the text changes. Null where there is no place for it.
    /// </summary>
    public static string? AddTo(string? existing)
    {
        if (string.IsNullOrWhiteSpace(existing))
            return $"repos:\n{Entry}";
        var file = new SourceFile(".pre-commit-config.yaml", existing) { IsNamedByUser = true };
        if (YamlReader.Read(file, static _ => true) is not [{ Root: YamlMapping root, Errors: [] }] || root["repos"] is not YamlSequence { Items: [_, ..] items })
            return null;
        if (items.OfType<YamlMapping>().Any(static item => (item["repo"] as YamlScalar)?.Value.TrimEnd('/') is Repository or $"{Repository}.git"))
            return existing;

        // The first item stands behind its dash, whose column all items share.
        var line = file.Lines.GetLineSpan(file.Lines.GetLinePosition(items[0].Span.Start).Line);
        var text = existing.AsSpan(line.Start, items[0].Span.Start - line.Start);
        var indent = text.Length - text.TrimStart(' ').Length;
        if (text.Trim(' ') is not "-")
            return null;

        var breaks = existing.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var entry = new StringBuilder();
        foreach (var part in Entry.TrimEnd('\n').Split('\n'))
            entry.Append(' ', indent).Append(part.AsSpan(2)).Append(breaks);
        var last = items[^1].Span.End;
        var end = existing.IndexOf('\n', last) is var found and >= 0 ? found + 1 : existing.Length;
        return existing[..end] + (end == existing.Length && !existing.EndsWith('\n') ? breaks : "") + entry + existing[end..];
    }
}
