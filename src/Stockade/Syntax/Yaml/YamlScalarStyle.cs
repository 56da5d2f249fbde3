namespace Stockade.Syntax.Yaml;

/// <summary>How a scalar is written.</summary>
internal enum YamlScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}
