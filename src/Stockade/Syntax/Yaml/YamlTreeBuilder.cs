using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ParserEvent = YamlDotNet.Core.Events.ParsingEvent;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Builds the tree of one document from YamlDotNet's events. Positions come from the events' indices, never from their lines: YAML also
/// breaks lines where an editor does not. What a document repeats by aliases is shared, never copied.
/// </summary>
internal sealed class YamlTreeBuilder(SourceFile file, string text, YamlSegment segment)
{
    /// <summary>No object is nested a tenth as deep; everything that walks a tree may recurse.</summary>
    public const int MaxDepth = 512;

    // Not printable (YAML 1.2.2, 5.1): the API server's reader stops at them.
    private static readonly SearchValues<char> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(static code => (char)code).Where(static code => char.IsControl(code) && code is not ('\t' or '\n' or '\r' or '\u0085')), '\uFFFE', '\uFFFF']);

    // Each takes a new start; a document with more such pieces is reported as broken.
    private const int MaxFlattenings = 64;

    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<YamlFrame> _frames = new();
    private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
    private YamlMappingEntries? _entries;
    private YamlNode? _root;
    private bool _isBroken;
    private bool _isFlattened;
    private TextSpan? _templateMark;
    private ParserEvent? _lastEvent;

    /// <summary>Where the comments before the document begin: the end of the one before it.</summary>
    public int LeadStart { get; init; } = segment.Start;

    /// <summary>False where even what is simple is to be read by YamlDotNet: a tree must not tell who read it.</summary>
    public bool AllowsBlockReader { get; init; } = true;

    public YamlDocument Build()
    {
        var source = text;
        if (text.AsSpan(segment.Start, segment.End - segment.Start).IndexOfAny(s_controls) is var control and >= 0)
        {
            control += segment.Start;
            Break(new TextSpan(control, 1), string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)text[control]:X4} is not allowed in YAML"));
            return Finish();
        }

        if (AllowsBlockReader && YamlBlockReader.Read(file, text, segment) is { } root)
        {
            _root = root;
            return Finish();
        }

        for (var attempt = 0; TryRead(source) is { } exception; attempt++)
        {
            var context = new YamlErrorContext(_lastEvent is null ? segment.ContentStart : Offset(_lastEvent.End), _lastEvent, InnermostFlow());
            var flattened = attempt < MaxFlattenings ? YamlFlattener.Flatten(source, segment, OutermostFlow(), context.LastEnd, exception) : null;
            if (flattened is not null)
            {
                source = flattened;
                _isFlattened = true;
                Reset();
                continue;
            }

            _templateMark = TemplateMarks.Find(text, segment.Start, segment.End);
            if (_templateMark is null)
                Break(YamlErrorExplainer.Explain(text, segment, context, exception));
            break;
        }

        return Finish();
    }

    private YamlDocument Finish()
    {
        var end = segment.End;
        while (end > segment.ContentStart && char.IsWhiteSpace(text[end - 1]))
            end--;
        var span = TextSpan.FromBounds(segment.ContentStart, end);
        var extent = TextSpan.FromBounds(LeadStart, segment.End);
        if (_templateMark is not null)
            return new YamlDocument(file, span, null, []) { Extent = extent, HelmSource = segment.HelmSource, TemplateMark = _templateMark };
        return new YamlDocument(file, span, _isBroken ? null : _root, _errors.ToImmutable()) { Extent = extent, HelmSource = segment.HelmSource };
    }

    /// <summary>Null where it went well. YamlDotNet throws its own exceptions and, from a flow collection that is cut off, others.</summary>
    private Exception? TryRead(string source)
    {
        try
        {
            ReadEvents(source);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }

    private void Reset()
    {
        _anchors.Clear();
        _frames.Clear();
        _errors.Clear();
        _entries = null;
        _root = null;
        _isBroken = false;
        _lastEvent = null;
    }

    private void ReadEvents(string source)
    {
        var parser = new Parser(new StringReader(source.Substring(segment.Start, segment.End - segment.Start)));
        while (!_isBroken && parser.MoveNext())
        {
            var current = parser.Current!;
            switch (current)
            {
                case Scalar scalar:
                    AddScalar(scalar);
                    break;
                case AnchorAlias alias:
                    AddAlias(alias);
                    break;
                case MappingStart mapping:
                    Open(mapping, mapping.Style is MappingStyle.Flow, isMapping: true);
                    break;
                case SequenceStart sequence:
                    Open(sequence, sequence.Style is SequenceStyle.Flow, isMapping: false);
                    break;
                case MappingEnd or SequenceEnd:
                    Close(current);
                    break;
                default:
                    continue;
            }

            _lastEvent = current;
        }
    }

    private void AddScalar(Scalar scalar)
    {
        var end = Offset(scalar.End);
        var start = HasProperties(scalar) ? Math.Min(SkipProperties(Offset(scalar.Start), end), end) : Offset(scalar.Start);
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        var value = scalar.Value;
        if (style is YamlScalarStyle.Literal or YamlScalarStyle.Folded)
        {
            end = EndOfBlockScalar(start, end);
        }
        else if (start == end && FindCommentToken(start) is { } token)
        {
            // "#{NAME}#" after a key is a comment to YAML and a value to whoever replaces it.
            (start, end, value) = (token.Start, token.End, text.Substring(token.Start, token.Length));
        }

        if (style == YamlScalarStyle.DoubleQuoted && _isFlattened && text.AsSpan(start, end - start).ContainsAny('\r', '\n'))
            value = ReadAlone(text[start..end]) ?? value;

        var node = new YamlScalar(file, TextSpan.FromBounds(start, end), value, style) { Tag = TagOf(scalar) };
        Complete(node, scalar.Anchor, start, end);
    }

    /// <summary>The value of a quoted text whose line breaks were written over, folded as it should be.</summary>
    private static string? ReadAlone(string quoted)
    {
        var parser = new Parser(new StringReader(quoted));
        while (parser.MoveNext())
        {
            if (parser.Current is Scalar scalar)
                return scalar.Value;
        }

        return null;
    }

    private void AddAlias(AnchorAlias alias)
    {
        var start = Offset(alias.Start);
        var end = Offset(alias.End);
        var name = alias.Value.Value;
        if (_anchors.TryGetValue(name, out var node) && node is not null)
            Complete(node, AnchorName.Empty, start, end);
        else if (_anchors.ContainsKey(name))
            Break(TextSpan.FromBounds(start, end), $"alias '*{name}' stands inside the very node it names");
        else
            Break(TextSpan.FromBounds(start, end), $"alias '*{name}' names no anchor above it in this document");
    }

    private void Open(NodeEvent node, bool isFlow, bool isMapping)
    {
        var start = Offset(node.Start);
        if (HasProperties(node))
            start = SkipProperties(start, segment.End);
        if (_frames.Count == MaxDepth)
        {
            Break(TextSpan.FromBounds(start, Math.Min(start + 1, segment.End)), $"nested deeper than {MaxDepth} levels");
            return;
        }

        if (isFlow && isMapping && _templateMark is null && text.AsSpan(start).StartsWith("{{"))
            _templateMark = TemplateMarks.Find(text, start, segment.End) ?? new TextSpan(start, 2);
        if (!node.Anchor.IsEmpty)
            _anchors[node.Anchor.Value] = null;
        _frames.Push(new YamlFrame(isMapping, isFlow, start, node.Anchor, TagOf(node)));
    }

    private void Close(ParserEvent current)
    {
        var frame = _frames.Pop();
        var end = frame.End;
        var closing = Offset(current.Start);
        if (frame.IsFlow && text[frame.Start] is '{' or '[' && closing < text.Length && text[closing] is '}' or ']')
            end = closing + 1;

        var span = TextSpan.FromBounds(frame.Start, end);
        YamlNode node = frame.IsMapping
            ? new YamlMapping(file, span, (_entries ??= new YamlMappingEntries(_errors)).Fold(frame)) { Tag = frame.Tag }
            : new YamlSequence(file, span, frame.Items.ToImmutable()) { Tag = frame.Tag };
        if (frame.HasFailed)
            _isBroken = true;
        Complete(node, frame.Anchor, frame.Start, end);
    }

    /// <summary>Hands a finished node to the collection it stands in; start and end are those of its place, an alias's own for an alias.</summary>
    private void Complete(YamlNode node, AnchorName anchor, int start, int end)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = node;
        if (!_frames.TryPeek(out var frame))
        {
            _root ??= node;
            return;
        }

        if (!frame.IsFlow && frame.IsMapping && frame.IsEmpty)
            frame.Start = start;
        frame.End = Math.Max(frame.End, end);
        if (!frame.Add(node) && _templateMark is null)
            Break(TextSpan.FromBounds(start, end), "a mapping or a list cannot be a key");
    }

    private void Break(TextSpan span, string message) => Break(new SyntaxError(file.At(span), message));

    private void Break((TextSpan Span, string Message) error) => Break(error.Span, error.Message);

    private void Break(SyntaxError error)
    {
        _errors.Add(error);
        _isBroken = true;
    }

    private int Offset(Mark mark) => Math.Min(segment.Start + (int)mark.Index, segment.End);

    private int? InnermostFlow() => _frames.TryPeek(out var frame) && frame.IsFlow ? frame.Start : null;

    private int? OutermostFlow() => _frames.LastOrDefault(static frame => frame.IsFlow)?.Start;

    private static bool HasProperties(NodeEvent node) => !node.Anchor.IsEmpty || !node.Tag.IsEmpty;

    private static string? TagOf(NodeEvent node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific ? null : node.Tag.Value;

    /// <summary>The start of a node behind its anchor and tag, which no reader edits.</summary>
    private int SkipProperties(int position, int end)
    {
        while (position < end)
        {
            if (text[position] is '&' or '!')
            {
                while (position < end && !char.IsWhiteSpace(text[position]) && text[position] is not (',' or ']' or '}'))
                    position++;
            }
            else if (text[position] == '#')
            {
                while (position < end && text[position] is not ('\r' or '\n'))
                    position++;
            }
            else if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else
            {
                return position;
            }
        }

        return end;
    }

    /// <summary>YamlDotNet ends a block scalar where the next content begins; a reader ends it with its last line.</summary>
    private int EndOfBlockScalar(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }

    private TextSpan? FindCommentToken(int position)
    {
        while (position < segment.End && text[position] is ' ' or '\t')
            position++;
        if (!text.AsSpan(position, segment.End - position).StartsWith("#{"))
            return null;

        var line = text.AsSpan(position, segment.End - position);
        if (line.IndexOfAny('\r', '\n') is var lineEnd and >= 0)
            line = line[..lineEnd];
        var close = line.IndexOf('}');
        if (close < 0)
            return null;
        return new TextSpan(position, close + 1 < line.Length && line[close + 1] == '#' ? close + 2 : close + 1);
    }
}
