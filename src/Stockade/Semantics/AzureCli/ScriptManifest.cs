using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Manifests that stand in a script, as a file of their own, with the way back to the script.</summary>
internal static class ScriptManifest
{
    private const int MostQuoted = 120;
    private const int LongestName = 40;

    /// <summary>False for text without what every manifest has.</summary>
    public static bool MayHoldAny(string text) => text.Contains("kind", StringComparison.Ordinal);

    public static SourceFile Create(ShellText text)
    {
        SourceFile? made = null;
        return made = new SourceFile(text.File.Path, text.Content) { Origins = span => Find(made!, text, span) };
    }

    /// <summary>What stands for an unknown piece, as <c>__NAME__</c>: that is one plain word of YAML wherever it stands, and readers of manifests take it for a placeholder.</summary>
    public static string MarkOf(string symbol)
    {
        var name = string.Concat(symbol.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '_').Take(LongestName)).Trim('_').ToUpperInvariant();
        return name is [var first, ..] && char.IsAsciiLetter(first) ? $"__{name}__" : "__VALUE__";
    }

    private static TextOrigin Find(SourceFile made, ShellText text, TextSpan span)
    {
        var place = text.Map(span.Start, span.End);
        var isLiteral = place.Length == span.Length && text.File.Content.AsSpan(place.Start, place.Length).SequenceEqual(made.Content.AsSpan(span.Start, span.Length));
        if (isLiteral)
            return new TextOrigin(text.File.At(place), null, null);
        var line = made.Lines.GetLineSpan(made.Lines.GetLinePosition(span.Start).Line);
        var quoted = made.Content.AsSpan(line.Start, line.Length).Trim();
        return new TextOrigin(text.File.At(place), quoted.Length > MostQuoted ? $"{quoted[..MostQuoted]}…" : quoted.ToString(), null);
    }
}
