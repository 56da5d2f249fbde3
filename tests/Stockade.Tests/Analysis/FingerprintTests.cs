using Stockade.Analysis;
using Stockade.Tests.Reporting;

namespace Stockade.Tests.Analysis;

public sealed class FingerprintTests
{
    [Fact]
    public void Moving_an_object_keeps_its_fingerprint() =>
        Assert.Equal(Of(new Finding().In("a.yaml", "[|x|]")), Of(new Finding { Message = "other" }.In("b/c.yaml", "\n\n [|x|]")));

    [Fact]
    public void Another_cause_is_another_fingerprint() =>
        Assert.NotEqual(
            Of(new Finding { Subject = new DiagnosticSubject { Cluster = "rg/a", Cause = "x" } }.In("a", "[|x|]")),
            Of(new Finding { Subject = new DiagnosticSubject { Cluster = "rg/a", Cause = "y" } }.In("a", "[|x|]")), StringComparer.Ordinal);

    [Fact]
    public void A_place_in_a_list_and_the_name_of_the_scope_are_no_identity() =>
        Assert.Equal(
            Of(new Finding { Subject = new DiagnosticSubject { Scope = "k8s", Policy = "shop/NetworkPolicy/a", Cause = "spec.egress[12].to[0] or [none]" } }.In("a", "[|x|]")),
            Of(new Finding { Subject = new DiagnosticSubject { Scope = "deploy", Policy = "shop/NetworkPolicy/a", Cause = "spec.egress[0].to[3] or [none]" } }.In("a", "[|x|]")));

    private static string Of(Finding finding) => Fingerprint.Of(finding.ToDiagnostic());
}
