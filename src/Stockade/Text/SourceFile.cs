using Microsoft.CodeAnalysis.Text;

namespace Stockade.Text;

/// <summary>A file that was read: its path relative to the root of the run (with <c>/</c>) and its text.</summary>
internal sealed class SourceFile(string path, string content)
{
    private LineMap? _lines;

    public string Path { get; } = path;

    /// <summary>The decoded text, without a byte order mark. Every span of the model counts UTF-16 units of this string.</summary>
    public string Content { get; } = content;

    /// <summary>True where the user named this very file (or standard input): it is then checked even if it looks irrelevant.</summary>
    public bool IsNamedByUser { get; init; }

    /// <summary>How the file is to be read.</summary>
    public FileKind Kind { get; init; } = FileKind.Yaml;

    /// <summary>True for the text that came through standard input.</summary>
    public bool IsStandardInput { get; init; }

    /// <summary>Where each part of the text comes from, if it stands in no file as it is: the output of a program.</summary>
    public Func<TextSpan, TextOrigin>? Origins { get; init; }

    /// <summary>Where a path of the run leads if links are followed, for a file that names others; null where there are no links.</summary>
    public Func<string, string>? FollowLinks { get; init; }

    public LineMap Lines => _lines ??= new LineMap(Content);

    public SourceLocation At(TextSpan span) => new(this, span);

    public SourceLocation At(int start, int end) => new(this, TextSpan.FromBounds(start, end));

    public override string ToString() => Path;
}
