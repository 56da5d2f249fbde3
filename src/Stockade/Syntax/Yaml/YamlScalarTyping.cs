namespace Stockade.Syntax.Yaml;

/// <summary>Implicit typing of plain scalars.</summary>
internal static class YamlScalarTyping
{
    public static YamlScalarKind KindOf(YamlScalar scalar)
    {
        if (scalar.Style != YamlScalarStyle.Plain)
            return YamlScalarKind.String;
        return scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? YamlScalarKind.Null : YamlScalarKind.String;
    }
}
