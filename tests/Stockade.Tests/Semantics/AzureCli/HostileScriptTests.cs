using System.Globalization;
using System.Text;
using Stockade.Syntax.Shell;
using static Stockade.Tests.Semantics.AzureCli.ScriptFixture;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>Scripts that would exhaust a reader without bounds. That the tests end is what they show.</summary>
public sealed class HostileScriptTests
{
    [Fact]
    public void Fifty_thousand_lines_are_read()
    {
        var script = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
            script.Append(CultureInfo.InvariantCulture, $"N{i}=n{i}\nif [ -n \"$X\" ]; then\n  A{i}=1\nfi\naz x -n $N{i}\n");

        Assert.Equal(10_000, Read(script.ToString()).Invocations.Count(invocation => invocation.Complete));
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("\"$(")]
    [InlineData("${a:-")]
    [InlineData("((")]
    [InlineData("a=(")]
    [InlineData("{ \n")]
    [InlineData("if a; then\n")]
    [InlineData("case a in b)\n")]
    [InlineData("`\n")]
    [InlineData("cat <<A <<B\n$(")]
    [InlineData("a[\n")]
    public void Deep_nesting_ends_with_an_error(string opening)
    {
        var result = Read("az first\n" + string.Concat(Enumerable.Repeat(opening, 20_001)));

        Assert.Equal("first", Print(result.Invocations[0]));
        Assert.True(opening is "a[\n" || result.Errors.Length > 0);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("$A")]
    [InlineData("a;")]
    [InlineData("{a,")]
    public void A_line_of_ten_megabytes_is_read(string piece)
    {
        var result = Read("az first\necho " + string.Concat(Enumerable.Repeat(piece, 10_000_000 / piece.Length)));

        Assert.Equal("first", Print(Assert.Single(result.Invocations)));
    }

    [Theory]
    [InlineData("f() { f; f; az x; }\nf\n", "a function that calls itself is followed only a few times")]
    [InlineData("X='eval \"$X\"; az x'; eval \"$X\"\n", "the commands are nested too deeply to be followed")]
    [InlineData(". ./a.sh\n", "'./a.sh' includes itself")]
    [InlineData("for a in {1..250}; do for b in {1..250}; do for c in {1..250}; do az $a $b $c; done; done; done\n", "the script runs too many commands to be followed to its end")]
    public void What_would_not_end_is_cut_off(string script, string message)
    {
        var result = Read(script, ScriptDialect.Bash, ("./a.sh", ". ./a.sh"));

        Assert.Contains(result.Errors, error => string.Equals(error.Message, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A=x\n", "A=$A$A\n")]
    [InlineData("A=()\n", "A+=(\"${A[@]}\" x)\n")]
    public void Values_stay_small(string first, string line)
    {
        var result = Read(first + string.Concat(Enumerable.Repeat(line, 100)) + "az \"$A\" end");

        Assert.Equal("end", result.Invocations[0].Words[^1].Value);
    }
}
