namespace Stockade.Tests.Rules.ApiServer;

public class PrivateClusterIsUsedFromAHostedRunnerTests
{
    private const string Create = "az aks create -g rg -n c --enable-private-cluster";
    private const string Credentials = "az aks get-credentials -g rg -n C";

    [Theory]
    [InlineData("kubectl apply -f x")]
    [InlineData("helm upgrade --install x y")]
    [InlineData("kubectl -n ns get pods")]
    [InlineData("kubectl create namespace x")]
    public void A_job_on_a_hosted_runner_that_talks_to_a_private_cluster(string command)
    {
        var (tool, rest) = (command.Split(' ', 2)[0], command.Split(' ', 2)[1]);
        Verify($"{Credentials}; [|{tool}|] {rest}; kubectl get again", runner: "ubuntu-latest");
        Verify($"{Credentials}; [|{tool}|] {rest}", runner: "windows-2022", shell: "bash");
    }

    [Theory]
    [InlineData("kubectl version --client")]
    [InlineData("kubectl kustomize x")]
    [InlineData("helm template x y")]
    [InlineData("helm repo add x y")]
    [InlineData("kubectl --context other get pods")]
    [InlineData("kubectl $ARGS get pods")]
    [InlineData("az aks command invoke -g rg -n c -c 'kubectl get pods'")]
    [InlineData("az aks get-credentials -g rg -n other; kubectl get pods")]
    [InlineData("az aks get-credentials -g rg -n \"$OTHER\"; kubectl get pods")]
    public void What_needs_no_server_or_talks_to_another_one(string command) => Verify($"{Credentials}; {command}", runner: "ubuntu-latest");

    [Theory]
    [InlineData("[self-hosted, linux]")]
    [InlineData("shop-runners")]
    [InlineData("ubuntu-latest-16-cores")]
    [InlineData("{group: shop}")]
    [InlineData("${{ inputs.runner }}")]
    public void A_runner_that_may_be_inside_the_network(string runner) => Verify($"{Credentials}; kubectl get pods", runner);

    [Fact]
    public void A_job_that_joins_the_network() => Verify($"sudo openvpn --config x; {Credentials}; kubectl get pods", runner: "ubuntu-latest");

    [Fact]
    public void A_cluster_that_is_not_private_or_not_known_to_be() =>
        RuleVerifier.Verify("AKS1009", ".github/workflows/w.yml", $$"""
            on: push
            jobs:
              a:
                runs-on: ubuntu-latest
                steps:
                - run: az aks create -g rg -n c $FLAGS
                - run: az aks create -g rg -n d
                - run: {{Credentials}}; kubectl get pods
                - run: az aks get-credentials -g rg -n d; kubectl get pods
            """);

    [Fact]
    public void A_pipeline_with_an_image_and_a_script_that_a_step_calls() =>
        RuleVerifier.Verify(
            "AKS1009",
            ("azure-pipelines.yml", """
            variables:
              name: $[ variables.x ]
            stages:
            - stage: a
              jobs:
              - job: hosted
                pool: {vmImage: ubuntu-latest}
                steps:
                - bash: az aks create -g rg -n $(name) --enable-private-cluster
                - bash: |
                    az aks get-credentials -g rg -n $(name)
                    scripts/deploy.sh
              - job: own
                pool: shop
                steps:
                - bash: az aks get-credentials -g rg -n $(name); kubectl get pods
            """),
            ("scripts/deploy.sh", "[|kubectl|] apply -f k8s\n"));

    private static void Verify(string script, string runner, string shell = "bash") =>
        RuleVerifier.Verify("AKS1009", ("create.sh", Create + "\n"), (".github/workflows/w.yml", $$"""
            on: push
            jobs:
              a:
                runs-on: {{runner}}
                steps:
                - shell: {{shell}}
                  run: |
                    {{script}}
            """));
}
