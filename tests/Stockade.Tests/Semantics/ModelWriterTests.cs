using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics;

public sealed class ModelWriterTests
{
    private const string Manifests = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: "red"}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: web, tier: "${TIER}"}}
            spec: {hostNetwork: "${HOST}"}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: refused, namespace: shop}
        spec: {podSelector: {}, policyTypes: [ingress]}

        """;

    [Fact]
    public void Json_has_the_names_and_the_order_of_the_contract()
    {
        Assert.Equal(
            """
            {
              "schemaVersion": 1,
              "scopes": [
                {
                  "name": "k8s",
                  "kind": "folder",
                  "root": "k8s",
                  "because": "it is the only file with manifests",
                  "files": [
                    "k8s/all.yaml"
                  ],
                  "cluster": "rg/aks",
                  "clusterBecause": "no other cluster is defined",
                  "namespaces": [
                    {
                      "name": "shop",
                      "declared": true,
                      "labels": {
                        "team": "red"
                      }
                    }
                  ],
                  "workloads": [
                    {
                      "id": "shop/Deployment/web",
                      "file": "k8s/all.yaml",
                      "line": 7,
                      "column": 18,
                      "labels": {
                        "app": "web",
                        "tier": null
                      },
                      "hostNetwork": "unknown",
                      "imds": VERDICT,
                      "ingress": VERDICT
                    }
                  ],
                  "policies": [
                    {
                      "id": "shop/NetworkPolicy/deny",
                      "file": "k8s/all.yaml",
                      "line": 13,
                      "selects": [
                        "shop/Deployment/web"
                      ]
                    }
                  ]
                }
              ],
              "clusters": [
                {
                  "id": "rg/aks",
                  "name": "aks",
                  "resourceGroup": "rg",
                  "file": "create.sh",
                  "line": 2,
                  "apiServer": "restricted",
                  "private": "false",
                  "authorizedIpRanges": [
                    "203.0.113.0/24"
                  ],
                  "networkPolicyEngine": "cilium",
                  "imdsRestriction": "pending",
                  "entraId": "unknown",
                  "localAccounts": "disabled",
                  "operations": [
                    0
                  ]
                }
              ],
              "commands": [
                {
                  "file": "create.sh",
                  "line": 2,
                  "column": 3,
                  "dialect": "bash",
                  "host": "azure-pipelines",
                  "command": "aks create",
                  "options": {
                    "--enable-private-cluster": [],
                    "--name": [
                      null
                    ]
                  },
                  "complete": false,
                  "conditional": true
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            HideVerdicts(Write(ModelFormat.Json)));
    }

    [Fact]
    public void Json_of_nothing_has_all_its_lists()
    {
        using var writer = new StringWriter();
        ModelJsonWriter.Write(new SemanticModel(), writer);

        Assert.Equal("{\n  \"schemaVersion\": 1,\n  \"scopes\": [],\n  \"clusters\": [],\n  \"commands\": []\n}\n", writer.ToString());
    }

    [Fact]
    public void Absent_and_unknown_ranges_differ()
    {
        Assert.Contains("\"authorizedIpRanges\": null", Write(ModelFormat.Json, AuthorizedIpRanges.Absent), StringComparison.Ordinal);
        Assert.Contains("\"authorizedIpRanges\": \"unknown\"", Write(ModelFormat.Json, AuthorizedIpRanges.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_names_every_subject_with_its_place()
    {
        var text = Write(ModelFormat.Text);

        Assert.Contains("scope k8s (folder)\n", text, StringComparison.Ordinal);
        Assert.Contains("  workload shop/Deployment/web (k8s/all.yaml:7:18)\n", text, StringComparison.Ordinal);
        Assert.Contains("    selects shop/Deployment/web\n", text, StringComparison.Ordinal);
        Assert.Contains("cluster rg/aks (create.sh:2:3)\n", text, StringComparison.Ordinal);
    }

    /// <summary>The verdicts have tests of their own.</summary>
    private static string HideVerdicts(string json)
    {
        const string End = "\n          }";
        foreach (var name in new[] { "\"imds\": ", "\"ingress\": " })
        {
            var start = json.IndexOf(name, StringComparison.Ordinal) + name.Length;
            var end = json.IndexOf(End, start, StringComparison.Ordinal) + End.Length;
            json = string.Concat(json.AsSpan(0, start), "VERDICT", json.AsSpan(end));
        }

        return json;
    }

    private static string Write(ModelFormat format, AuthorizedIpRanges? ranges = null)
    {
        var script = new SourceFile("create.sh", "#!/bin/bash\n  az aks create\n");
        var location = script.At(14, 16);
        var cluster = new ManagedCluster
        {
            Id = "rg/aks",
            Name = "aks",
            ResourceGroup = "rg",
            Location = location,
            CommandLocation = location,
            ApiServer = ApiServerExposure.Restricted,
            State = new ClusterState
            {
                Private = Truth.False,
                Ranges = ranges ?? AuthorizedIpRanges.Of(["203.0.113.0/24"]),
                Engine = NetworkPolicyEngine.Cilium,
                Imds = ImdsRestriction.Pending,
                LocalAccounts = LocalAccounts.Disabled,
            },
            Operations = [0],
        };
        var command = new AzureCommand
        {
            Invocation = new CommandInvocation
            {
                Location = location, Extent = location, Dialect = ScriptDialect.Bash, Host = ScriptHost.AzurePipelines, Words = [], Conditional = true,
            },
            Name = "aks create",
            Complete = false,
            Options = ImmutableSortedDictionary<string, AzureOption>.Empty
                .Add("--name", new AzureOption("--name", location, [new CommandWord(null, location)]))
                .Add("--enable-private-cluster", new AzureOption("--enable-private-cluster", location, [])),
        };
        var documents = YamlReader.Read(new SourceFile("k8s/all.yaml", Manifests.ReplaceLineEndings("\n")), KubernetesObjectReader.IsInteresting);
        var model = KubernetesModelBuilder.Build(documents, "default", [cluster]);
        var result = new AnalysisResult(new SemanticModel { Scopes = model.Scopes, Clusters = [cluster], Commands = [command] }, [], new AnalysisSummary());
        using var writer = new StringWriter();
        ModelWriter.Write(result, format, writer);
        return writer.ToString();
    }
}
