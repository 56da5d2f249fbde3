using System.Collections.Immutable;
using System.Globalization;
using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>
/// Reads <c>stockade:ignore AKS4001, AKS4002 reason (until 2027-01-31)</c> in a comment of any language, and <c>AKS4001: reason</c> in an
/// annotation. A comment that merely speaks of the marker is no directive: it has to stand right behind what opens the comment.
/// </summary>
internal static class SuppressionParser
{
    public const string Marker = "stockade:ignore";

    private const string FileSuffix = "-file";
    private const string UntilMark = "(until";
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The directives of a comment: one, or several behind further <c>#</c>, or one a line. <paramref name="customIds"/> are the rules of the repository.</summary>
    public static ImmutableArray<SuppressionDirective> ParseComment(SourceLocation comment, ImmutableArray<string> customIds)
    {
        var text = comment.File.Content;
        var directives = ImmutableArray.CreateBuilder<SuppressionDirective>();
        var position = comment.Span.Start;
        while (text.AsSpan(position, comment.Span.End - position).IndexOf(Marker, StringComparison.Ordinal) is var offset and >= 0)
        {
            var start = position + offset;
            position = start + Marker.Length;
            if (!OpensComment(text, comment.Span.Start, start))
                continue;

            var end = EndOfDirective(text, position, comment.Span.End);
            if (ParseDirective(comment.File, start, end, customIds) is { } directive)
                directives.Add(directive);
            position = end;
        }

        return directives.ToImmutable();
    }

    /// <summary>The lines of an annotation's value, each found again in the text that gives it.</summary>
    public static ImmutableArray<SuppressionDirective> ParseAnnotation(SourceLocation node, string value, ImmutableArray<string> customIds)
    {
        var directives = ImmutableArray.CreateBuilder<SuppressionDirective>();
        var position = node.Span.Start;
        foreach (var line in value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // An escape in a quoted value hides the line; the whole value then stands for it.
            var found = node.File.Content.IndexOf(line, position, node.Span.End - position, StringComparison.Ordinal);
            if (found >= 0)
                position = found + line.Length;
            directives.Add(found >= 0
                ? Read(node.File, found, found, found + line.Length, customIds)
                : Read(new SourceFile(node.File.Path, line), 0, 0, line.Length, customIds) is var read
                    ? read with { Location = node, Rules = [.. read.Rules.Select(rule => rule with { Location = node })] }
                    : null!);
        }

        return directives.ToImmutable();
    }

    /// <summary>Behind <c>#</c>, <c>//</c>, <c>::</c>, <c>rem</c>, or at the start of a line of a comment that has several.</summary>
    private static bool OpensComment(string text, int start, int position)
    {
        while (position > start && text[position - 1] is ' ' or '\t')
            position--;
        if (position <= start || text[position - 1] is '#' or '/' or '*' or ':' or '\n')
            return true;
        return position - start >= 3
            && text.AsSpan(position - 3, 3).Equals("rem", StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(start, position - 3 - start).Trim("@ \t").IsEmpty;
    }

    /// <summary>The end of the line or of the comment, without what closes a block comment or begins a further comment.</summary>
    private static int EndOfDirective(string text, int start, int end)
    {
        var rest = text.AsSpan(start, end - start);
        if (rest.IndexOfAny('\r', '\n') is var lineEnd and >= 0)
            rest = rest[..lineEnd];
        if (rest.IndexOf(" #", StringComparison.Ordinal) is var next and >= 0)
            rest = rest[..next];
        foreach (var closing in (ReadOnlySpan<string>)["#>", "*/"])
        {
            if (rest.TrimEnd().EndsWith(closing, StringComparison.Ordinal))
                rest = rest[..rest.LastIndexOf(closing, StringComparison.Ordinal)];
        }

        return start + rest.TrimEnd().Length;
    }

    /// <summary>Null where the marker is only the beginning of another word.</summary>
    private static SuppressionDirective? ParseDirective(SourceFile file, int start, int end, ImmutableArray<string> customIds)
    {
        var text = file.Content.AsSpan(0, end);
        var position = start + Marker.Length;
        var isForFile = text[position..].StartsWith(FileSuffix, StringComparison.Ordinal);
        if (isForFile)
            position += FileSuffix.Length;
        if (position < end && text[position] == '-')
        {
            var word = text[start..end];
            var length = word.IndexOfAny(' ', '\t') is var space and >= 0 ? space : word.Length;
            return new SuppressionDirective { Location = file.At(start, end), Error = $"there is no '{word[..length]}'; there are '{Marker}' and '{Marker}{FileSuffix}'" };
        }

        if (position < end && char.IsLetterOrDigit(text[position]))
            return null;
        return Read(file, start, position, end, customIds) with { IsForFile = isForFile };
    }

    private static SuppressionDirective Read(SourceFile file, int start, int position, int end, ImmutableArray<string> customIds)
    {
        var rules = ImmutableArray.CreateBuilder<SuppressedRule>();
        while (ReadRule(file, ref position, end, customIds) is { } rule)
            rules.Add(rule);

        var reason = file.Content[position..end];
        var directive = new SuppressionDirective { Location = file.At(start, end), Rules = rules.ToImmutable() };
        if (reason.LastIndexOf(UntilMark, StringComparison.Ordinal) is var mark and >= 0)
        {
            var close = reason.IndexOf(')', mark);
            var date = reason[(mark + UntilMark.Length)..(close < 0 ? reason.Length : close)].Trim();
            reason = reason[..mark] + (close < 0 ? string.Empty : reason[(close + 1)..]);
            directive = DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
                ? directive with { Until = until }
                : directive with { Error = $"'{date}' is no date such as 2027-01-31" };
        }

        reason = reason.Trim(' ', '\t', '-', ':', ',', ';', '\u2013', '\u2014');
        if (!reason.Any(char.IsLetterOrDigit))
            reason = string.Empty;
        return rules.Count == 0 && directive.Error is null
            ? directive with { Reason = reason, Error = "it names no rule" }
            : directive with { Reason = reason };
    }

    /// <summary>The next word where it is a rule's id, whether or not the rule exists.</summary>
    private static SuppressedRule? ReadRule(SourceFile file, ref int position, int end, ImmutableArray<string> customIds)
    {
        var text = file.Content;
        var start = position;
        while (start < end && text[start] is ' ' or '\t' or ',' or ':')
            start++;
        var stop = start;
        while (stop < end && char.IsAsciiLetterOrDigit(text[stop]))
            stop++;

        var word = text.AsSpan(start, stop - start);
        var isWhole = stop == end || text[stop] is ' ' or '\t' or ',' or ':';
        var isOwn = word.StartsWith("AKS", StringComparison.OrdinalIgnoreCase) && word.ContainsAnyInRange('0', '9');
        var id = word.ToString().ToUpperInvariant();
        if (!isWhole || !(isOwn || customIds.Contains(id, StringComparer.Ordinal)))
            return null;
        position = stop;
        return new SuppressedRule(id, file.At(start, stop));
    }
}
