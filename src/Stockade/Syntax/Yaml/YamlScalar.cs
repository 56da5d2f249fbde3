using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// A scalar with its decoded value. Typing follows what the API server's reader (sigs.k8s.io/yaml, YAML 1.1 booleans and numbers) makes of it.
/// </summary>
internal sealed class YamlScalar(SourceFile file, TextSpan span, string value, YamlScalarStyle style) : YamlNode(file, span)
{
    public string Value { get; } = value;

    public YamlScalarStyle Style { get; } = style;

    /// <summary>How a Kubernetes client types this scalar.</summary>
    public YamlScalarKind Kind => YamlScalarTyping.KindOf(this);

    public bool IsNull => Kind == YamlScalarKind.Null;

    public bool IsString => Kind == YamlScalarKind.String;
}
