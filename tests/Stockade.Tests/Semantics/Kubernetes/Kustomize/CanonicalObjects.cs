using System.Globalization;
using System.Text;
using Stockade.Syntax.Yaml;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

/// <summary>Objects as one sorted text, so that two builds can be compared whole. Images are left out: they are not followed.</summary>
internal static class CanonicalObjects
{
    public static string Write(IEnumerable<YamlMapping> objects) =>
        string.Join('\n', objects.Where(static item => item["kind"] is not YamlScalar { Value: "ConfigMap" or "Secret" }).Select(static item => Write(item)).Order(StringComparer.Ordinal));

    private static string Write(YamlNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static bool IsCompared(YamlEntry entry) => entry.Name switch
    {
        // buildMetadata adds annotations that say where an object comes from.
        "annotations" => entry.Value is not YamlMapping mapping || mapping.Entries.Any(IsCompared),
        "image" or "config.kubernetes.io/origin" => false,

        // Names of what decides no verdict are not followed into what refers to it.
        "configMap" or "configMapRef" or "configMapKeyRef" or "secret" or "secretRef" or "secretKeyRef" or "subjects" => false,
        _ => true,
    };

    private static void Write(YamlNode node, StringBuilder text)
    {
        switch (node)
        {
            case YamlMapping mapping:
                text.Append('{');
                foreach (var entry in mapping.Entries.Where(IsCompared).OrderBy(static entry => entry.Name, StringComparer.Ordinal))
                {
                    text.Append(entry.Name).Append(':');
                    Write(entry.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case YamlSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar:
                text.Append(double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : scalar.Value);
                break;
            case YamlScalar { Kind: YamlScalarKind.Boolean } scalar:
                text.Append(scalar.Value is ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" ? "true" : "false");
                break;
            case YamlScalar { IsNull: true }:
                text.Append("null");
                break;
            case YamlScalar scalar:
                text.Append('"').Append(scalar.Value).Append('"');
                break;
        }
    }
}
