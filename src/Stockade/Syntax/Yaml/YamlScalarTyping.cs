using System.Text.RegularExpressions;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Implicit typing of plain scalars as sigs.k8s.io/yaml does it (goyaml.v2/resolve.go): YAML 1.1 booleans, numbers as Go's
/// <c>strconv.ParseInt(s, 0, 64)</c> reads them once the underscores are gone, dates as strings, no base 60.
/// </summary>
internal static partial class YamlScalarTyping
{
    private const string CoreTag = "tag:yaml.org,2002:";

    public static YamlScalarKind KindOf(YamlScalar scalar)
    {
        if (scalar.Tag is { } tag && tag.StartsWith(CoreTag, StringComparison.Ordinal))
        {
            return tag[CoreTag.Length..] switch
            {
                "null" => YamlScalarKind.Null,
                "bool" => YamlScalarKind.Boolean,
                "int" => YamlScalarKind.Integer,
                "float" => YamlScalarKind.Float,
                _ => YamlScalarKind.String,
            };
        }

        // An application's own tag leaves the text as it is.
        return scalar.Style != YamlScalarStyle.Plain || scalar.Tag is not null ? YamlScalarKind.String : KindOfPlain(scalar.Value);
    }

    private static YamlScalarKind KindOfPlain(string value)
    {
        switch (value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return YamlScalarKind.Null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return YamlScalarKind.Boolean;
            case ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF":
                return YamlScalarKind.Float;
        }

        if (value[0] == '.')
            return DecimalFloat().IsMatch(value) ? YamlScalarKind.Float : YamlScalarKind.String;
        if (!char.IsAsciiDigit(value[0]) && value[0] is not ('+' or '-'))
            return YamlScalarKind.String;

        var digits = value.Replace("_", string.Empty, StringComparison.Ordinal);
        if (IntegerLiteral().IsMatch(digits))
            return YamlScalarKind.Integer;
        return DecimalFloat().IsMatch(digits) ? YamlScalarKind.Float : YamlScalarKind.String;
    }

    /// <summary>Go's integer literals: a leading 0 means octal, so 08 is none (and becomes the float 8).</summary>
    [GeneratedRegex(@"^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IntegerLiteral();

    [GeneratedRegex(@"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DecimalFloat();
}
