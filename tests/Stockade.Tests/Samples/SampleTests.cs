using System.Collections.Immutable;
using System.Text.Json;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Samples;

/// <summary>What the check prints for each sample, held in its <c>expected.txt</c>.</summary>
public class SampleTests
{
    public static TheoryData<string> Samples() =>
    [
        "contoso-retail/open", "contoso-retail/hardened", "contoso-retail/powershell/open", "contoso-retail/powershell/hardened", "contoso-windows/open", "contoso-windows/hardened", "helm-rendered",
        "engine-cilium/on-cilium", "engine-cilium/on-azure", "kustomize-overlays", "engine-npm/on-azure", "engine-npm/on-cilium",
        "engine-none/without", "engine-none/with", "custom-rules", "engine-calico/on-calico", "engine-calico/on-azure",
    ];

    private static string Folder(string sample) => RepositoryRoot.Combine("samples", sample.Replace('/', Path.DirectorySeparatorChar));

    private static AnalysisResult Analyze(string folder) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder });

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_prints_what_its_page_says(string sample) =>
        Golden.Check(ReportText.Of(Analyze(Folder(sample)), ReportFormat.Text), Path.Combine(Folder(sample), "expected.txt"));

    [Fact]
    public void The_open_shop_shows_every_hole_it_has()
    {
        var ids = Analyze(Folder("contoso-retail/open")).Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["AKS1001", "AKS2001", "AKS2002", "AKS3001", "AKS4001"], StringComparer.Ordinal), ids.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_hardened_shop_is_clean() => Assert.Empty(Analyze(Folder("contoso-retail/hardened")).Diagnostics);

    [Theory]
    [InlineData("on-cilium", ImdsReachability.Blocked, IngressExposure.Restricted)]
    [InlineData("on-azure", ImdsReachability.Reachable, IngressExposure.OpenWorld)]
    public void The_same_policies_protect_only_where_the_engine_reads_them(string folder, object imds, object ingress)
    {
        var model = Analyze(Folder($"engine-cilium/{folder}")).Model;
        var scope = Assert.Single(model.Scopes);
        Assert.All(scope.Workloads, workload => Assert.Equal<(object, object)>((imds, ingress), (model.GetVerdicts(scope, workload).Imds.Answer, model.GetVerdicts(scope, workload).Ingress.Answer)));
    }

    [Theory]
    [InlineData("on-calico", "backend Blocked Restricted, frontend Blocked Isolated")]
    [InlineData("on-azure", "backend Reachable Isolated, frontend Reachable Isolated")]
    public void The_policies_of_Calico_are_read_by_Calico_alone(string folder, string expected)
    {
        var model = Analyze(Folder($"engine-calico/{folder}")).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = scope.Workloads.OrderBy(static workload => workload.Object.Name, StringComparer.Ordinal).Select(workload => (workload.Object.Name, Verdicts: model.GetVerdicts(scope, workload)));
        Assert.Equal(expected, string.Join(", ", verdicts.Select(static item => $"{item.Name} {item.Verdicts.Imds.Answer} {item.Verdicts.Ingress.Answer}")));
    }

    [Fact]
    public void Only_the_overlay_that_patches_the_policy_blocks_the_metadata_service()
    {
        using var model = new StringWriter();
        ModelWriter.Write(Analyze(Folder("kustomize-overlays")), ModelFormat.Json, model);

        var scopes = JsonDocument.Parse(model.ToString()).RootElement.GetProperty("scopes").EnumerateArray()
            .Select(static scope => $"{scope.GetProperty("name")}: {scope.GetProperty("workloads")[0].GetProperty("imds").GetProperty("verdict")}");

        Assert.Equal(["overlays/dev: reachable", "overlays/prod: blocked"], scopes);
    }

    /// <summary>Two policies of Microsoft's training page on AKS network access, in the namespace of the hardened shop and instead of its own.</summary>
    [Fact]
    public void The_policies_everybody_copies_are_judged_right()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder("contoso-retail/hardened"), "k8s")).Where(static file => !file.EndsWith("policies.yaml", StringComparison.Ordinal)))
            folder.Write($"k8s/{Path.GetFileName(file)}", File.ReadAllText(file));
        folder.Write(
            "k8s/copied.yaml",
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: allow-frontend-to-backend
              namespace: retail-app
            spec:
              podSelector:
                matchLabels:
                  app: backend
              policyTypes:
              - Ingress
              ingress:
              - from:
                - podSelector:
                    matchLabels:
                      app: frontend
                ports:
                - protocol: TCP
                  port: 8080
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: block-imds
              namespace: retail-app
            spec:
              podSelector: {}
              policyTypes:
              - Egress
              egress:
              - to:
                - ipBlock:
                    cidr: 0.0.0.0/0
                    except:
                    - 169.254.169.254/32
            """);

        var model = Analyze(folder.Path).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = scope.Workloads.ToImmutableDictionary(static workload => workload.Name, workload => model.GetVerdicts(scope, workload));
        Assert.All(verdicts.Values, static verdict => Assert.Equal(ImdsReachability.Blocked, verdict.Imds.Answer));
        Assert.Equal(IngressExposure.Restricted, verdicts["backend"].Ingress.Answer);
        Assert.Equal(IngressExposure.OpenWorld, verdicts["frontend"].Ingress.Answer);
    }
}
