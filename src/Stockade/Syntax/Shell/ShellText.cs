using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>
/// The text a parser reads and where each of its characters stands in the file. The two differ where carriage returns, the escapes
/// of a backquoted command or the tabs of a here-document were taken away, and where a stored string is run.
/// </summary>
internal sealed class ShellText
{
    private readonly ImmutableArray<Segment> _segments;

    private ShellText(SourceFile file, string content, ImmutableArray<Segment> segments)
    {
        File = file;
        Content = content;
        _segments = segments;
    }

    public SourceFile File { get; }

    public string Content { get; }

    /// <summary>The whole file, with <c>\r\n</c> read as a newline: bash would keep the <c>\r</c>, but git removes it on the machine that runs the script.</summary>
    public static ShellText Of(SourceFile file)
    {
        var builder = new Builder(file);
        var text = file.Content;
        var start = 0;
        while (text.IndexOf("\r\n", start, StringComparison.Ordinal) is var end and >= 0)
        {
            builder.Append(text.AsSpan(start, end - start), start);
            start = end + 1;
        }

        builder.Append(text.AsSpan(start), start);
        return builder.Build();
    }

    /// <summary>The span in the file of a range of <see cref="Content"/>.</summary>
    public TextSpan Map(int start, int end)
    {
        var first = Find(start);
        var from = first.IsFixed ? first.Source.Start : first.Source.Start + (start - first.Start);
        if (end <= start)
            return new TextSpan(Math.Min(from, File.Content.Length), 0);
        var last = Find(end - 1);
        var to = last.IsFixed ? last.Source.End : last.Source.Start + (end - last.Start);
        return TextSpan.FromBounds(from, Math.Max(from, to));
    }

    /// <summary>A part of this text as a text of its own.</summary>
    public ShellText Slice(int start, int end)
    {
        var builder = new Builder(File);
        builder.Append(this, start, end);
        return builder.Build();
    }

    private Segment Find(int position) => _segments[FindIndex(position)];

    private int FindIndex(int position)
    {
        int low = 0, high = _segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_segments[middle].Start <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>From <paramref name="Start"/> on, characters stand one by one from the source's start, or all of them for the whole source.</summary>
    private readonly record struct Segment(int Start, TextSpan Source, bool IsFixed);

    /// <summary>Puts a text together from pieces of a file.</summary>
    internal sealed class Builder(SourceFile file)
    {
        private readonly StringBuilder _content = new();
        private readonly ImmutableArray<Segment>.Builder _segments = ImmutableArray.CreateBuilder<Segment>();

        public int Length => _content.Length;

        /// <summary>Text that stands in the file as it is.</summary>
        public void Append(ReadOnlySpan<char> text, int source)
        {
            if (text.IsEmpty)
                return;
            _segments.Add(new Segment(_content.Length, new TextSpan(source, text.Length), IsFixed: false));
            _content.Append(text);
        }

        /// <summary>Text that comes from elsewhere and is shown at a place of the file.</summary>
        public void AppendFixed(string text, TextSpan source)
        {
            if (text.Length == 0)
                return;
            _segments.Add(new Segment(_content.Length, source, IsFixed: true));
            _content.Append(text);
        }

        public void Append(ShellText text, int start, int end)
        {
            for (var index = text.FindIndex(start); start < end; index++)
            {
                var stop = index + 1 < text._segments.Length ? Math.Min(end, text._segments[index + 1].Start) : end;
                var segment = text._segments[index];
                if (segment.IsFixed)
                    AppendFixed(text.Content[start..stop], segment.Source);
                else
                    Append(text.Content.AsSpan(start, stop - start), segment.Source.Start + (start - segment.Start));
                start = stop;
            }
        }

        public ShellText Build()
        {
            if (_segments.Count == 0)
                _segments.Add(new Segment(0, default, IsFixed: false));
            return new ShellText(file, _content.ToString(), _segments.ToImmutable());
        }
    }
}
