using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Yaml;

public sealed class YamlScalarTypingTests
{
    [Theory]
    [InlineData(nameof(YamlScalarKind.Null), "", "~", "null", "Null", "NULL")]
    [InlineData(nameof(YamlScalarKind.Boolean), "y", "N", "yes", "No", "ON", "off", "true", "False")]
    [InlineData(nameof(YamlScalarKind.Integer), "0", "80", "-1", "+7", "010", "0o17", "0x1F", "0b11", "1_000", "99999999999999999999", "-0")]
    [InlineData(nameof(YamlScalarKind.Float), "08", "1.0", "1.", ".5", "1e3", "-1.5E+2", ".inf", "-.Inf", ".NaN")]
    [InlineData(nameof(YamlScalarKind.String), "nULL", "yEs", "tRue", "12:30", "2001-12-14", "0o8", "0x", "1.2.3", "_1", "-", "+", ".", "1e", "web", "0b2", "v1", "10.0.0.0/8", "1e3x")]
    public void Plain_scalars_are_typed_as_kubernetes_clients_type_them(string kind, params string[] values)
    {
        Assert.All(values, value => Assert.Equal(kind, Scalar(value, YamlScalarStyle.Plain, null).Kind.ToString()));
    }

    [Theory]
    [InlineData("!!str", nameof(YamlScalarKind.String))]
    [InlineData("!!int", nameof(YamlScalarKind.Integer))]
    [InlineData("!!bool", nameof(YamlScalarKind.Boolean))]
    public void A_tag_decides(string tag, string kind)
    {
        Assert.Equal(kind, Scalar("1", YamlScalarStyle.DoubleQuoted, "tag:yaml.org,2002:" + tag[2..]).Kind.ToString());
    }

    [Fact]
    public void Quotes_make_a_string()
    {
        Assert.Equal(YamlScalarKind.String, Scalar("true", YamlScalarStyle.SingleQuoted, null).Kind);
    }

    private static YamlScalar Scalar(string value, YamlScalarStyle style, string? tag) =>
        new(new SourceFile("a.yaml", value), new TextSpan(0, value.Length), value, style) { Tag = tag };
}
