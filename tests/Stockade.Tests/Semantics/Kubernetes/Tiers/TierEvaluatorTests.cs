using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Tests.Semantics.Kubernetes.Tiers;

/// <summary>What NetworkPolicy never needs: deny rules, pass rules, tiers that fall through.</summary>
public sealed class TierEvaluatorTests
{
    private static readonly RuleSource s_source = Source();

    [Theory]
    [InlineData("Deny 10.0.0.0/8; Allow 0.0.0.0/0", "Deny", "Deny")]
    [InlineData("Allow 0.0.0.0/0; Deny 10.0.0.0/8", "Deny", "Allow")]
    [InlineData("Deny 11.0.0.0/8; Allow 0.0.0.0/0", "Deny", "Allow")]
    [InlineData("Deny 11.0.0.0/8", "Deny", "Deny")]
    [InlineData("Deny 11.0.0.0/8", "Pass", "Allow")]
    [InlineData("Pass 10.0.0.0/8; Deny 0.0.0.0/0", "Deny", "Allow")]
    public void The_first_rule_that_matches_decides(string rules, string atEnd, string expected) =>
        Assert.Equal(expected, TierEvaluator.Decide([Tier(rules, atEnd)], IPAddress.Parse("10.1.2.3"), Protocol.Tcp, 80).Action.ToString());

    [Fact]
    public void Pass_leaves_the_tier_for_the_next()
    {
        ImmutableArray<PolicyTier> tiers = [Tier("Pass 10.0.0.0/8; Allow 0.0.0.0/0", "Pass"), Tier("Deny 10.1.0.0/16; Allow 0.0.0.0/0", "Deny")];

        Assert.Equal(TierAction.Deny, TierEvaluator.Decide(tiers, IPAddress.Parse("10.1.2.3"), Protocol.Tcp, 80).Action);
        Assert.Equal(TierAction.Allow, TierEvaluator.Decide(tiers, IPAddress.Parse("10.2.2.3"), Protocol.Tcp, 80).Action);
    }

    [Theory]
    [InlineData("Deny 0.0.0.0/1; Allow 0.0.0.0/0", "Deny", "Restricted")]
    [InlineData("Deny 0.0.0.0/2; Allow 0.0.0.0/0", "Deny", "OpenWorld")]
    [InlineData("Deny 0.0.0.0/0; Deny ::/0; Allow pods", "Pass", "AllNamespaces")]
    [InlineData("Deny 0.0.0.0/0; Deny ::/0", "Pass", "AllNamespaces")]
    [InlineData("Deny team=a; Allow pods", "Deny", "Restricted")]
    [InlineData("Allow team=a; Allow team!=a", "Deny", "AllNamespaces")]
    [InlineData("Deny team=a; Deny team!=a; Allow pods", "Deny", "Isolated")]
    [InlineData("Pass team=a; Deny pods; Deny 0.0.0.0/0; Deny ::/0", "Deny", "Restricted")]
    [InlineData("Pass pods; Deny 0.0.0.0/0; Deny ::/0", "Deny", "AllNamespaces")]
    [InlineData("Deny pods; Deny 0.0.0.0/0; Deny ::/0", "Pass", "Isolated")]
    [InlineData("Pass 0.0.0.0/0; Deny pods", "Deny", "OpenWorld")]
    [InlineData("Pass 0.0.0.0/0; Deny 0.0.0.0/0; Deny ::/0; Deny pods", "Pass", "OpenWorld")]
    public void Denials_narrow_what_comes_after_them(string rules, string atEnd, string expected)
    {
        var search = new PodSearch(new NamespaceCatalog([]), "shop", Bound.Lower);

        Assert.Equal(expected, TierEvaluator.Classify([Tier(rules, atEnd)], search, Bound.Lower, PeerEntities.None).Exposure.ToString());
    }

    [Theory]
    [InlineData("Allow 10.0.0.0/8; Allow team=a", "Restricted")]
    [InlineData("Allow 0.0.0.0/2; Allow 64.0.0.0/2; Allow 128.0.0.0/2", "OpenWorld")]
    [InlineData("Allow 10.0.0.0/8; Allow pods", "AllNamespaces")]
    [InlineData("Allow 10.0.0.0/8; Allow team!=a", "Restricted")]
    [InlineData("Allow 10.0.0.0/8; Allow team!=a; Allow team=a", "AllNamespaces")]
    public void Allowances_count_together(string rules, string expected)
    {
        var search = new PodSearch(new NamespaceCatalog([]), "shop", Bound.Lower);

        Assert.Equal(expected, TierEvaluator.Classify([Tier(rules, "Deny")], search, Bound.Lower, PeerEntities.None).Exposure.ToString());
    }

    private static PolicyTier Tier(string rules, string atEnd) => new([.. rules.Split("; ").Select(Rule)], Enum.Parse<TierAction>(atEnd));

    private static TierRule Rule(string text)
    {
        var words = text.Split(' ');
        var action = Enum.Parse<TierAction>(words[0]);
        return words[1] switch
        {
            "pods" => new TierRule(action, AddressSet.Empty, PodSet.Everything, null, s_source),
            "team=a" => new TierRule(action, AddressSet.Empty, Team(LabelOperator.In), null, s_source),
            "team!=a" => new TierRule(action, AddressSet.Empty, Team(LabelOperator.NotIn), null, s_source),
            var cidr => new TierRule(action, AddressSet.Of(CidrText.Parse(cidr)!.Value), null, null, s_source),
        };
    }

    private static PodSet Team(LabelOperator operation) => new([new LabelRequirement("team", operation, ["a"], null)], []);

    private static RuleSource Source()
    {
        var policy = PolicyText.Read("{ ingress: [{}] }");
        return new RuleSource(policy, policy.Ingress!.Rules[0], null);
    }
}
