using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Flux's <c>postBuild.substitute</c> (fluxcd.io/flux/components/kustomize/kustomizations): <c>${NAME}</c> and <c>${NAME:=default}</c> in the text of the
/// built objects. The text is read as YAML again, so a value that was quoted may become a number or a boolean. Names without a value stay: unknown.
/// </summary>
internal static partial class FluxSubstitution
{
    private const string DisabledAnnotation = "kustomize.toolkit.fluxcd.io/substitute";

    public static KustomizeResource Apply(KustomizeResource resource, GitOpsApplication application)
    {
        var isDisabled = (resource.Annotations?[DisabledAnnotation] ?? resource.Labels?[DisabledAnnotation]) is YamlScalar { Value: "disabled" };
        return isDisabled ? resource : resource.Rewritten((YamlMapping)Apply(resource.Node, application));
    }

    private static YamlNode Apply(YamlNode node, GitOpsApplication application)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.Value.Contains("${", StringComparison.Ordinal):
                var text = Variable().Replace(scalar.Value, match => ValueOf(match, application) ?? match.Value);
                return text == scalar.Value ? scalar : new YamlScalar(scalar.File, scalar.Span, text, YamlScalarStyle.Plain);
            case YamlMapping mapping when mapping.Entries.Select(entry => new YamlEntry((YamlScalar)Apply(entry.Key, application), Apply(entry.Value, application))).ToImmutableArray() is var entries:
                return entries.Zip(mapping.Entries).All(static pair => ReferenceEquals(pair.First.Value, pair.Second.Value) && pair.First.Name == pair.Second.Name)
                    ? mapping
                    : TreeEdit.WithEntries(mapping, entries);
            case YamlSequence sequence when sequence.Items.Select(item => Apply(item, application)).ToImmutableArray() is var items:
                return items.Zip(sequence.Items).All(static pair => ReferenceEquals(pair.First, pair.Second)) ? sequence : TreeEdit.WithItems(sequence, items);
            default:
                return node;
        }
    }

    private static string? ValueOf(Match match, GitOpsApplication application)
    {
        if (application.Substitutes?[match.Groups["name"].Value] is YamlScalar { IsNull: false } given)
            return given.Value;

        // The default counts only where the cluster cannot say otherwise.
        return match.Groups["default"].Success && !application.HasOtherSubstitutes ? match.Groups["default"].Value : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::?[=-](?<default>[^}]*))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
