namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Steps of workflows and pipelines that deploy without a script.</summary>
public class DeploymentTaskTests
{
    private const string Two = "az aks create -g rg -n one --network-plugin azure --network-policy azure\naz aks create -g rg -n two\n";

    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [] }\n";

    private const string Context = "{ uses: azure/aks-set-context@v4, with: { resource-group: rg, cluster-name: two } }";

    [Theory]
    [InlineData("{ uses: Azure/k8s-deploy@v5, with: { manifests: k8s } }", "rg/two: .github/workflows/d.yml:8:17 deploys it with the credentials of this cluster")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { manifests: \"k8s/a.yaml, k8s/b.yaml\" } }", "rg/two")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { action: deploy, manifests: \"${{ env.FOLDER }}/a.yaml\", strategy: canary } }", "rg/two")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { action: deploy, manifests: k8s, private-cluster: true, resource-group: rg, name: one } }", "rg/one")]
    [InlineData("{ run: kubectl apply -f k8s }", "rg/two")]
    [InlineData("{ run: cat k8s/a.yaml | kubectl apply -f - }", "rg/two")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { action: promote, manifests: k8s } }", "none")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { manifests: \"${{ inputs.path }}\" } }", "none")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { manifests: \"${{ steps.bake.outputs.manifestsBundle }}\" } }", "none")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { manifests: \"it's\" } }", "none")]
    [InlineData("{ uses: azure/k8s-deploy@v5, with: { manifests: k8s, private-cluster: true } }", "none")]
    [InlineData("{ uses: other/k8s-deploy@v5, with: { manifests: k8s } }", "none")]
    public void A_workflow_deploys_to_the_cluster_whose_context_is_set(string step, string expected) => Assert.StartsWith($"k8s {expected}", Workflow(Context, step), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ uses: azure/k8s-set-context@v4, with: { kubeconfig: x } }", "none")]
    [InlineData("{ uses: azure/aks-set-context@v4, with: { resource-group: rg, cluster-name: \"${{ vars.CLUSTER }}\" } }", "none")]
    [InlineData("{ uses: azure/aks-set-context@v4, with: { resource-group: \"${{ env.GROUP }}\", cluster-name: one } }", "rg/one")]
    [InlineData("{ if: inputs.other, uses: azure/aks-set-context@v4, with: { resource-group: rg, cluster-name: one } }", "none")]
    [InlineData("{ uses: azure/aks-set-context@v4, with: { resource-group: elsewhere, cluster-name: gone } }", "none: .github/workflows/d.yml:9:17 deploys it to 'gone', which no file defines")]
    public void The_last_context_counts(string step, string expected) => Assert.StartsWith(
        $"k8s {expected}", Workflow(Context, step, "{ uses: azure/k8s-deploy@v5, with: { manifests: k8s } }"), StringComparison.Ordinal);

    [Fact]
    public void What_is_baked_is_deployed()
    {
        const string Deploy = "{ uses: azure/k8s-deploy@v5, with: { manifests: \"${{ steps.bake.outputs.manifestsBundle }}\" } }";
        Assert.StartsWith("k8s rg/two", Workflow(Context, "{ id: bake, uses: azure/k8s-bake@v3, with: { renderEngine: kustomize, kustomizationPath: k8s } }", Deploy), StringComparison.Ordinal);
        Assert.StartsWith("k8s none", Workflow(Context, "{ id: bake, uses: azure/k8s-bake@v3, with: { renderEngine: kustomize, kustomizationPath: other } }", Deploy), StringComparison.Ordinal);
        Assert.StartsWith("k8s none", Workflow(Context, "{ id: roast, uses: azure/k8s-bake@v3, with: { renderEngine: kustomize, kustomizationPath: k8s } }", Deploy), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_job_bakes_is_not_deployed()
    {
        const string Bake = "{ id: bake, uses: azure/k8s-bake@v3, with: { renderEngine: kustomize, kustomizationPath: k8s } }";
        const string Deploy = "{ uses: azure/k8s-deploy@v5, with: { manifests: \"${{ steps.bake.outputs.manifestsBundle }}\" } }";
        const string NextJob = "\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - ";
        Assert.StartsWith("k8s none", Workflow(Bake + NextJob + Context, Deploy), StringComparison.Ordinal);
        Assert.StartsWith("k8s rg/two", Workflow("{ run: echo }" + NextJob + Context, Bake, Deploy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KubernetesManifest@1", "action: deploy, connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: two, manifests: k8s/a.yaml", "rg/two")]
    [InlineData("KubernetesManifest@1", "connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: $(cluster), manifests: \"$(Build.SourcesDirectory)/k8s/*.yaml\"", "rg/two")]
    [InlineData("HelmDeploy@0", "azureResourceGroup: rg, kubernetesCluster: two, command: upgrade, chartType: FilePath, chartPath: k8s", "rg/two")]
    [InlineData("HelmDeploy@1", "connectionType: Azure Resource Manager, azureResourceGroup: rg, kubernetesCluster: two, command: upgrade, chartType: filepath, chartPath: $(System.DefaultWorkingDirectory)/k8s", "rg/two")]
    [InlineData("Kubernetes@1", "connectionType: Azure Resource Manager, azureResourceGroup: rg, kubernetesCluster: two, command: apply, useConfigurationFile: true, configuration: k8s", "rg/two")]
    [InlineData("KubernetesManifest@1", "action: deploy, kubernetesServiceConnection: two, manifests: k8s/a.yaml", "none")]
    [InlineData("KubernetesManifest@1", "action: deploy, connectionType: kubernetesServiceConnection, azureResourceGroup: rg, kubernetesCluster: two, manifests: k8s/a.yaml", "none")]
    [InlineData("KubernetesManifest@1", "action: patch, connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: two, manifests: k8s/a.yaml", "none")]
    [InlineData("KubernetesManifest@1", "connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: $(other), manifests: k8s/a.yaml", "none")]
    [InlineData("KubernetesManifest@1", "connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: two, manifests: $(folder)/a.yaml", "none")]
    [InlineData("HelmDeploy@0", "azureResourceGroup: rg, kubernetesCluster: two, command: upgrade, chartType: Name, chartName: k8s", "none")]
    [InlineData("HelmDeploy@0", "azureResourceGroup: rg, kubernetesCluster: two, command: ls", "none")]
    [InlineData("Kubernetes@1", "connectionType: Azure Resource Manager, azureResourceGroup: rg, kubernetesCluster: two, command: get, configuration: k8s", "none")]
    public void A_task_of_a_pipeline_names_its_cluster(string task, string inputs, string expected) =>
        Assert.StartsWith($"k8s {expected}", Pipeline($"  - {{ task: {task}, inputs: {{ {inputs} }} }}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_login_holds_for_later_steps_and_other_tasks_for_themselves()
    {
        const string Inputs = "connectionType: Azure Resource Manager, azureResourceGroup: rg, kubernetesCluster: two";
        Assert.StartsWith("k8s rg/two", Pipeline($"  - {{ task: Kubernetes@1, inputs: {{ {Inputs}, command: login }} }}\n  - script: kubectl apply -f k8s\n"), StringComparison.Ordinal);
        Assert.StartsWith("k8s none", Pipeline($"  - {{ task: KubernetesManifest@1, inputs: {{ {Inputs}, manifests: other }} }}\n  - script: kubectl apply -f k8s\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_pipeline_bakes_is_deployed() => Assert.StartsWith(
        "k8s rg/two",
        Pipeline(
            "  - { task: KubernetesManifest@1, name: bake, inputs: { action: bake, renderType: kustomize, kustomizationPath: k8s } }\n"
            + "  - { task: KubernetesManifest@1, inputs: { connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: two, manifests: $(bake.manifestsBundle) } }\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "rg/two")]
    [InlineData("- job: b\n  steps:\n", "none")]
    public void What_another_job_of_a_pipeline_bakes_is_not_deployed(string between, string expected) => Assert.StartsWith(
        $"k8s {expected}",
        Bind(
            "azure-pipelines.yml",
            "trigger: none\npool: { vmImage: ubuntu-latest }\njobs:\n- job: a\n  steps:\n"
            + "  - { task: KubernetesManifest@1, name: bake, inputs: { action: bake, renderType: kustomize, kustomizationPath: k8s } }\n"
            + between
            + "  - { task: KubernetesManifest@1, inputs: { connectionType: azureResourceManager, azureResourceGroup: rg, kubernetesCluster: two, manifests: $(bake.manifestsBundle) } }\n",
            isKustomized: true),
        StringComparison.Ordinal);

    [Fact]
    public void An_action_deploys_the_folders_below_as_well()
    {
        const string Below = "k8s/below/b.yaml";
        Assert.StartsWith("k8s rg/two", Workflow(Below, [Context, "{ uses: azure/k8s-deploy@v5, with: { manifests: k8s } }"]), StringComparison.Ordinal);
        Assert.StartsWith("k8s none", Workflow(Below, [Context, "{ run: kubectl apply -f k8s }"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_is_no_command_of_az()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".github/workflows/d.yml", $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - {Context}\n");
        Assert.Empty(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Commands);
    }

    private static string Workflow(params string[] steps) => Workflow(null, steps);

    private static string Workflow(string? below, string[] steps) => Bind(
        ".github/workflows/d.yml",
        "on: push\nenv: { FOLDER: k8s, GROUP: rg }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" + string.Concat(steps.Select(static step => $"      - {step}\n")),
        steps.Any(static step => step.Contains("kustomizationPath", StringComparison.Ordinal)),
        below);

    private static string Pipeline(string steps) => Bind(
        "azure-pipelines.yml",
        "trigger: none\npool: { vmImage: ubuntu-latest }\nvariables: { cluster: two }\nsteps:\n" + steps,
        steps.Contains("kustomizationPath", StringComparison.Ordinal));

    private static string Bind(string path, string text, bool isKustomized, string? below = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("create.sh", Two);
        folder.Write("k8s/a.yaml", Pod);
        if (below is not null)
            folder.Write(below, Pod.Replace("name: web", "name: api", StringComparison.Ordinal));
        if (isKustomized)
            folder.Write("k8s/kustomization.yaml", "resources: [a.yaml]\n");
        folder.Write(path, text);
        var scope = Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Scopes);
        return $"{scope.Name} {scope.Cluster?.Id ?? "none"}: {scope.ClusterBecause}";
    }
}
