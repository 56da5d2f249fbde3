namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Policies that stand in scripts.</summary>
public class ScriptedPoliciesTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [] }\n";

    private const string Deny = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\n  namespace: shop\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n";

    private static readonly string s_bare = Deny.Replace("  namespace: shop\n", "", StringComparison.Ordinal);

    public static TheoryData<string> Certain =>
    [
        $"kubectl apply -f - <<EOF\n{Deny}EOF",
        $"kubectl apply -f - <<'EOF'\n{Deny}EOF",
        $"cat <<EOF | kubectl apply -f -\n{Deny}EOF",
        $"cat <<-EOF | kubectl create --filename=- -n other\n{Deny}EOF",
        $"echo '{Deny}' | kubectl apply -f -",
        $"echo \"{Deny}\" | kubectl apply -f /dev/stdin",
        $"P='{Deny}'\necho \"$P\" | kubectl apply -f -",
        $"printf '%s\\n' '{Deny}' | kubectl apply -f -",
        $"kubectl apply -f - <<< '{Deny}'",
        $"cat > deny.yaml <<EOF\n{Deny}EOF\nkubectl apply -f deny.yaml",
        $"tee ./deny.yaml <<EOF\n{Deny}EOF\nkubectl apply --filename=deny.yaml",
        $"kubectl apply -n shop -f - <<EOF\n{s_bare}EOF",
        $"for ns in other shop; do\nkubectl apply -n $ns -f - <<EOF\n{s_bare}EOF\ndone",
        $"NS=shop\nkubectl apply -f - <<EOF\n{Deny.Replace("namespace: shop", "namespace: $NS", StringComparison.Ordinal)}EOF",
        $"kubectl apply -f - <<EOF\n{Deny.Replace("name: deny", "name: $NAME", StringComparison.Ordinal)}EOF",
        $"kubectl apply -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: x }}\n---\n{Deny}---\nkind: [\nEOF",
        $"apply() {{ kubectl apply -f - <<EOF\n{Deny}EOF\n}}\napply",
        $"az aks get-credentials -g rg -n a\nkubectl apply -f - <<EOF\n{Deny}EOF",
    ];

    public static TheoryData<string> Uncertain =>
    [
        $"if test -n \"$ISOLATE\"; then\nkubectl apply -f - <<EOF\n{Deny}EOF\nfi",
        $"kubectl apply -n \"$NS\" -f - <<EOF\n{s_bare}EOF",
        $"kubectl apply -f - <<EOF\n{Deny.Replace("namespace: shop", "namespace: $NS", StringComparison.Ordinal)}EOF",
        $"kubectl config set-context --current --namespace=\"$NS\"\nkubectl apply -f - <<EOF\n{s_bare}EOF",
        $"kubens shop\nkubectl apply -f - <<EOF\n{s_bare}EOF",
        $"kubectl apply $OPTIONS -f - <<EOF\n{Deny}EOF",
        $"kubectl apply -f - <<EOF\n{Deny}  $MORE\n: [\nEOF",
        $"sed s/a/b/ <<EOF | kubectl apply -f -\n{Deny}EOF",
        $"KIND=$1 # NetworkPolicy\nkubectl apply -f - <<EOF\n{Deny.Replace("kind: NetworkPolicy", "kind: $KIND", StringComparison.Ordinal)}EOF",
        $"kubectl apply -f - <<EOF\n{Deny.Replace("podSelector: {}", "podSelector: $SELECTOR", StringComparison.Ordinal)}EOF",
        $"kubectl apply -f - <<EOF\n{Deny}EOF\nkubectl apply -f - <<EOF\n{Deny.Replace("Ingress, ", "", StringComparison.Ordinal)}EOF",
    ];

    public static TheoryData<string> Elsewhere =>
    [
        $"kubectl apply -f - <<EOF\n{Deny.Replace("podSelector: {}", "podSelector: { matchLabels: { app: $APP } }", StringComparison.Ordinal)}EOF",
        $"kubectl apply -f - --dry-run=client <<EOF\n{Deny}EOF",
        $"kubectl delete -f - <<EOF\n{Deny}EOF",
        $"cat <<EOF\n{Deny}EOF",
        $"kubectl apply -n other -f - <<EOF\n{s_bare}EOF",
        $"kubectl apply -f - <<EOF\n{s_bare}EOF",
        $"kubectl apply -n \"$NS\" -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: x }}\nEOF",
        $"if test -n \"$X\"; then kubectl create secret generic a --dry-run=client -o yaml | kubectl apply -f -; fi",
        $"# kubectl apply -f - <<EOF\n{string.Join('\n', Deny.Split('\n').Select(static line => "# " + line))}",
    ];

    [Theory]
    [MemberData(nameof(Certain))]
    public void A_policy_that_a_script_applies_holds(string script) => Assert.Equal("Blocked Isolated", Verdicts(("k8s/web.yaml", Pod), ("deploy.sh", script)));

    [Theory]
    [MemberData(nameof(Uncertain))]
    public void A_policy_that_may_be_applied_leaves_the_verdict_open(string script) => Assert.Equal("Unknown Unknown", Verdicts(("k8s/web.yaml", Pod), ("deploy.sh", script)));

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void What_is_not_applied_to_the_namespace_changes_nothing(string script) => Assert.Equal("Reachable OpenWorld", Verdicts(("k8s/web.yaml", Pod), ("deploy.sh", script)));

    [Theory]
    [InlineData("@'\n{0}'@ | kubectl apply -f -", "Blocked Isolated")]
    [InlineData("$ns = 'shop'\n@\"\n{1}\"@ | kubectl apply -n $ns -f -", "Blocked Isolated")]
    [InlineData("$policy = @'\n{0}'@\n$policy | kubectl apply -f -", "Blocked Isolated")]
    [InlineData("Write-Output @'\n{0}'@ | kubectl.exe create --filename=-", "Blocked Isolated")]
    [InlineData("foreach ($ns in 'other', 'shop') {{ @'\n{1}'@ | kubectl apply -n $ns -f - }}", "Blocked Isolated")]
    [InlineData("if ($env:ISOLATE) {{ @'\n{0}'@ | kubectl apply -f - }}", "Unknown Unknown")]
    [InlineData("@'\n{1}'@ | kubectl apply -n $ns -f -", "Unknown Unknown")]
    [InlineData("@'\n{1}'@ | kubectl apply -f -", "Reachable OpenWorld")]
    [InlineData("@'\n{0}'@ | kubectl apply --dry-run=client -f -", "Reachable OpenWorld")]
    [InlineData("@'\n{0}'@ | Out-File p.yaml", "Reachable OpenWorld")]
    public void PowerShell_pipes_policies_too(string script, string expected) =>
        Assert.Equal(expected, Verdicts(("k8s/web.yaml", Pod), ("deploy.ps1", string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Deny, s_bare))));

    [Fact]
    public void A_fault_in_a_here_string_stands_at_its_place_there()
    {
        using var folder = new TemporaryFolder();
        folder.Write("k8s/web.yaml", Pod);
        folder.Write("deploy.ps1", $"$name = 'x'\n@\"\n{Deny.Replace("name: deny", "name: $name", StringComparison.Ordinal).Replace("[Ingress, Egress]", "[Ingres]", StringComparison.Ordinal)}\"@ | kubectl apply -f -\n");

        var diagnostic = Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Diagnostics, static diagnostic => diagnostic.Id is "AKS3009");

        Assert.Equal("deploy.ps1:10:17", diagnostic.Location.ToString());
    }

    [Fact]
    public void A_step_of_a_workflow_applies_policies_too() => Assert.Equal(
        "Blocked Isolated",
        Verdicts(
            ("k8s/web.yaml", Pod),
            (".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          kubectl apply -f - <<EOF\n" + Indent(Deny, 10) + "          EOF\n")));

    [Fact]
    public void What_goes_to_another_cluster_is_none_of_the_scope()
    {
        const string Create = "az aks create -g rg -n one\naz aks create -g rg -n two\naz aks get-credentials -g rg -n one\nkubectl apply -f k8s\n";

        Assert.Equal("Reachable OpenWorld", Verdicts(("k8s/web.yaml", Pod), ("up.sh", Create), ("deploy.sh", $"az aks get-credentials -g rg -n two\nkubectl apply -f - <<EOF\n{Deny}EOF\n")));
        Assert.Equal("Reachable OpenWorld", Verdicts(("k8s/web.yaml", Pod), ("up.sh", Create), ("deploy.sh", $"az aks get-credentials -g rg -n theirs\nkubectl apply -f - <<EOF\n{Deny}EOF\n")));
    }

    [Fact]
    public void A_kustomization_meets_the_policies_of_the_script_that_applies_it()
    {
        (string, string)[] files = [("app/web.yaml", Pod), ("app/kustomization.yaml", "resources: [web.yaml]\n")];

        Assert.Equal("Blocked Isolated", Verdicts([.. files, ("deploy.sh", $"kubectl apply -k app\nkubectl apply -f - <<EOF\n{Deny}EOF\n")]));
        Assert.Equal("Reachable OpenWorld", Verdicts([.. files, ("deploy.sh", $"kubectl apply -k other\nkubectl apply -f - <<EOF\n{Deny}EOF\n")]));
    }

    [Fact]
    public void A_policy_that_the_manifests_hold_as_it_is_counts_once() => Assert.Equal(
        "Blocked Isolated", Verdicts(("k8s/web.yaml", Pod), ("k8s/deny.yaml", Deny), ("deploy.sh", $"kubectl apply -f - <<EOF\n{Deny}EOF\n")));

    [Fact]
    public void A_fault_in_a_script_stands_at_its_place_there()
    {
        using var folder = new TemporaryFolder();
        folder.Write("k8s/web.yaml", Pod);
        folder.Write("deploy.sh", $"NAME=x\nkubectl apply -f - <<EOF\n{Deny.Replace("[Ingress, Egress]", "[Ingres]", StringComparison.Ordinal)}EOF\n");

        var diagnostic = Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Diagnostics, static diagnostic => diagnostic.Id is "AKS3009");

        Assert.Equal("deploy.sh:10:17", diagnostic.Location.ToString());
    }

    private static string Indent(string text, int columns) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new string(' ', columns) + line + "\n"));

    private static string Verdicts(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        var model = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = model.GetVerdicts(scope, Assert.Single(scope.Workloads));
        return $"{verdicts.Imds.Answer} {verdicts.Ingress.Answer}";
    }
}
