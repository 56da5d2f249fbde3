using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts.AzurePipelines;

/// <content>Tasks that deploy themselves.</content>
internal sealed partial class PipelineReader
{
    private readonly Dictionary<string, (string Command, YamlScalar Path)> _baked = new(StringComparer.Ordinal);

    private sealed partial class StepReader
    {
        /// <summary>
        /// KubernetesManifest, HelmDeploy and Kubernetes with the cluster they name; a service connection names none. What they choose holds for themselves, but
        /// for the login of Kubernetes.
        /// </summary>
        public HostStep? ReadDeployment(YamlMapping step, string task, Dictionary<string, (string Command, YamlScalar Path)> baked)
        {
            var inputs = step.Map("inputs");
            var at = task.IndexOf('@', StringComparison.Ordinal);
            var name = (at < 0 ? task : task[..at]).ToLowerInvariant();
            if (name is "kubernetesmanifest" && Is(inputs, "action", "bake"))
            {
                var isKustomize = Is(inputs, "renderType", "kustomize");
                if (step.Text("name") is { } own && inputs.Scalar(isKustomize ? "kustomizationPath" : "helmChart") is { } source)
                    baked[own] = (isKustomize ? "kustomize" : "tree", source);
                return null;
            }

            var type = Known(inputs.Text("connectionType"))?.Replace(" ", "", StringComparison.Ordinal);
            var isResourceManager = type is null ? name is "helmdeploy" && inputs.Scalar("connectionType") is null : type.Equals("azureResourceManager", StringComparison.OrdinalIgnoreCase);
            if (!isResourceManager || inputs.Scalar("azureResourceGroup") is not { } group || inputs.Scalar("kubernetesCluster") is not { } cluster)
                return null;
            var (what, paths) = name switch
            {
                "kubernetesmanifest" when inputs.Scalar("action") is null || Is(inputs, "action", "deploy") => Manifests(inputs.Scalar("manifests"), baked),
                "helmdeploy" when (Is(inputs, "command", "install") || Is(inputs, "command", "upgrade")) && Is(inputs, "chartType", "FilePath") => ("tree", Below(inputs.Scalar("chartPath"))),
                "kubernetes" when Is(inputs, "command", "apply") || Is(inputs, "command", "create") => ("files", Below(inputs.Scalar("configuration"))),
                _ => ("", []),
            };
            var text = name is "kubernetes" && Is(inputs, "command", "login")
                ? DeploymentTask.Use(step.Scalar("task")!, group, cluster)
                : DeploymentTask.Deploy(step.Scalar("task")!, group, cluster, what, paths);
            return text is null ? null : new HostStep { Text = text, Dialect = ScriptDialect.Bash, Scope = scope, IsConditional = isConditional };
        }

        private bool Is(YamlMapping? inputs, string key, string value) => string.Equals(Known(inputs.Text(key)), value, StringComparison.OrdinalIgnoreCase);

        private (string Command, ImmutableArray<ShellText> Paths) Manifests(YamlScalar? manifests, Dictionary<string, (string Command, YamlScalar Path)> baked)
        {
            if (manifests is null)
                return ("files", []);
            var source = baked.FirstOrDefault(item => manifests.Value.Contains($"$({item.Key}.manifestsBundle)", StringComparison.Ordinal)).Value;
            return source.Path is { } path ? (source.Command, Below(path)) : ("files", [.. DeploymentTask.Split(YamlScalarText.Of(manifests), "\n").SelectMany(text => Below(text))]);
        }

        private ImmutableArray<ShellText> Below(YamlScalar? path) => path is null ? [] : Below(YamlScalarText.Of(path));

        /// <summary>The path from the folder that the repository is checked out to; none where that is not known.</summary>
        private ImmutableArray<ShellText> Below(ShellText path)
        {
            if (BelowCheckout(path.Content) is not { } below)
                return [];
            var builder = new ShellText.Builder(path.File);
            builder.AppendFixed(below.Length == 0 ? "." : below, path.Map(0, path.Content.Length));
            return [builder.Build()];
        }
    }
}
