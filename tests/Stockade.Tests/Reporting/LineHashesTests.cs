using Stockade.Reporting;
using Stockade.Text;

namespace Stockade.Tests.Reporting;

public sealed class LineHashesTests
{
    /// <summary>The expected hashes are what <c>Sarif.Multitool rewrite --insert RollingHashPartialFingerprints</c> (5.7.0) writes for the file.</summary>
    [Fact]
    public void Lines_have_the_hashes_that_GitHub_computes()
    {
        var text = "a: 1\r\n\tb:  2\r\n\r\na: 1\n" + string.Concat(Enumerable.Repeat("same: 日本 😀\n", 30)) + "last";
        var hashes = LineHashes.Of(new SourceFile("f.yaml", text));

        Assert.Equal(
            ["5b88ea250bff84bb:1", "af8324fcc410cef3:1", "ac0bdc820b1e51b0:1", "e596b8c59c41a1eb:1", "72c1c706ad805cd0:1", "72c1c706ad805cd0:2"],
            Enumerable.Range(0, 6).Select(hashes.Of));
        Assert.Equal(["34c2dfa88fa6a25b:1", "8bb669a06afa6db:1", "5aec0d1f28a31c5b:1", "58429ecce5a8d0db:1"], new[] { 29, 30, 33, 34 }.Select(hashes.Of));
        Assert.Equal(1, LineHashes.Of(new SourceFile("empty.yaml", "")).Of(0).Count(static unit => unit == ':'));
    }
}
