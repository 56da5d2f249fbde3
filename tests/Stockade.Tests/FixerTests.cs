using System.Text;

namespace Stockade.Tests;

/// <summary>What fixes change, and what they leave alone.</summary>
public sealed class FixerTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { containers: [{ name: a, image: a }] }\n";

    private const string Policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What is written, and what stands there afterwards.
    [Theory]
    [InlineData("  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0 # all\n        # last\n", "  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0 # all\n            except: [169.254.169.254/32]\n        # last\n")]
    [InlineData("  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n            except:\n            - 10.0.0.0/8   # ours\n", "  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n            except:\n            - 10.0.0.0/8   # ours\n            - 169.254.169.254/32\n")]
    [InlineData("  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n", "  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }]\n")]
    [InlineData("  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [ 10.0.0.0/8 ] } }] }]\n", "  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [ 10.0.0.0/8, 169.254.169.254/32 ] } }] }]\n")]
    [InlineData("  egress:\n    - {}\n", "  egress:\n    - { to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }, { ipBlock: { cidr: \"::/0\" } }, { namespaceSelector: {} }] }\n")]
    [InlineData("  egress:\n    - ports:\n        - port: 80\n        - { port: 53, protocol: UDP }\n", "  egress:\n    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }, { ipBlock: { cidr: \"::/0\" } }, { namespaceSelector: {} }]\n      ports:\n        - port: 80\n        - { port: 53, protocol: UDP }\n")]
    [InlineData("  egress:\n    - ports:\n        - port: 80\n", null)]
    [InlineData("  egress:\n    - to: [{ ipBlock: { cidr: 169.0.0.0/8 } }]\n    - to: [{ ipBlock: { cidr: 169.254.0.0/16 } }]\n", "  egress:\n    - to: [{ ipBlock: { cidr: 169.0.0.0/8, except: [169.254.169.254/32] } }]\n    - to: [{ ipBlock: { cidr: 169.254.0.0/16, except: [169.254.169.254/32] } }]\n")]
    [InlineData("  egress:\n    - to: [{ ipBlock: { cidr: 169.254.169.254/32 } }]\n", null)]
    public void A_rule_that_allows_the_metadata_service_takes_it_out(string egress, string? expected)
    {
        foreach (var breaks in (string[])["\n", "\r\n"])
        {
            var text = (Pod + "---\n" + Policy + egress).ReplaceLineEndings(breaks);
            _folder.Write("all.yaml", text);
            var result = Fix("AKS4");
            Assert.Equal(expected is null ? 0 : 1, result.Titles.Length);
            Assert.Equal(expected is null ? text : (Pod + "---\n" + Policy + expected).ReplaceLineEndings(breaks), Read("all.yaml"));
            Assert.Equal(0, Fix("AKS4").FileCount);
        }
    }

    [Fact]
    public void Json_stays_json()
    {
        _folder.Write("pod.yaml", Pod);
        _folder.Write("policy.json", "{\"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\", \"metadata\": {\"name\": \"p\", \"namespace\": \"shop\"},\n\"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Egress\"], \"egress\": [{\"to\": [{\"ipBlock\": {\"cidr\": \"0.0.0.0/0\"}}]}, {}]}}\n");
        Assert.Single(Fix("AKS4").Titles);
        Assert.NotNull(System.Text.Json.JsonDocument.Parse(Read("policy.json")));
        Assert.Contains("{\"cidr\": \"0.0.0.0/0\", \"except\": [\"169.254.169.254/32\"]}", Read("policy.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_without_a_policy_gets_one_behind_its_workload()
    {
        _folder.Write("all.yaml", Pod.TrimEnd('\n'));
        var result = Fix("AKS4001");
        Assert.Equal(["all.yaml:3:19: AKS4001: Add a policy that allows everything but the metadata service in namespace 'shop'"], result.Titles);
        Assert.StartsWith(Pod + "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: block-instance-metadata\n  namespace: shop\n", Read("all.yaml"), StringComparison.Ordinal);
        Assert.Equal((1, 0), (Analyze().Summary.WorkloadsBlocked, Analyze().Summary.WorkloadsReachable));
    }

    [Fact]
    public void A_pod_that_another_policy_isolates_is_not_opened()
    {
        var other = Pod.Replace("name: web, ", "name: db, ", StringComparison.Ordinal).Replace("app: web", "app: db", StringComparison.Ordinal);
        _folder.Write("all.yaml", Pod + "---\n" + other + "---\n" + Policy.Replace("podSelector: {}", "podSelector: { matchLabels: { app: db } }", StringComparison.Ordinal) + "  egress: []\n");
        Assert.Single(Fix("AKS4001").Titles);
        Assert.Contains("podSelector: { matchLabels: { \"app\": \"web\" } }", Read("all.yaml"), StringComparison.Ordinal);
        Assert.Equal(2, Analyze().Summary.WorkloadsBlocked);
    }

    [Theory]
    [InlineData("a: 1 # stockade:ignore AKS4002 because\n", "a: 1\n")]
    [InlineData("# stockade:ignore AKS4002 because\n# stays\n", "# stays\n")]
    [InlineData("# stockade:ignore AKS3003, AKS4002 because\n", "# stockade:ignore AKS3003 because\n")]
    [InlineData("# stockade:ignore AKS4002, AKS3003 because\n", "# stockade:ignore AKS3003 because\n")]
    [InlineData("# stockade:ignore AKS3003 because (until 2020-01-01)\n", "")]
    public void A_suppression_without_effect_goes(string comment, string expected)
    {
        var (before, after) = comment[0] == '#' ? (comment + Pod, expected + Pod) : (Pod + comment, Pod + expected);
        _folder.Write("all.yaml", before);
        Assert.Single(Fix("AKS9004").Titles);
        Assert.Equal(after, Read("all.yaml"));
    }

    [Fact]
    public void A_misspelt_field_is_spelt_right_and_only_where_nothing_gets_worse()
    {
        _folder.Write("all.yaml", Pod + "---\n" + Policy.Replace("podSelector", "\"podSelectr\"", StringComparison.Ordinal) + "  egress: []\n");
        Assert.Single(Fix("AKS3010").Titles);
        Assert.Contains("  \"podSelector\": {}\n", Read("all.yaml"), StringComparison.Ordinal);

        _folder.Write("all.yaml", Pod + "---\n" + Policy + "  egres: [{}]\n");
        Assert.Empty(Fix("AKS3010").Titles);
    }

    [Fact]
    public void What_the_analysis_cannot_check_to_the_end_is_applied_on_demand()
    {
        _folder.Write("create.sh", "#!/bin/bash\naz aks create -g rg -n aks \\\n  --location westeurope # here\n");
        var offered = Fix("AKS1001");
        Assert.Equal((0, 1), (offered.FileCount, offered.OnDemand));
        Assert.Single(Fix("AKS1001", includeUnsafe: true).Titles);
        Assert.StartsWith("#!/bin/bash\naz aks create --enable-private-cluster -g rg", Read("create.sh"), StringComparison.Ordinal);

        _folder.Write("all.yaml", Pod + "---\n" + Policy.Replace("Egress", "Ingress", StringComparison.Ordinal) + "  ingress:\n    - from:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n      ports: [{ port: 80 }]\n");
        Assert.Single(Fix("AKS3001", includeUnsafe: true).Titles);
        Assert.EndsWith("    - from:\n        - podSelector: {}\n      ports: [{ port: 80 }]\n", Read("all.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_gets_an_engine_that_AKS_takes()
    {
        _folder.Write("create.sh", "az aks create -g rg -n aks --enable-private-cluster --network-plugin azure\n");
        Assert.Single(Fix("AKS2001", includeUnsafe: true).Titles);
        Assert.DoesNotContain(Analyze().Diagnostics, static diagnostic => diagnostic.Id.StartsWith("AKS20", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_base_says_is_mended_once_for_all_overlays()
    {
        _folder.Write("base/all.yaml", Pod + "---\n" + Policy + "  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n");
        _folder.Write("base/kustomization.yaml", "resources: [all.yaml]\n");
        foreach (var name in (string[])["dev", "prod"])
            _folder.Write($"overlays/{name}/kustomization.yaml", $"resources: [../../base]\nnamePrefix: {name}-\n");
        Assert.Single(Fix("AKS4001").Titles);
        Assert.Equal(2, Analyze().Summary.WorkloadsBlocked);
    }

    [Fact]
    public void Rendered_output_is_left_alone()
    {
        _folder.Write("all.yaml", "# Source: shop/templates/pod.yaml\n" + Pod);
        Assert.Empty(Fix("AKS4").Titles);
    }

    [Fact]
    public void Encoding_byte_order_mark_mode_and_links_stay()
    {
        var text = "# \u00E9\u4E16\uD83D\uDE00\r\n" + (Pod + "---\n" + Policy + "  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n").ReplaceLineEndings("\r\n");
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            var path = Path.Combine(_folder.Path, "all.yaml");
            File.WriteAllText(path, text, encoding);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Single(Fix("AKS4").Titles);
            Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(text.Replace("0.0.0.0/0 ", "0.0.0.0/0, except: [169.254.169.254/32] ", StringComparison.Ordinal))], File.ReadAllBytes(path));
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
        }

        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_report_shows_the_fix_of_a_finding_where_it_is_asked_for()
    {
        _folder.Write("all.yaml", Pod + "---\n" + Policy + "  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n");
        var options = new AnalysisOptions { RootDirectory = _folder.Path, Select = ["AKS4001"], IncludeFixes = true };
        var result = AnalyzerEngine.Analyze(options);
        Assert.Contains(
            "   = help: Take the metadata service out of what 'p' allows (stockade fix)\n   + all.yaml\n     @@ -9,4 +9,4 @@\n      spec:\n        podSelector: {}\n        policyTypes: [Egress]\n     -  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]\n     +  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }]\n",
            ReportText.Of(result, ReportFormat.Text),
            StringComparison.Ordinal);
        Assert.Contains("\"insertedContent\"", ReportText.Of(result, ReportFormat.Sarif), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_changed_since_is_not_touched()
    {
        _folder.Write("all.yaml", Pod);
        var result = Fixer.Run(new AnalysisOptions { RootDirectory = _folder.Path, Select = ["AKS4001"] }, includeUnsafe: false);
        _folder.Write("all.yaml", Pod + "# more\n");
        Assert.Equal("all.yaml is left as it is: it has changed since it was read", Assert.Single(result.Apply()));
        Assert.Equal(Pod + "# more\n", Read("all.yaml"));
    }

    private FixResult Fix(string select, bool includeUnsafe = false)
    {
        var result = Fixer.Run(new AnalysisOptions { RootDirectory = _folder.Path, Select = [select], Today = new DateOnly(2026, 11, 23) }, includeUnsafe);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Apply());
        return result;
    }

    private AnalysisResult Analyze() => AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path });

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder.Path, path));
}
