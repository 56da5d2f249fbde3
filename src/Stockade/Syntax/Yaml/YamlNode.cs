using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// A node of a YAML or JSON document. <see cref="Span"/> is the text a reader would edit: without the anchor, the tag and trailing
/// blank lines. An alias is resolved to the very node it names, so one node may hang in several places: never mutate, never count on a parent.
/// </summary>
internal abstract class YamlNode
{
    // Half a million nodes are nothing unusual, and few have a tag: those hold it together with the file.
    private readonly object _source;
    private readonly YamlPlace _place;

    private protected YamlNode(SourceFile file, YamlPlace place) => (_source, _place) = (file, place);

    public SourceFile File => _source as SourceFile ?? ((TaggedSource)_source).File;

    public TextSpan Span => _place.Span;

    public SourceLocation Location => new(File, Span);

    /// <summary>The explicit tag (<c>!!str</c> is <c>tag:yaml.org,2002:str</c>), or null.</summary>
    public string? Tag
    {
        get => (_source as TaggedSource)?.Tag;
        init => _source = value is null ? File : new TaggedSource(File, value);
    }

    private protected YamlPlace Place => _place;

    private sealed record TaggedSource(SourceFile File, string Tag);
}
