using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Where a node stands and, for a scalar, how it is written, in the eight bytes of a span.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct YamlPlace
{
    // No text is as long as half of what is left for the length.
    private const int StyleBits = 3;

    private readonly int _start;
    private readonly uint _lengthAndStyle;

    public YamlPlace(TextSpan span, YamlScalarStyle style = YamlScalarStyle.Plain)
    {
        _start = span.Start;
        _lengthAndStyle = ((uint)span.Length << StyleBits) | (uint)style;
    }

    public TextSpan Span => new(_start, (int)(_lengthAndStyle >> StyleBits));

    public YamlScalarStyle Style => (YamlScalarStyle)(_lengthAndStyle & ((1 << StyleBits) - 1));
}
