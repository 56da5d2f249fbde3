using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Finds what in a pod template says that its containers ask the metadata service for something.</summary>
internal static class MetadataUses
{
    private const string Address = "169.254.169.254";
    private const string BindingLabel = "aadpodidbinding";

    // Paths of the service, https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
    private static readonly string[] s_paths = ["/metadata/instance", "/metadata/identity/oauth2/token", "/metadata/scheduledevents", "/metadata/attested"];

    public static IEnumerable<MetadataUse> Find(Workload workload)
    {
        if (WorkloadKind.TemplateOf(workload.Object) is not { } template)
            yield break;

        // Pods of aad-pod-identity get their tokens at the same address (azure.github.io/aad-pod-identity).
        if (((template["metadata"] as YamlMapping)?["labels"] as YamlMapping)?.Find(BindingLabel) is { } binding)
            yield return new MetadataUse($"it has the label '{BindingLabel}'", binding.Key.Location);
        if (template["spec"] is not YamlMapping spec)
            yield break;
        foreach (var field in new[] { "initContainers", "containers" })
        {
            foreach (var container in Mappings(spec[field]))
            {
                foreach (var use in InContainer(container))
                    yield return use;
            }
        }
    }

    private static IEnumerable<MetadataUse> InContainer(YamlMapping container)
    {
        var name = container["name"] is YamlScalar { Value.Length: > 0 } scalar ? $"container '{scalar.Value}'" : "a container";
        foreach (var variable in Mappings(container["env"]))
        {
            // A list of addresses that no proxy is asked for is no use of them.
            if (variable["name"] is not YamlScalar variableName || variableName.Value.Equals("NO_PROXY", StringComparison.OrdinalIgnoreCase))
                continue;
            if (variable["value"] is YamlScalar value && Match(value) is { } found)
                yield return new MetadataUse($"variable '{variableName.Value}' of {name} holds {found.Text}", found);
        }

        foreach (var field in new[] { "command", "args" })
        {
            var words = (container[field] as YamlSequence)?.Items.OfType<YamlScalar>().ToList() ?? [];

            // A container that blocks the address, as JupyterHub's does, names it as well.
            if (words.Exists(static word => word.Value.Contains("iptables", StringComparison.Ordinal) || word.Value.Contains("nft ", StringComparison.Ordinal)))
                continue;
            foreach (var word in words)
            {
                if (Match(word) is { } found)
                    yield return new MetadataUse($"{field} of {name} {(field == "args" ? "hold" : "holds")} {found.Text}", found);
            }
        }
    }

    /// <summary>The place of the address or of a path in a scalar; the scalar itself is long where it is a script.</summary>
    private static SourceLocation? Match(YamlScalar scalar)
    {
        var text = scalar.Location.Text;
        foreach (var mark in s_paths.Prepend(Address))
        {
            var start = text.IndexOf(mark, StringComparison.Ordinal);
            if (start < 0)
                continue;
            var end = start + mark.Length;
            var isWhole = (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
                && (mark[0] == '/' || start == 0 || !(char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '.'));
            if (isWhole)
                return scalar.File.At(scalar.Span.Start + start, scalar.Span.Start + end);
        }

        return null;
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node) => node is YamlSequence sequence ? sequence.Items.OfType<YamlMapping>() : [];
}
