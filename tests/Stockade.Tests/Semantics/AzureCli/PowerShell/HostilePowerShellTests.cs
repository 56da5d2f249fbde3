using Stockade.Syntax.Shell;

namespace Stockade.Tests.Semantics.AzureCli.PowerShell;

public sealed class HostilePowerShellTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("$(")]
    [InlineData("@{a=")]
    [InlineData("az $(")]
    [InlineData("az x$(")]
    [InlineData("if ($x) {")]
    [InlineData("\"$(")]
    [InlineData("${")]
    [InlineData("!")]
    [InlineData("1+")]
    [InlineData("'a'.b(")]
    [InlineData("& ")]
    [InlineData("<#")]
    public void Deep_nesting_ends(string text) =>
        Assert.NotEmpty(ScriptFixture.Read(string.Concat(Enumerable.Repeat(text, 20_000)) + "\naz a", ScriptDialect.PowerShell).Errors);

    [Theory]
    [InlineData("function f { az a; f }; f", "calls itself")]
    [InlineData("function f { f; f }; f; az b", "calls itself")]
    [InlineData("1..200 | ForEach-Object { 1..200 | ForEach-Object { 1..200 | ForEach-Object { az a } } }", "too many commands")]
    public void Runs_without_end_are_cut(string script, string expected) =>
        Assert.Contains(ScriptFixture.Read(script, ScriptDialect.PowerShell).Errors, error => error.Message.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Every_beginning_of_a_script_is_survived()
    {
        const string Script = "param([string]$n = 'c')\nfunction f { az a @args `\n --b \"$($x.y[0])\" }\nf @{ k = 'v' } | % { az $_ }; switch ($n) { 'a' { az 1 } }\n";
        for (var length = 0; length <= Script.Length; length++)
            Assert.NotNull(ScriptFixture.Read(Script[..length], ScriptDialect.PowerShell));
    }
}
