namespace Stockade.Tests.Rules.Metadata;

public class WorkloadUsesImdsTests
{
    private static void Verify(string container, string labels = "{}") => RuleVerifier.Verify(
        "AKS4007",
        "a.yaml",
        $"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{ name: a }}\nspec: {{ jobTemplate: {{ spec: {{ template: {{ metadata: {{ labels: {labels} }}, spec: {{ containers: [{container}] }} }} }} }} }}\n");

    [Theory]
    [InlineData("{ env: [{ name: URL, value: \"http://[|169.254.169.254|]/metadata/instance\" }] }")]
    [InlineData("{ args: [curl, \"[|169.254.169.254|]:80\"] }")]
    [InlineData("{ command: [sh, -c, \"curl $HOST[|/metadata/identity/oauth2/token|]?resource=x\"] }")]
    public void The_address_or_a_path_of_it_is_marked(string container) => Verify(container);

    [Theory]
    [InlineData("{ env: [{ name: no_proxy, value: \"169.254.169.254\" }] }")]
    [InlineData("{ command: [iptables, -A, OUTPUT, -d, 169.254.169.254, -j, DROP] }")]
    [InlineData("{ args: [\"/metadata/instances\", \"1169.254.169.254\", \"169.254.169.2540\"] }")]
    [InlineData("{ image: \"169.254.169.254/x\" }")]
    public void What_does_not_ask_it_is_silent(string container) => Verify(container);

    [Fact]
    public void The_label_of_pod_identity_is_marked() => Verify("{}", "{ [|aadpodidbinding|]: web }");
}
