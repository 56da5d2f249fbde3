using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade.Analysis.Suppressions;

/// <summary>Finds the suppressions of a run: comments, whatever language they stand in, and annotations.</summary>
internal sealed class SuppressionCollector
{
    private readonly SemanticModel _model;
    private readonly ILookup<string, YamlDocument> _documents;
    private readonly ILookup<string, SourceLocation> _commands;

    private SuppressionCollector(SemanticModel model)
    {
        _model = model;
        _documents = model.Documents.ToLookup(static document => document.File.Path, StringComparer.Ordinal);
        _commands = model.Commands.Select(static command => command.Invocation.Extent).ToLookup(static extent => extent.File.Path, StringComparer.Ordinal);
    }

    /// <summary>In the order of their places.</summary>
    public static ImmutableArray<Suppression> Collect(SemanticModel model, ImmutableArray<string> customIds)
    {
        var annotations = model.Documents.SelectMany(AnnotationReader.Read).ToList();
        if (model.Comments.IsEmpty && annotations.Count == 0)
            return [];

        var collector = new SuppressionCollector(model);
        var suppressions =
            from comment in model.Comments
            from directive in SuppressionParser.ParseComment(comment, customIds)
            select new Suppression(directive, [.. collector.PlacesOf(directive, comment)]);
        return
        [
            .. suppressions
                .Concat(annotations.SelectMany(annotation => collector.OfAnnotation(annotation, customIds)))
                .OrderBy(static suppression => suppression.Directive.Location, SourceLocationComparer.Instance),
        ];
    }

    private IEnumerable<Suppression> OfAnnotation((YamlMapping Object, YamlScalar Value) annotation, ImmutableArray<string> customIds)
    {
        var place = annotation.Object.Location;
        var namespaces =
            from scope in _model.Scopes
            from @namespace in scope.Namespaces
            where @namespace.Declaration is { } declaration && declaration.File.Path == place.File.Path && place.Span.Contains(declaration.Span)
            select (scope.Name, @namespace.Name);
        var covered = namespaces.ToImmutableArray();
        return SuppressionParser.ParseAnnotation(annotation.Value.Location, annotation.Value.Value, customIds)
            .Select(directive => new Suppression(directive, [place]) { Namespaces = covered });
    }

    private IEnumerable<SourceLocation> PlacesOf(SuppressionDirective directive, SourceLocation comment)
    {
        if (directive.IsForFile)
            return PlacesOfFile(comment);
        var line = comment.File.Lines.GetLinePosition(directive.Location.Span.Start).Line;
        if (!IsAlone(comment))
            return LineAndCommand(comment.File, line);
        return LineAndCommand(comment.File, NextLine(comment.File, line)).Concat(ObjectsBelow(comment));
    }

    /// <summary>The whole file; in rendered output the documents of the same template, which is the file that the reader edits.</summary>
    private IEnumerable<SourceLocation> PlacesOfFile(SourceLocation comment)
    {
        var documents = _documents[comment.File.Path].ToList();
        var holder = documents.LastOrDefault(document => document.Extent.Start <= comment.Span.Start);
        if (holder?.HelmSource is not { } template)
            return [comment.File.At(0, comment.File.Content.Length)];
        return documents.Where(document => document.HelmSource == template).Select(document => document.File.At(document.Span));
    }

    /// <summary>A line, with the whole of a command that begins or ends on it: no comment can stand between its continued lines.</summary>
    private IEnumerable<SourceLocation> LineAndCommand(SourceFile file, int line)
    {
        if (line >= file.Lines.Count)
            yield break;
        yield return file.At(file.Lines.GetLineSpan(line));
        foreach (var command in _commands[file.Path])
        {
            var lines = command.LineSpan;
            if (lines.Start.Line == line || lines.End.Line == line)
                yield return command;
        }
    }

    /// <summary>The objects in whose leading comment block the comment stands: nothing but comments and blank lines in between.</summary>
    private IEnumerable<SourceLocation> ObjectsBelow(SourceLocation comment)
    {
        foreach (var document in _documents[comment.File.Path])
        {
            if (document.Root is not YamlMapping root)
                continue;
            foreach (var candidate in AnnotationReader.ObjectsOf(root))
            {
                var start = candidate.Span.Start;
                var isRoot = ReferenceEquals(candidate, root);
                if (start > comment.Span.Start && (isRoot ? document.Extent.Start <= comment.Span.Start : IsCommentsOnly(comment.File, comment.Span.End, start)))
                    yield return candidate.Location;
            }
        }
    }

    private static bool IsCommentsOnly(SourceFile file, int start, int end)
    {
        var position = start;
        while (position < end)
        {
            var lineEnd = file.Content.AsSpan(position, end - position).IndexOf('\n') is var offset and >= 0 ? position + offset + 1 : end;
            var line = file.Content.AsSpan(position, lineEnd - position).Trim();
            if (!line.IsEmpty && line[0] != '#' && !(lineEnd == end && line.Trim("- ").IsEmpty))
                return false;
            position = lineEnd;
        }

        return true;
    }

    /// <summary>The line a comment of its own line speaks of: the next that is no comment itself.</summary>
    private static int NextLine(SourceFile file, int line)
    {
        do
            line++;
        while (line < file.Lines.Count && IsComment(LineText(file, line)));
        return line;
    }

    private static bool IsComment(ReadOnlySpan<char> line) =>
        line.StartsWith("#") || line.StartsWith("::") || line.StartsWith("//")
        || line.TrimStart('@') is var word && word.StartsWith("rem", StringComparison.OrdinalIgnoreCase) && (word.Length == 3 || word[3] is ' ' or '\t');

    private static ReadOnlySpan<char> LineText(SourceFile file, int line)
    {
        var span = file.Lines.GetLineSpan(line);
        return file.Content.AsSpan(span.Start, span.Length).Trim();
    }

    private static bool IsAlone(SourceLocation comment)
    {
        var lines = comment.File.Lines;
        var start = lines.GetLineSpan(lines.GetLinePosition(comment.Span.Start).Line).Start;
        return comment.File.Content.AsSpan(start, comment.Span.Start - start).Trim("@ \t\uFEFF").IsEmpty;
    }
}
