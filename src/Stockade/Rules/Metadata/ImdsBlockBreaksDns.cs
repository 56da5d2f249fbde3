using System.Net;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Metadata;

internal sealed class ImdsBlockBreaksDns : Rule
{
    // Node addresses are hosts to Cilium, which only its own kinds can name.
    private static string HostRule(IPAddress server) => $"a CiliumNetworkPolicy with toEntities: [host] and toCIDR: [{LocalDns.RangeOf(server)}] on port 53";

    private const string PodPeer =
        "the peer { namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }";

    public override DiagnosticDescriptor Descriptor => Descriptors.ImdsBlockBreaksDns;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var cuts =
            from workload in context.Workloads
            where workload.HostNetwork == Truth.False
            let cut = FindCut(context, workload)
            where cut is not null
            group workload by cut;

        foreach (var group in cuts)
        {
            var cut = group.Key;
            Workload[] workloads = [.. group];
            context.ReportDiagnostic(RuleDiagnostics.ImdsBlockBreaksDns(
                at: cut.At.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Policy = cut.At.Policy.Id, Cause = cut.At.Path },
                what: cut.What,
                policy: cut.At.Policy.Name,
                workloads: SubjectPhrase.Workloads(workloads),
                server: cut.Server,
                remedy: cut.Remedy,
                related: [.. workloads.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "cannot resolve names"))]));
        }
    }

    private static DnsCut? FindCut(NamespaceAnalysisContext context, Workload workload)
    {
        if (LocalDns.FindCut(context.Model, context.Scope, workload) is { } exception)
        {
            var isCilium = context.Scope.Cluster?.Engine is NetworkPolicyEngine.Cilium;
            return new DnsCut(
                exception,
                $"{(IpBlockException.IsPath(exception.Path) ? "the exception" : "the denial of")} {exception.Location.Text}",
                $"the DNS server {LocalDns.ServersOf(context.Scope, workload)[0]} on the node",
                isCilium ? $"it takes {HostRule(LocalDns.ServersOf(context.Scope, workload)[0])}" : "169.254.169.254/32 is enough");
        }

        if (CiliumDns.FindCut(context.Model, context.Scope, workload) is not (var peer, var policy, var isOnNode))
            return null;
        var block = peer.IpBlock!.CidrLocation;
        return new DnsCut(
            new VerdictEvidence(policy, peer.Path, block, EvidenceEffect.Allows),
            $"the block {block.Text}",
            isOnNode
                ? $"the DNS server {LocalDns.ServersOf(context.Scope, workload)[0]} on the node, as no block covers a node on Cilium"
                : "the DNS pods, as no block covers a pod on Cilium",
            isOnNode ? $"it takes {HostRule(LocalDns.ServersOf(context.Scope, workload)[0])}" : $"beside it is missing {PodPeer}");
    }

    private sealed record DnsCut(VerdictEvidence At, string What, string Server, string Remedy);
}
