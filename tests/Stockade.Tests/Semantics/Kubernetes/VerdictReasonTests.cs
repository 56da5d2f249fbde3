using Stockade.Semantics.Kubernetes;
using static Stockade.Tests.Semantics.Kubernetes.PolicyText;

namespace Stockade.Tests.Semantics.Kubernetes;

public sealed class VerdictReasonTests
{
    [Fact]
    public void Without_a_policy_the_reason_is_that_none_selects_it()
    {
        var verdicts = Verdicts();

        Assert.Equal(("no policy selects it for egress", VerdictReason.NotIsolated), (verdicts.Imds.Because, verdicts.Imds.Reason));
        Assert.Equal(("no policy selects it for ingress", VerdictReason.NotIsolated), (verdicts.Ingress.Because, verdicts.Ingress.Reason));
        Assert.Empty(verdicts.Imds.Evidence);
    }

    [Fact]
    public void A_rejected_policy_that_would_isolate_is_named()
    {
        var verdicts = Verdicts("{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: '10.10.0.0/0#example' } }] }] }");

        Assert.Equal("no policy selects it for egress; the API server rejects policy 'p1'", verdicts.Imds.Because);
        Assert.Equal(ImdsReachability.Reachable, verdicts.Imds.Answer);
    }

    [Fact]
    public void The_peer_that_allows_the_metadata_service_is_named_as_it_is_written()
    {
        var verdict = Verdicts("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }, { ipBlock: { cidr: 169.254.1.1/16 } }], ports: [{ port: 80 }] }] }").Imds;

        Assert.Equal("policy 'p1' allows 169.254.1.1/16 on TCP port 80", verdict.Because);
        var evidence = Assert.Single(verdict.Evidence);
        Assert.Equal(("spec.egress[0].to[1].ipBlock", "169.254.1.1/16", EvidenceEffect.Allows), (evidence.Path, evidence.Location.Text, evidence.Effect));
    }

    [Fact]
    public void A_rule_for_any_destination_is_named_by_its_path()
    {
        var verdict = Verdicts("{ podSelector: {}, policyTypes: [Egress], egress: [{}] }").Imds;

        Assert.Equal("policy 'p1' allows any destination", verdict.Because);
        Assert.Equal("spec.egress[0]", Assert.Single(verdict.Evidence).Path);
    }

    [Fact]
    public void A_defeated_exception_stands_beside_the_rule_that_defeats_it()
    {
        var verdict = Verdicts(
            "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.169.254/32] } }] }] }",
            "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.0.0/16 } }] }] }").Imds;

        Assert.Equal("policy 'p2' allows 169.254.0.0/16", verdict.Because);
        Assert.Equal(
            [("p2", "spec.egress[0].to[0].ipBlock", EvidenceEffect.Allows), ("p1", "spec.egress[0].to[0].ipBlock.except[1]", EvidenceEffect.Denies)],
            verdict.Evidence.Select(evidence => (evidence.Policy.Name, evidence.Path, evidence.Effect)));
        Assert.True(verdict.IsBlockDefeated);
    }

    [Fact]
    public void A_block_names_what_isolates_and_the_exception()
    {
        var verdict = Verdicts("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }").Imds;

        Assert.Equal("policy 'p1' isolates it and no rule allows 169.254.169.254:80", verdict.Because);
        Assert.Equal(
            [("169.254.169.254/32", EvidenceEffect.Denies), ("egress", EvidenceEffect.Isolates)],
            verdict.Evidence.Select(evidence => (evidence.Location.Text, evidence.Effect)));
    }

    [Theory]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }]", "policy 'p1' allows 0.0.0.0/0 except 10.0.0.0/8", "0.0.0.0/0")]
    [InlineData("[{ podSelector: {} }, { namespaceSelector: {} }]", "policy 'p1' allows every namespace", "namespaceSelector: {}")]
    [InlineData("[]", "policy 'p1' allows any source", "from: []")]
    [InlineData("[{ podSelector: {} }]", "only sources that policy 'p1' names may connect", "podSelector: {}")]
    public void The_widest_source_is_named(string peers, string because, string text)
    {
        var verdict = Verdicts($"{{ podSelector: {{}}, ingress: [{{ from: {peers} }}] }}").Ingress;

        Assert.Equal(because, verdict.Because);
        Assert.Equal([text], verdict.Evidence.Select(evidence => evidence.Location.Text));
    }

    [Fact]
    public void Only_the_peers_that_are_needed_together_are_evidence()
    {
        var verdict = Verdicts(
            "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }, { ipBlock: { cidr: 0.0.0.0/1 } }], ports: [{ port: 443 }] }] }",
            "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }] }").Ingress;

        Assert.Equal("policies 'p1' and 'p2' together allow more than half of the Internet on TCP port 443", verdict.Because);
        Assert.Equal(["0.0.0.0/1", "128.0.0.0/1"], verdict.Evidence.Select(evidence => evidence.Location.Text));
    }

    [Fact]
    public void Nobody_may_connect_where_no_rule_allows_anyone() =>
        Assert.Equal("policies 'p1', 'p2', 'p3' and 1 more isolate it and no rule allows anyone", Verdicts("{}", "{}", "{}", "{}").Ingress.Because);

    [Fact]
    public void An_open_answer_says_what_is_unknown()
    {
        var text = Web.Replace("app: web", "app: '${APP}'", StringComparison.Ordinal) + Policy("{ podSelector: { matchLabels: { app: a } } }");

        Assert.Equal("the value of its label 'app' cannot be read from the file", TestScope.Parse(text).Verdicts().Ingress.Because);
        Assert.Equal(
            "policy 'p1' holds a value that cannot be read from the file",
            Verdicts("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: '${CIDR}' } }] }] }").Imds.Because);
    }
}
