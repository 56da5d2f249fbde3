using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Manifests that stand in the script itself: <c>kubectl apply -f - &lt;&lt;EOF</c>.</content>
internal sealed partial class ScriptEvaluator
{
    private const int MaxManifests = 512;

    private int _manifests;

    /// <summary>The here-document or here-string of a command.</summary>
    private PipedManifests? TextInto(SimpleCommand command)
    {
        var mayHoldManifests = command.Redirections.Any(static redirection => redirection.HereDocument is { Text: { } text } ? ScriptManifest.MayHoldAny(text.Content) : redirection.Operator is "<<<");
        return mayHoldManifests && InputOf(command) is { } text ? Piped(text) : null;
    }

    /// <summary>What <c>echo</c> and <c>printf</c> print.</summary>
    private PipedManifests? TextFrom(SimpleCommand command, string program, List<ShellField> fields)
    {
        if (!fields.Exists(static field => field.Value.Fragments.Any(static fragment => fragment.IsKnown && ScriptManifest.MayHoldAny(fragment.Text))))
            return null;
        if ((program is "echo" ? EchoText(fields) : PrintfText(fields)) is not { } value)
            return null;

        // What is printed as it is written keeps its places.
        if (fields.Count == 2 && command.Words.FirstOrDefault(word => word.Span == fields[1].Span) is { } word && IsWritten(word) && TextOf(word.Parts, isQuoted: false) is var written
            && (written.Content == value.Text || (value.Text is null && program is "echo" && _dialect is not ScriptDialect.Sh)))
            return Piped(written);
        var builder = new ShellText.Builder(_file);
        AppendFixed(builder, value, fields[^1].Span);
        return Piped(builder.Build());
    }

    /// <summary>The files among the words of a command that the script wrote before.</summary>
    private ImmutableDictionary<string, SourceFile> WrittenManifests(List<ShellField> fields)
    {
        var found = ImmutableDictionary<string, SourceFile>.Empty;
        if (_writtenScripts.Count == 0)
            return found;
        foreach (var field in fields)
        {
            if (field.Text is not { } word)
                continue;
            var path = word.StartsWith('-') ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : word;
            if (_writtenScripts.TryGetValue(Normalize(path), out var text) && ManifestOf(text) is { } manifest)
                found = found.SetItem(path, manifest);
        }

        return found;
    }

    private static bool IsWritten(ShellWord word) => word.Parts.All(static part => part is QuotedLiteralPart or LiteralPart or DoubleQuotedPart);

    private PipedManifests? Piped(ShellText text) => ManifestOf(text) is { } manifest ? new PipedManifests([]) { Text = manifest } : null;

    /// <summary>A text of the script as a file of its own, with a mark for each piece that is not known.</summary>
    private SourceFile? ManifestOf(ShellText text)
    {
        if (_dryRuns > 0 || !ScriptManifest.MayHoldAny(text.Content) || _manifests == MaxManifests)
            return null;
        _manifests++;
        var builder = new ShellText.Builder(text.File);
        var start = 0;
        for (var i = 0; i < text.Content.Length; i++)
        {
            var index = text.Content[i] - FirstMarker;
            if (index < 0 || index >= _markers.Count)
                continue;
            builder.Append(text, start, i);
            builder.AppendFixed(ScriptManifest.MarkOf(_markers[index].Text), text.Map(i, i + 1));
            start = i + 1;
        }

        builder.Append(text, start, text.Content.Length);
        return ScriptManifest.Create(builder.Build());
    }
}
