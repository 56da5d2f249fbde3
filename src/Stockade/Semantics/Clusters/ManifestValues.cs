using System.Collections.Immutable;
using System.Text;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// The values of a manifest. What a later step fills in is unknown, but <c>${VAR:=default}</c> and <c>${VAR:-default}</c> (envsubst, as
/// <c>clusterctl generate</c> has it) stand for their defaults, as the defaults of a template's parameters do.
/// </summary>
internal sealed class ManifestValues
{
    // A node that aliases repeat is converted once: to convert every copy could take for ever.
    private readonly Dictionary<YamlNode, DeclaredValue> _values = new(ReferenceEqualityComparer.Instance);

    private ManifestValues()
    {
    }

    public static DeclaredValue Of(YamlNode node) => new ManifestValues().Convert(node);

    private DeclaredValue Convert(YamlNode node)
    {
        if (!_values.TryGetValue(node, out var value))
            _values[node] = value = ConvertOnce(node);
        return value;
    }

    private DeclaredValue ConvertOnce(YamlNode node) => node switch
    {
        YamlMapping mapping => DeclaredValue.OfObject(
            mapping.Location,
            [.. mapping.Entries.Select(entry => new DeclaredMember(entry.Name, Convert(entry.Value), DeclaredValue.ExtentOf(entry)))]),
        YamlSequence sequence => DeclaredValue.OfList(sequence.Location, [.. sequence.Items.Select(Convert)]),
        YamlScalar scalar => OfScalar(scalar),
        _ => DeclaredValue.Unknown(node.Location, ""),
    };

    private static DeclaredValue OfScalar(YamlScalar scalar)
    {
        if (!Placeholder.IsIn(scalar.Value))
            return DeclaredValue.OfScalar(scalar);
        if (Substitute(scalar.Value) is not { } text || Placeholder.IsIn(text))
            return DeclaredValue.Unknown(scalar.Location, scalar.Value);

        // The type is that of the text once it is substituted: `${PRIVATE:=true}` is a boolean.
        return DeclaredValue.OfScalar(new YamlScalar(scalar.File, scalar.Span, text, scalar.Style) { Tag = scalar.Tag });
    }

    /// <summary>The text with all defaults in place; null where a variable has none.</summary>
    private static string? Substitute(string text)
    {
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0)
        {
            var close = text.IndexOf('}', start);
            if (close < 0)
                return null;
            var body = text.AsSpan(start + 2, close - start - 2);
            var colon = body.IndexOf(':');
            if (colon <= 0 || colon + 1 >= body.Length || body[colon + 1] is not ('=' or '-') || body.Contains("${", StringComparison.Ordinal))
                return null;
            result.Append(text, position, start - position).Append(body[(colon + 2)..].Trim('"'));
            position = close + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
