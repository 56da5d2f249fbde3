using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>What a parser shares with the parsers of the texts inside its text (backquotes, here-documents).</summary>
internal sealed class ShellParserSession(SourceFile file, int length)
{
    // Each level costs about ten frames of the stack; real scripts stay below twenty.
    private const int MaxDepth = 100;

    // A file with more errors than this is not a script, and nobody reads them all.
    private const int MaxErrors = 50;

    // Recovery and look-ahead read text again. A hostile file could make them do so at every line; this keeps the sum linear.
    private long _rereading = 16L * length + 65_536;

    // What a tree of so many words costs is about as much as a machine should spend on one file.
    private const int MaxWords = 1_000_000;

    private int _depth;
    private int _words;

    /// <summary>The tree is as large as it may become.</summary>
    public bool IsExhausted => _words > MaxWords;

    public List<SyntaxError> Errors { get; } = [];

    public List<TextSpan> Comments { get; } = [];

    public bool TryEnter() => ++_depth <= MaxDepth;

    public bool TryAddWord() => ++_words <= MaxWords;

    public void Leave() => _depth--;

    /// <summary>False when no more text may be read a second time.</summary>
    public bool TryReread(int characters) => (_rereading -= characters) >= 0;

    public void Report(TextSpan span, string message)
    {
        if (Errors.Count < MaxErrors)
            Errors.Add(new SyntaxError(file.At(span), message));
    }

    public ShellScript ToScript(ImmutableArray<ShellStatement> statements) =>
        new(file, statements) { Errors = [.. Errors], Comments = [.. Comments] };
}
