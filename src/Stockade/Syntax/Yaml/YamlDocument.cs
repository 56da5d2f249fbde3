using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>One document of a YAML stream, parsed or (where nothing asks for its kind) only looked at.</summary>
internal sealed class YamlDocument(SourceFile file, TextSpan span, YamlNode? root, ImmutableArray<SyntaxError> errors)
{
    public SourceFile File { get; } = file;

    public TextSpan Span { get; } = span;

    /// <summary>With the comments, the directives and the marker before <see cref="Span"/>.</summary>
    public TextSpan Extent { get; init; } = span;

    public ReadOnlySpan<char> Text => File.Content.AsSpan(Span.Start, Span.Length);

    /// <summary>Null for an empty document and for one that could not be read; then <see cref="Errors"/> says why.</summary>
    public YamlNode? Root { get; } = root;

    public ImmutableArray<SyntaxError> Errors { get; } = errors;

    /// <summary>The template named by Helm's <c># Source:</c> comment above the document, or null.</summary>
    public string? HelmSource { get; init; }

    /// <summary>The first template mark (<c>{{ … }}</c> where a value or a line begins) of a document that is YAML only once it is rendered; it is then not parsed.</summary>
    public TextSpan? TemplateMark { get; init; }
}
