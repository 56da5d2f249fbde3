using Stockade.Analysis;
using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

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
    public void Without_an_object_the_file_identifies() =>
        Assert.NotEqual(
            Of(new Finding { Subject = new DiagnosticSubject { Cause = "x" } }.In("a", "[|x|]")),
            Of(new Finding { Subject = new DiagnosticSubject { Cause = "x" } }.In("b", "[|x|]")), StringComparer.Ordinal);

    private static string Of(Finding finding) => Fingerprint.Of(finding.ToDiagnostic());
}
