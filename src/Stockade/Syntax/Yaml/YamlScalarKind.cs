namespace Stockade.Syntax.Yaml;

/// <summary>The JSON type a scalar becomes on its way to the API server.</summary>
internal enum YamlScalarKind
{
    String,
    Null,
    Boolean,
    Integer,
    Float,
}
