using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using CommentToken = YamlDotNet.Core.Tokens.Comment;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Finds comments that hold a given text. The parser drops comments, and its scanner is the only one to tell a comment from a <c>#</c> in a
/// block scalar; it runs over the documents that hold the text, and over no other.
/// </summary>
internal static class YamlComments
{
    public static ImmutableArray<TextSpan> Find(string text, string marker)
    {
        var position = text.IndexOf(marker, StringComparison.Ordinal);
        if (position < 0)
            return [];

        var comments = ImmutableArray.CreateBuilder<TextSpan>();
        var start = 0;
        foreach (var segment in YamlStreamSplitter.Split(text))
        {
            FindOutside(text, start, segment.ContentStart, marker, comments);
            start = segment.End;
            if (text.AsSpan(segment.ContentStart, segment.End - segment.ContentStart).Contains(marker, StringComparison.Ordinal))
                Scan(text, segment, marker, comments);
        }

        FindOutside(text, start, text.Length, marker, comments);
        return comments.ToImmutable();
    }

    /// <summary>Between documents, and before the content of one, stands nothing but markers, directives and comments.</summary>
    private static void FindOutside(string text, int start, int end, string marker, ImmutableArray<TextSpan>.Builder comments)
    {
        while (start < end && text.AsSpan(start, end - start).IndexOf('#') is var offset and >= 0)
        {
            start += offset;
            var length = text.AsSpan(start, end - start).IndexOfAny('\r', '\n') is var line and >= 0 ? line : end - start;
            Add(text, TextSpan.FromBounds(start, start + length), marker, comments);
            start += length;
        }
    }

    private static void Scan(string text, YamlSegment segment, string marker, ImmutableArray<TextSpan>.Builder comments)
    {
        try
        {
            var scanner = new Scanner(new StringReader(text[segment.ContentStart..segment.End]), skipComments: false);
            while (scanner.MoveNext())
            {
                if (scanner.Current is not CommentToken comment)
                    continue;
                var start = segment.ContentStart + (int)comment.Start.Index;
                var end = Math.Min(segment.ContentStart + (int)comment.End.Index, segment.End);
                Add(text, TextSpan.FromBounds(start, end), marker, comments);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A document that cannot be scanned is reported as such; comments behind the fault have nothing to speak of.
        }
    }

    private static void Add(string text, TextSpan span, string marker, ImmutableArray<TextSpan>.Builder comments)
    {
        if (text.AsSpan(span.Start, span.Length).Contains(marker, StringComparison.Ordinal))
            comments.Add(span);
    }
}
