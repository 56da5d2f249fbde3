using System.Globalization;
using System.Runtime.CompilerServices;

namespace Stockade.Tests.Rules;

/// <summary>
/// Every condition that azure-cli's validators, its managed cluster decorator and the service are known to check, by number: which rule decides it,
/// or on which page it is said that nobody but the service can.
/// </summary>
public sealed class RejectedCombinationTests
{
    private const int Rows = 49;
    private const string C = "az aks create -g rg -n c ";
    private const string U = "\naz aks update -g rg -n c ";
    private const string R = "--api-server-authorized-ip-ranges ";
    private const string Overlay = "--network-plugin azure --network-plugin-mode overlay ";

    private static readonly (int Row, string Rule, string Script)[] s_decided =
    [
        (1, "AKS1005", C + R + "8.8.8.8 --enable-private-cluster"),
        (2, "AKS1005", C + "--enable-private-cluster --enable-apiserver-vnet-integration" + U + "--disable-private-cluster " + R + "8.8.8.8"),
        (3, "AKS1003", C + R + "8.8.8.8" + U + R + "\"\""),
        (4, "AKS1001", C + R + "\"\""),
        (5, "AKS1004", C + R + "0.0.0.0/32,8.8.8.8"),
        (6, "AKS1004", C + R + "8.8.8.8,"),
        (7, "AKS1004", C + R + "100.64.1.0/24"),
        (7, "AKS1004", C + R + "203.0.113.0/24"),
        (8, "AKS1004", C + R + "2001:db8::/32"),
        (9, "AKS1004", C + R + "137.117.106.90/29"),
        (10, "AKS1002", C + R + "AzureCloud"),
        (11, "AKS1002", C + R + "0.0.0.0/0"),
        (12, "AKS1002", C + R + "0.0.0.0/1,128.0.0.0/1"),
        (12, "AKS1002", C + R + "8.0.0.0/5"),
        (13, "AKS1010", C + "--enable-private-cluster --load-balancer-sku basic"),
        (14, "AKS1004", C + R + string.Join(',', Enumerable.Range(1, 201).Select(i => string.Create(CultureInfo.InvariantCulture, $"8.8.8.{i}")))),
        (16, "AKS1010", C + "--disable-public-fqdn"),
        (16, "AKS1010", C + "--private-dns-zone system"),
        (17, "AKS1010", C + "--enable-private-cluster --private-dns-zone none --disable-public-fqdn"),
        (18, "AKS1010", C + "--enable-private-cluster --private-dns-zone id --fqdn-subdomain s -p p"),
        (18, "AKS1010", C + "--enable-private-cluster --private-dns-zone system --fqdn-subdomain s"),
        (19, "AKS1010", C + U + "--enable-private-cluster"),
        (20, "AKS1010", C + U + "--enable-apiserver-vnet-integration"),
        (21, "AKS1010", C + "--enable-apiserver-vnet-integration --apiserver-subnet-id id"),
        (22, "AKS2003", C + "--network-policy calico"),
        (23, "AKS2003", C + "--network-plugin azure --pod-cidr 10.1.0.0/16"),
        (24, "AKS2003", C + "--network-plugin azure --network-policy Calico"),
        (25, "AKS2003", C + Overlay + "--network-dataplane cilium --network-policy calico"),
        (26, "AKS2003", C + Overlay + "--network-policy cilium"),
        (28, "AKS2003", C + Overlay + U + "--network-dataplane cilium"),
        (29, "AKS2003", C + "--network-plugin kubenet --network-policy azure"),
        (31, "AKS2005", C + Overlay + "--network-dataplane cilium\naz aks nodepool add -g rg --cluster-name c -n win --os-type Windows"),
        (32, "AKS2004", C + "--network-plugin azure --network-policy azure\naz aks nodepool add -g rg --cluster-name c -n win --os-type Windows"),
        (33, "AKS2003", C + Overlay + "--network-policy calico --ip-families ipv4,ipv6"),
        (34, "AKS2003", C + "--network-plugin azure --network-policy calico" + U + "--network-policy azure"),
        (35, "AKS2003", C + "--network-plugin kubenet" + U + "--network-dataplane cilium --network-policy cilium"),
        (36, "AKS2003", C + "--network-plugin azure" + U + "--network-plugin-mode overlay --network-dataplane cilium --network-policy cilium"),
        (37, "AKS2003", C + "--network-plugin azure --network-policy calico" + U + "--network-plugin-mode overlay"),
        (39, "AKS2003", C + Overlay + "--network-dataplane cilium --acns-advanced-networkpolicies L7 --disable-acns-security"),
        (39, "AKS2003", C + Overlay + "--network-dataplane cilium" + U + "--acns-transit-encryption-type WireGuard --disable-acns"),
        (40, "AKS2003", C + Overlay + "--network-policy calico --enable-acns --acns-advanced-networkpolicies FQDN"),
        (41, "AKS1010", C + "--outbound-type userDefinedRouting"),
        (41, "AKS1010", C + "--outbound-type managedNATGateway --vnet-subnet-id id"),
        (42, "AKS1010", C + "--outbound-type loadBalancer --nat-gateway-idle-timeout 5"),
        (46, "AKS1008", C + "--disable-local-accounts"),
        (47, "AKS4006", C + "--enable-imds-restriction --enable-addons monitoring"),
        (49, "AKS1010", C + "--load-balancer-sku basic"),
    ];

    // What goes, and what therefore must not be reported.
    private static readonly (int Row, string Rule, string Script)[] s_accepted =
    [
        (3, "AKS1003", C + "--enable-private-cluster" + U + R + "\"\""),
        (27, "AKS2003", C + Overlay + "--network-dataplane cilium"),
        (27, "AKS2001", C + Overlay + "--network-dataplane cilium"),
        (30, "AKS2001", C + "--network-plugin none"),
        (34, "AKS2003", C + "--network-plugin azure --network-policy calico" + U + "--network-policy none"),
        (46, "AKS1008", C + "--disable-local-accounts --enable-aad"),
    ];

    private static readonly (int Row, string Page, string Phrase)[] s_leftToTheService =
    [
        (15, "AKS1004", "`--enable-node-public-ip`"),
        (38, "AKS1010", "below Kubernetes 1.30"),
        (43, "AKS1010", "`--outbound-type none` and `block`"),
        (44, "AKS1004", "`--outbound-type` changes"),
        (45, "AKS1004", "egress address of a firewall or NAT gateway"),
        (47, "AKS4006", "the OIDC issuer"),
        (48, "AKS1010", "encrypted virtual networks"),
    ];

    [Fact]
    public void Every_condition_is_decided_or_left_to_the_service_by_name()
    {
        var rows = s_decided.Select(row => row.Row).Concat(s_accepted.Select(row => row.Row)).Concat(s_leftToTheService.Select(row => row.Row));
        Assert.Equal(Enumerable.Range(1, Rows), rows.Distinct().Order());
    }

    [Fact]
    public void Each_decided_condition_is_reported_by_its_rule() =>
        Assert.DoesNotContain(s_decided, row => !Reported(row.Script).Contains(row.Rule, StringComparer.Ordinal));

    [Fact]
    public void What_is_accepted_is_not_reported() =>
        Assert.DoesNotContain(s_accepted, row => Reported(row.Script).Contains(row.Rule, StringComparer.Ordinal));

    [Fact]
    public void Pages_name_what_is_left_to_the_service() =>
        Assert.DoesNotContain(s_leftToTheService, row => !ReadPage(row.Page).Contains(row.Phrase, StringComparison.Ordinal));

    private static IEnumerable<string> Reported(string script)
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy.sh", script + "\n");
        return [.. AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Diagnostics.Select(static diagnostic => diagnostic.Id)];
    }

    private static string ReadPage(string id, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "rules", id + ".md")).ReplaceLineEndings(" ");
}
