using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// A node of a YAML or JSON document. <see cref="Span"/> is the text a reader would edit: without the anchor, the tag and trailing
/// blank lines. An alias is resolved to the very node it names, so one node may hang in several places: never mutate, never count on a parent.
/// </summary>
internal abstract class YamlNode(SourceFile file, TextSpan span)
{
    public SourceFile File { get; } = file;

    public TextSpan Span { get; } = span;

    public SourceLocation Location => new(File, Span);

    /// <summary>The explicit tag (<c>!!str</c> is <c>tag:yaml.org,2002:str</c>), or null.</summary>
    public string? Tag { get; init; }
}
