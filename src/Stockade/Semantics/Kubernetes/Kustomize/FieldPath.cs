using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>A field path of a replacement, <c>spec.containers.[name=web].image</c> (kyaml/yaml/match.go).</summary>
internal sealed class FieldPath
{
    private readonly ImmutableArray<string> _segments;

    private FieldPath(ImmutableArray<string> segments) => _segments = segments;

    /// <summary>How many fields were last reached for a change.</summary>
    public int Matches { get; private set; }

    public NotAnalyzed? Failure { get; private set; }

    public static FieldPath Parse(string path) => new(Split(path));

    /// <summary>The one field the path leads to, or null. A list item is given by its index or by the value of a key.</summary>
    public YamlNode? Find(YamlNode root)
    {
        YamlNode? node = root;
        foreach (var segment in _segments.Select(static segment => segment.Trim()).Where(static segment => segment.Length > 0))
        {
            node = node switch
            {
                YamlSequence sequence when segment is "-" => sequence.Items.LastOrDefault(),
                YamlSequence sequence when IndexOf(segment) is { } index => index < sequence.Items.Length ? sequence.Items[index] : null,
                YamlSequence sequence when IsItem(segment) => sequence.Items.FirstOrDefault(item => SplitItem(segment) is var (key, value) && ValueOf(item, key) == value),
                YamlMapping mapping => mapping[segment],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The tree with every field the path leads to changed; where <paramref name="created"/> is given, missing ones are made as such.</summary>
    public YamlNode Set(YamlNode root, Func<YamlNode, YamlNode> change, YamlNode? created, SourceLocation at)
    {
        Matches = 0;
        return Set(root, 0, change, created, at);
    }

    private YamlNode Set(YamlNode node, int depth, Func<YamlNode, YamlNode> change, YamlNode? created, SourceLocation at)
    {
        if (depth == _segments.Length)
        {
            Matches++;
            return change(node);
        }

        var segment = _segments[depth];
        switch (node)
        {
            case YamlSequence sequence when IndexOf(segment) is { } index:
                if (index == sequence.Items.Length && created is not null)
                    sequence = TreeEdit.WithItems(sequence, sequence.Items.Add(MakeFor(depth + 1, created)));
                if (index < sequence.Items.Length)
                    return TreeEdit.WithItems(sequence, sequence.Items.SetItem(index, Set(sequence.Items[index], depth + 1, change, created, at)));
                Failure ??= new NotAnalyzed(at, $"the list has no item {segment}");
                return node;
            case YamlSequence sequence when segment is "*":
                return TreeEdit.WithItems(sequence, [.. sequence.Items.Select(item => Set(item, depth + 1, change, created, at))]);
            case YamlSequence sequence when IsItem(segment):
                return SetItems(sequence, depth, change, created, at);
            case YamlMapping mapping when segment is not "*" && IndexOf(segment) is null && !IsItem(segment):
                var entry = mapping.Find(segment);
                if (entry is null && created is null)
                    return node;
                var value = entry?.Value ?? MakeFor(depth + 1, created!);
                return TreeEdit.With(mapping, entry?.Key ?? TreeEdit.Text(created!, segment), Set(value, depth + 1, change, created, at));
            case YamlScalar { IsNull: true }:
                return node;
            default:
                Failure ??= new NotAnalyzed(at, $"'{segment}' leads into {FieldReader.Describe(node)}");
                return node;
        }
    }

    private YamlSequence SetItems(YamlSequence sequence, int depth, Func<YamlNode, YamlNode> change, YamlNode? created, SourceLocation at)
    {
        if (SplitItem(_segments[depth]) is not var (key, value) || PatternOf(value) is not { } pattern)
        {
            Failure ??= new NotAnalyzed(at, $"'{_segments[depth]}' is no choice of list items");
            return sequence;
        }

        bool IsChosen(YamlNode item) => ValueOf(item, key) is { } text && pattern.IsMatch(text);
        var items = sequence.Items;
        if (created is not null && !items.Any(IsChosen))
        {
            var text = new YamlScalar(created.File, created.Span, value, YamlScalarStyle.Plain);
            items = items.Add(key.Length == 0 ? text : new YamlMapping(created.File, created.Span, [new YamlEntry(TreeEdit.Text(created, key), text)]));
        }

        return TreeEdit.WithItems(sequence, [.. items.Select(item => IsChosen(item) ? Set(item, key.Length == 0 ? _segments.Length : depth + 1, change, created, at) : item)]);
    }

    private YamlNode MakeFor(int depth, YamlNode created) =>
        depth == _segments.Length ? created
        : IsItem(_segments[depth]) || IndexOf(_segments[depth]) is not null ? TreeEdit.EmptySequence(created)
        : TreeEdit.EmptyMapping(created);

    private static string? ValueOf(YamlNode item, string key) => key.Length == 0 ? (item as YamlScalar)?.Value : ((item as YamlMapping)?[key] as YamlScalar)?.Value;

    private static bool IsItem(string segment) => segment is ['[', .., ']'];

    private static int? IndexOf(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static (string Key, string Value)? SplitItem(string segment)
    {
        var inner = segment[1..^1];
        return inner.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? (inner[..equals], inner[(equals + 1)..]) : null;
    }

    private static Regex? PatternOf(string value)
    {
        try
        {
            return new Regex(value, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Splits at dots; a backslash keeps one, and so do brackets, which are part of the segment only where they choose list items.</summary>
    private static ImmutableArray<string> Split(string path)
    {
        var raw = path.Split('.').ToList();
        if (raw.Count > 1 && raw[0].Length == 0)
            raw.RemoveAt(0);
        var pieces = new List<string>();
        foreach (var piece in raw)
        {
            if (pieces.Count > 0 && pieces[^1].EndsWith('\\'))
                pieces[^1] = $"{pieces[^1][..^1]}.{piece}";
            else
                pieces.Add(piece);
        }

        var segments = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var segment = pieces[i];
            if (segment.StartsWith('[') && !segment.EndsWith(']'))
            {
                while (i + 1 < pieces.Count && !segment.EndsWith(']'))
                    segment = $"{segment}.{pieces[++i]}";
                segments.Add(segment.Contains('=', StringComparison.Ordinal) ? segment : segment.Trim('[', ']'));
            }
            else
            {
                segments.Add(segment);
            }
        }

        return segments.ToImmutable();
    }
}
