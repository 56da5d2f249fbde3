using Stockade.Syntax.Shell;

namespace Stockade.Tests.Semantics.AzureCli.PowerShell;

/// <summary>
/// What az is given where PowerShell runs it. Known is what both ways of passing arguments agree on: Standard (Linux and macOS since 7.3) and
/// Legacy (az.cmd on Windows, Windows PowerShell).
/// </summary>
public sealed class NativeArgumentTests
{
    [Theory]
    [InlineData("An empty string is passed on or dropped", "az x --ranges \"\" -g rg", "x --ranges ?\"\" -g rg")]
    [InlineData("Quotes in single quotes are the value or stand for nothing", "az x --ranges '\"\"' -g rg", "x --ranges ?\"\" -g rg")]
    [InlineData("An empty value behind an equals sign is always passed on", "az x --ranges=\"\"", "x --ranges=")]
    [InlineData("Null vanishes", "az x --ranges $null --yes", "x --ranges --yes")]
    [InlineData("A variable that nobody sets may be anything", "az x --ranges $undef --yes", "~ x --ranges *${undef} --yes")]
    [InlineData("In quotes it is one word", "az x --ranges \"$undef\"", "x --ranges ?${undef}")]
    [InlineData("Bare words with commas are as they stand", "az x --ranges 1.2.3.4,5.6.7.8", "x --ranges 1.2.3.4,5.6.7.8")]
    [InlineData("Variables with commas are the text or the values", "$ip='1.2.3.4'; az x --ranges $ip/32,$ip", "x --ranges ?$ip/32,$ip")]
    [InlineData("Strings with commas, too", "$a='1.2.3.4'; az x --ranges \"$a/32\",\"$a/30\"", "x --ranges ?\"$a/32\",\"$a/30\"")]
    [InlineData("A blank behind a comma splits", "az x --ranges 1.2.3.4, 5.6.7.8", "x --ranges 1.2.3.4, 5.6.7.8")]
    [InlineData("An array variable is several words", "$ips='1.2.3.4','5.6.7.8'; az x --ranges $ips", "x --ranges 1.2.3.4 5.6.7.8")]
    [InlineData("In quotes an array is one", "$ips='1.2.3.4','5.6.7.8'; az x --ranges \"$ips\"", "x --ranges '1.2.3.4 5.6.7.8'")]
    [InlineData("Joined it is what az wants", "$ips='1.2.3.4','5.6.7.8'; az x --ranges ($ips -join ',')", "x --ranges 1.2.3.4,5.6.7.8")]
    [InlineData("A splatted array is its elements", "$p=@('-g','rg','--yes'); az x @p", "x -g rg --yes")]
    [InlineData("A splatted hashtable is nothing az understands", "$h=@{name='c';yes=$true}; az x @h", "~ x *@h")]
    [InlineData("A string is never split", "$f='--a --b'; az x $f", "x '--a --b'")]
    [InlineData("A flag in a branch is none or one word", "az x $(if ($c) {'--p'})", "~ x *${if}")]
    [InlineData("Both ways of a choice are one word", "az x ($c ? 'a' : 'b')", "x ?${if}")]
    [InlineData("Verbatim text is split at blanks", "az --% x -g rg --yes", "x -g rg --yes")]
    [InlineData("Quotes in verbatim text stay or do not", "az --% x --name \"a b\"", "~ x --name *x --name \"a b\" *x --name \"a b\"")]
    [InlineData("Double quotes within a value stay or do not", "az x --body '{\"a\":\"b\"}'", "x --body ?{\"a\":\"b\"}")]
    [InlineData("A parameter with a colon is one word", "az x -n:c -y:$false", "x -n:c -y:False")]
    public void Words_are_known_where_both_ways_agree(string row, string script, string expected) =>
        Assert.Equal((row, expected), (row, ScriptFixture.Commands(script, ScriptDialect.PowerShell)));

    [Fact]
    public void What_follows_an_odd_quote_is_not_known() =>
        Assert.Equal("~ x ?a\"b *010 *c", ScriptFixture.Commands("az x a`\"b 010 c", ScriptDialect.PowerShell));

    [Fact]
    public void A_splatting_sign_that_is_not_quoted_is_no_file() =>
        Assert.DoesNotContain("params.json", ScriptFixture.Commands("az x @params.json", ScriptDialect.PowerShell), StringComparison.Ordinal);

    [Fact]
    public void A_file_in_quotes_is_a_word() =>
        Assert.Equal("x @params.json", ScriptFixture.Commands("az x '@params.json'", ScriptDialect.PowerShell));
}
