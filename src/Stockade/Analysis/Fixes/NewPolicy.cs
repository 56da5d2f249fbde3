using System.Globalization;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.Fixes;

/// <summary>The head of a policy that a fix adds.</summary>
internal static class NewPolicy
{
    /// <summary>A name that no policy of the namespace has.</summary>
    public static string NameFor(DeploymentScope scope, string @namespace, string name)
    {
        var taken = scope.Policies.Where(policy => policy.Namespace == @namespace).Select(static policy => policy.Name).ToHashSet(StringComparer.Ordinal);
        var unique = name;
        for (var number = 2; taken.Contains(unique); number++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return unique;
    }

    /// <summary>In the namespace that the object beside it writes: where it writes none, both land where the deployment says.</summary>
    public static string Header(KubernetesObject beside, string name)
    {
        var written = ((beside.Node["metadata"] as YamlMapping)?["namespace"] as YamlScalar)?.Value;
        return $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {name}\n" + (string.IsNullOrEmpty(written) ? "" : $"  namespace: {written}\n");
    }
}
