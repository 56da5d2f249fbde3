using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// A scalar with its decoded value. Typing follows what the API server's reader (sigs.k8s.io/yaml, YAML 1.1 booleans and numbers) makes of it.
/// </summary>
internal sealed class YamlScalar : YamlNode
{
    private string? _value;

    public YamlScalar(SourceFile file, TextSpan span, string value, YamlScalarStyle style)
        : this(file, new YamlPlace(span, style), value)
    {
    }

    private YamlScalar(SourceFile file, YamlPlace place, string? value)
        : base(file, place) => _value = value;

    // Most values are never asked for. Two threads that ask at once make equal strings.
    public string Value => _value ??= Verbatim();

    public YamlScalarStyle Style => Place.Style;

    /// <summary>How a Kubernetes client types this scalar.</summary>
    public YamlScalarKind Kind => YamlScalarTyping.KindOf(this);

    public bool IsNull => Kind == YamlScalarKind.Null;

    public bool IsString => Kind == YamlScalarKind.String;

    /// <summary>A scalar whose value stands in the file as it is, but for quotes around it.</summary>
    public static YamlScalar OfVerbatim(SourceFile file, TextSpan span, YamlScalarStyle style)
    {
        var place = new YamlPlace(span, style);
        return new YamlScalar(file, place, YamlWords.Find(Verbatim(file, place)));
    }

    private static ReadOnlySpan<char> Verbatim(SourceFile file, YamlPlace place)
    {
        var text = file.Content.AsSpan(place.Span.Start, place.Span.Length);
        return place.Style is YamlScalarStyle.Plain ? text : text[1..^1];
    }

    private string Verbatim() => Verbatim(File, Place).ToString();
}
