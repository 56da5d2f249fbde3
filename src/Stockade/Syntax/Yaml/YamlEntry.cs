using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>One key of a mapping with its value. Keys that are not scalars are dropped by the reader: no Kubernetes object has any.</summary>
internal sealed class YamlEntry
{
    // The name of a key, which is made a scalar where one asks for it; one that has a tag or stands in another file than the value is held as it is.
    private readonly object _key;
    private readonly YamlPlace _place;

    public YamlEntry(YamlScalar key, YamlNode value)
    {
        var isPlain = key.Tag is null && ReferenceEquals(key.File, value.File);
        _key = isPlain ? key.Value : key;
        _place = isPlain ? new YamlPlace(key.Span, key.Style) : default;
        Value = value;
    }

    /// <summary>An entry whose key stands in the file of its value.</summary>
    public YamlEntry(string name, TextSpan span, YamlScalarStyle style, YamlNode value)
    {
        _key = name;
        _place = new YamlPlace(span, style);
        Value = value;
    }

    public YamlScalar Key => _key as YamlScalar ?? new YamlScalar(Value.File, _place.Span, (string)_key, _place.Style);

    public YamlNode Value { get; }

    /// <summary>The value of the key.</summary>
    public string Name => _key as string ?? ((YamlScalar)_key).Value;

    public YamlEntry WithValue(YamlNode value) => new(Key, value);
}
