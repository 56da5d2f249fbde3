using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Rules.ApiServer;
using Stockade.Rules.Metadata;
using Stockade.Rules.PolicyEngine;
using Stockade.Semantics.AzureCli;
using Stockade.Tests.Semantics.AzureCli;

namespace Stockade.Tests.Rules;

/// <summary>Edges of the rules about clusters that their pages do not show.</summary>
public sealed class ClusterRuleTests
{
    private const string Create = "az aks create -g rg -n c ";
    private const string Update = "\naz aks update -g rg -n c ";

    [Fact]
    public void Cleared_ranges_are_a_warning_and_a_variable_is_information()
    {
        Assert.Equal(DiagnosticSeverity.Warning, Single(new AuthorizedRangesAreCleared(), "az aks update -g rg -n c --api-server-authorized-ip-ranges=").Severity);
        Assert.Equal(DiagnosticSeverity.Info, Single(new AuthorizedRangesAreCleared(), "az aks update -g rg -n c --api-server-authorized-ip-ranges \"$IP\"").Severity);
        Assert.Empty(Run(new AuthorizedRangesAreCleared(), Create + Update + "--api-server-authorized-ip-ranges=" + Update + "--enable-private-cluster --enable-apiserver-vnet-integration --apiserver-subnet-id s"));
    }

    [Fact]
    public void Every_bad_range_has_its_own_diagnostic() =>
        Assert.Equal(2, Run(new AuthorizedRangesAreInvalid(), Create + "--api-server-authorized-ip-ranges 10.0.0.0/8,8.8.8.8,::1/128").Count);

    [Fact]
    public void Ranges_that_are_replaced_are_not_too_broad() =>
        Assert.Empty(Run(new AuthorizedRangesAreTooBroad(), Create + "--api-server-authorized-ip-ranges 0.0.0.0/0" + Update + "--api-server-authorized-ip-ranges 8.8.8.8"));

    [Fact]
    public void Ranges_on_a_private_cluster_point_back_to_what_makes_it_private()
    {
        var diagnostic = Single(new PrivateClusterHasAuthorizedRanges(), Create + "--enable-private-cluster" + Update + "--api-server-authorized-ip-ranges 8.8.8.8");
        Assert.Equal("--enable-private-cluster", Assert.Single(diagnostic.Related).Location.Text);
    }

    [Fact]
    public void A_public_time_is_reported_at_the_command_that_opens()
    {
        var diagnostic = Single(new ApiServerIsPublicForAWhile(), Create + Update + "--api-server-authorized-ip-ranges 8.8.8.8");
        Assert.Equal("az aks create", diagnostic.Location.Text);
        Assert.Equal("az aks update", Assert.Single(diagnostic.Related).Location.Text);
        Assert.Empty(Run(new ApiServerIsPublicForAWhile(), Create + "\n?az aks update -g rg -n c --api-server-authorized-ip-ranges 8.8.8.8"));
    }

    [Fact]
    public void A_private_cluster_is_reopened_by_whoever_creates_it() =>
        Assert.Equal("--disable-private-cluster", Single(new PrivateClusterIsReopened(), Update + "--disable-private-cluster").Location.Text);

    [Theory]
    [InlineData("", "Entra ID is not enabled, and local accounts are the only way in")]
    [InlineData("--enable-aad", "local accounts are enabled beside Entra ID")]
    [InlineData("--disable-local-accounts", "local accounts are off and Entra ID is not enabled")]
    public void Accounts(string options, string problem) => Assert.Equal(problem, Single(new LocalAccountsAreEnabled(), Create + options).Arguments[1]);

    [Theory]
    [InlineData("--enable-aad --disable-local-accounts")]
    [InlineData("$EXTRA")]
    [InlineData("--sku automatic")]
    public void Accounts_that_are_in_order_or_unknown(string options) => Assert.Empty(Run(new LocalAccountsAreEnabled(), Create + options));

    [Fact]
    public void A_refused_option_names_what_was_probably_meant() => Assert.Equal(
        "'--enable-private-clustr' is not an option of 'az aks create', did you mean '--enable-private-cluster'?",
        Single(new CommandIsCut(), Create + "--enable-private-clustr").Arguments[1]);

    [Theory]
    [InlineData("--uptime-sla", DiagnosticSeverity.Warning)]
    [InlineData("--disable-public-fqdn", DiagnosticSeverity.Error)]
    [InlineData("–-yes", DiagnosticSeverity.Error)]
    public void What_az_does_not_take(string option, DiagnosticSeverity severity) => Assert.Equal(severity, Single(new CommandIsCut(), Create + option).Severity);

    [Theory]
    [InlineData("--enable-rbac")]
    [InlineData("--enable-p")]
    [InlineData("$EXTRA word")]
    public void What_az_may_take(string options) => Assert.Empty(Run(new CommandIsCut(), Create + options));

    [Fact]
    public void A_dataplane_alone_is_a_warning_at_an_update() => Assert.Equal(
        DiagnosticSeverity.Warning,
        Single(new PolicyEngineIsRejected(), Create + "--network-plugin azure" + Update + "--network-dataplane cilium").Severity);

    [Fact]
    public void A_retiring_engine_is_information_and_a_retired_one_a_warning()
    {
        const string npm = Create + "--network-plugin azure --network-policy azure";
        Assert.Equal(DiagnosticSeverity.Info, Single(new PolicyEngineIsRetired(), npm).Severity);
        Assert.Contains(
            Run(new PolicyEngineIsRetired(), npm + "\naz aks nodepool add -g rg --cluster-name c -n w --os-type Windows"),
            diagnostic => diagnostic.Severity is DiagnosticSeverity.Warning);
        Assert.Empty(Run(new PolicyEngineIsRetired(), npm + Update + "--network-policy cilium --network-dataplane cilium"));
    }

    [Fact]
    public void Cilium_beside_Windows_points_at_the_pool() => Assert.Equal(
        "--os-type Windows",
        Single(new PolicyEngineDoesNotSupportWindows(), Create + "--network-plugin azure --network-dataplane cilium\naz aks nodepool add -g rg --cluster-name c -n w --os-type Windows").Location.Text);

    [Theory]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction")]
    [InlineData("az aks create -g rg -n c --enable-imds-restriction\naz aks update -g rg -n c --disable-imds-restriction")]
    [InlineData("az aks create -g rg -n c --enable-imds-restriction -a monitoring")]
    public void A_restriction_without_effect(string script) => Single(new ImdsRestrictionIsNotInEffect(), script);

    [Theory]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\naz aks upgrade -g rg -n c --node-image-only")]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\n?az aks upgrade -g rg -n c --node-image-only")]
    [InlineData("az aks create -g rg -n c")]
    public void A_restriction_in_effect_or_unknown_or_none(string script) => Assert.Empty(Run(new ImdsRestrictionIsNotInEffect(), script));

    private static RuleDiagnostic Single(Rule rule, string script) => Assert.Single(Run(rule, script));

    private static List<RuleDiagnostic> Run(Rule rule, string script)
    {
        var commands = AzScript.Commands(script);
        var model = new Stockade.Semantics.SemanticModel { Commands = commands, Clusters = ClusterReplay.Replay(commands) };
        var context = new AnalysisContext();
        rule.Initialize(context);
        var diagnostics = new List<RuleDiagnostic>();
        foreach (var action in context.ModelActions)
            action(new ModelAnalysisContext(model, diagnostics.Add));
        foreach (var cluster in model.Clusters)
        {
            foreach (var action in context.ClusterActions)
                action(new ClusterAnalysisContext(model, cluster, diagnostics.Add));
        }

        return diagnostics;
    }
}
