using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>
/// The text a parser reads and where each of its characters stands in the file. The two differ where carriage returns, the escapes
/// of a backquoted command or the tabs of a here-document were taken away, and where a stored string is run.
/// <para>
/// What a host substitutes in the text before any shell sees it (<c>${{ inputs.name }}</c>, <c>$(name)</c>) and nobody knows here stands in
/// <see cref="Content"/> as one character, an <em>atom</em>: the n-th of <see cref="Atoms"/> is the n-th character from
/// <see cref="FirstAtom"/> on, in the area for private use, where no shell sees anything but a letter. Substitution knows no quotes, so an
/// atom is unknown text in single quotes, too: quoted it is (part of) exactly one word that may be empty, outside quotes it is any number of
/// words, which may hold options. Atoms with equal symbols have equal values.
/// </para>
/// </summary>
internal sealed class ShellText
{
    /// <summary>Stands for the first of <see cref="Atoms"/>.</summary>
    public const char FirstAtom = '\ue000';

    /// <summary>A text with more expressions than this has the last atom stand for all the others.</summary>
    public const int MaxAtoms = 2048;

    private readonly ImmutableArray<Segment> _segments;

    private ShellText(SourceFile file, string content, ImmutableArray<Segment> segments, ImmutableArray<string> atoms)
    {
        File = file;
        Content = content;
        _segments = segments;
        Atoms = atoms;
    }

    public SourceFile File { get; }

    public string Content { get; }

    /// <summary>The symbols of the unknown expressions in the text: the same expression has the same symbol wherever it means the same.</summary>
    public ImmutableArray<string> Atoms { get; }

    /// <summary>The symbol of the atom that a character of <see cref="Content"/> stands for, or null.</summary>
    public string? AtomAt(char character) => character - FirstAtom is var index and >= 0 && index < Atoms.Length ? Atoms[index] : null;

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

    /// <summary>
    /// True for what a reader of a document replaces by one value: <c>&lt;name&gt;</c>, <c>{{name}}</c>. Even outside quotes it is exactly one word.
    /// </summary>
    public static bool IsPlaceholder(string symbol) => symbol.StartsWith('<') || symbol.StartsWith("{{", StringComparison.Ordinal);

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
        private readonly List<string> _atoms = [];

        public int Length => _content.Length;

        /// <summary>Text that stands in the file as it is.</summary>
        public void Append(ReadOnlySpan<char> text, int source)
        {
            if (text.IsEmpty)
                return;
            _segments.Add(new Segment(_content.Length, new TextSpan(source, text.Length), IsFixed: false));
            _content.Append(text);
        }

        /// <summary>Text that is written somewhere in a range of the file. It keeps its positions line by line, as far as escapes let it stand there unchanged.</summary>
        public void AppendWritten(string text, TextSpan span)
        {
            var at = span.End <= file.Content.Length ? file.Content.IndexOf(text, span.Start, span.Length, StringComparison.Ordinal) : -1;
            if (at >= 0)
            {
                Append(text, at);
                return;
            }

            var position = span.Start;
            foreach (var line in text.Split('\n'))
            {
                var found = position <= file.Content.Length && span.End <= file.Content.Length && line.Length > 0 && position < span.End
                    ? file.Content.IndexOf(line, position, span.End - position, StringComparison.Ordinal)
                    : -1;
                if (position > span.Start || !ReferenceEquals(line, text))
                {
                    if (Length > 0 && position != span.Start)
                        AppendFixed("\n", new TextSpan(Math.Min(position, span.End), 0));
                }

                if (found >= 0)
                    Append(line, found);
                else
                    AppendFixed(line, span);
                position = found >= 0 ? found + line.Length : position + 1;
            }
        }

        /// <summary>Text that comes from elsewhere and is shown at a place of the file.</summary>
        public void AppendFixed(string text, TextSpan source)
        {
            if (text.Length == 0)
                return;
            _segments.Add(new Segment(_content.Length, source, IsFixed: true));
            _content.Append(text);
        }

        /// <summary>An unknown expression that stands at a place of the file.</summary>
        public void AppendAtom(string symbol, TextSpan source)
        {
            var index = _atoms.IndexOf(symbol);
            if (index < 0)
            {
                if (_atoms.Count == MaxAtoms)
                    _atoms[^1] = "…";
                else
                    _atoms.Add(symbol);
                index = _atoms.Count - 1;
            }

            AppendFixed(((char)(FirstAtom + index)).ToString(), source);
        }

        /// <summary>A part of another text, whose atoms must be the same as this one's: a part of one text, or parts of parts.</summary>
        public void Append(ShellText text, int start, int end)
        {
            if (_atoms.Count == 0)
                _atoms.AddRange(text.Atoms);
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
            return new ShellText(file, _content.ToString(), _segments.ToImmutable(), [.. _atoms]);
        }
    }
}
