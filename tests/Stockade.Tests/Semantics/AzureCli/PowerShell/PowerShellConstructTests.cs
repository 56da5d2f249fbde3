using Stockade.Syntax.Shell;

namespace Stockade.Tests.Semantics.AzureCli.PowerShell;

public sealed class PowerShellConstructTests
{
    [Theory]
    [InlineData("$x = 'v'; az a -n:c -- $x -n:c -m:$x", "a -n:c -- v -n: c -m: v")]
    [InlineData("$h = @{ k = 'v' }; & { $h.k = 'w' }; az a $h.k", "a w")]
    [InlineData("$x = 'a b'; $y = 'c'; az a $x,$y", "~ a *$x,$y")]
    [InlineData("for ($j = 0; $j -lt 2; $j++) { try { for ($j = 0; $j -lt 2; $j++) { az a } } catch { az b } }", "a\na\nif b\nif a\nif a\nif b")]
    [InlineData("az a `\n  b `\n  c", "a b c")]
    [InlineData("az a `\r\n  b", "a b")]
    [InlineData("$x = 'v'; az a $x \"$x-1\" \"${x}y\" '$x' $x/z --o=$x", "a v v-1 vy $x v/z --o=v")]
    [InlineData("$h = @{ n = 'c'; deep = @{ k = 'v' } }; az a $h.n \"$($h.deep.k)\" $h['n']", "a c v c")]
    [InlineData("az a ('{0}-{1}' -f 'x', 'y') ('a' + 'b') ('a.b' -replace 'a', 'c')", "a x-y ab c.b")]
    [InlineData("$t = @\"\none $(1 + 1)\n\"@\naz a $t", "a 'one 2'")]
    [InlineData("$t = @'\n$x\n'@\naz a $t", "a $x")]
    [InlineData("& az a; & 'az' b; $az = 'az'; & $az c; & { az d }; . { $y = 'e' }; az $y", "a\nb\nc\nd\ne")]
    [InlineData("function f([string]$Name, [switch]$Yes) { if ($Yes) { az a $Name } else { az b $Name } }; f n -Yes; f -Na m", "if a n\nif b m")]
    [InlineData("function f { param($a, $b = 'd') az $a $b @args }; f 1 2 3; f x", "1 2 3\nx d")]
    [InlineData("function f { return 'v' }; az a (f); $x = f; az b $x", "a v\nb v")]
    [InlineData("function f { $x = 'inner'; $script:y = 'set' }; $x = 'outer'; f; az a $x $y", "a outer set")]
    [InlineData("foreach ($r in 'x', 'y') { az a $r }", "a x\na y")]
    [InlineData("1..2 | ForEach-Object { az a $_ }", "a 1\na 2")]
    [InlineData("for ($i = 0; $i -lt 2; $i++) { az a \"n$i\" }", "a n0\na n1")]
    [InlineData("foreach ($r in Get-Content x) { az a $r }", "if ~ a *${r}")]
    [InlineData("while ($true) { az a; break }", "if a")]
    [InlineData("switch ('b') { 'a' { az 1 } 'b' { az 2 } default { az 3 } }", "if 2")]
    [InlineData("switch ($x) { 'a' { az 1 } default { az 3 } }", "if 1\nif 3")]
    [InlineData("try { az a } catch { az b } finally { az c }", "a\nif b\nc")]
    [InlineData("az a; if ($LASTEXITCODE -ne 0) { exit 1 }; az b", "a\nb")]
    [InlineData("if (az group exists -n x) { az a } elseif ($y) { az b } else { az c }", "group exists -n x\nif a\nif b\nif c")]
    [InlineData("az a && az b || az c", "a\nb\nif c")]
    [InlineData("Test-Path x && az a", "if a")]
    [InlineData("Invoke-Expression \"az a 'b c'\"; iex 'az d'", "a 'b c'\nd")]
    [InlineData("Start-Process az -ArgumentList 'aks','create','-g rg' -Wait", "aks create -g rg")]
    [InlineData("bash -c 'az a \"b c\"'", "a 'b c'")]
    [InlineData("pwsh -Command \"az a\"", "a")]
    [InlineData("$env:X = 'v'; az a $env:X", "a v")]
    [InlineData("[string[]]$p = @(); $p += 'a'; $p += 'b','c'; az @p", "a b c")]
    [InlineData("$p = [System.Collections.Generic.List[string]]::new(); $p.Add('a'); az @p", "a")]
    [InlineData("if ($c) { $x = 'a' } else { $x = 'b' }; az a $x", "a ?${x}")]
    [InlineData("$x = 'a'; foreach ($i in Get-Item *) { $x = 'b' }; az a $x", "a ?${x#2}")]
    [InlineData("az a # comment\naz b <# block #> c", "a\nb c")]
    [InlineData("az a > out.txt 2>&1; az b 2>$null | Out-Null", "a\nb")]
    [InlineData("$id = az show --query id; az a --id $id", "show --query id\n~ a --id *${id}")]
    [InlineData("$a, $b = 'x', 'y'; az $a $b", "x y")]
    [InlineData("Invoke-Retry { az a }", "if a")]
    [InlineData("az a ` b ` \naz c", "a b\nc")]
    [InlineData("$x = (Get-It).\n  Trim().\n  Length\naz a", "a")]
    public void A_script_runs_these_commands(string script, string expected) =>
        Assert.Equal(expected, ScriptFixture.Commands(script, ScriptDialect.PowerShell));

    [Theory]
    [InlineData("az a ` \n  --b c", "TrailingBlank")]
    [InlineData("az a `\n  # why `\n  --b c", "Comment")]
    [InlineData("az a\n  --b c", "Missing")]
    public void A_command_that_is_cut_says_where(string script, string kind)
    {
        var fault = Assert.Single(ScriptFixture.Read(script, ScriptDialect.PowerShell).Invocations).Fault;
        Assert.Equal(kind, fault?.Kind.ToString());
    }

    [Fact]
    public void A_parameter_of_the_script_may_have_its_default()
    {
        var word = ScriptFixture.Read("param([string]$Name = 'c')\naz a $Name", ScriptDialect.PowerShell).Invocations[0].Words[1];
        Assert.Equal((null, "c", false), (word.Value, word.Fallback, word.MayBeAnyWords));
    }

    [Fact]
    public void Files_of_the_repository_run_where_they_are_called()
    {
        var commands = ScriptFixture.Commands(
            ". \"$PSScriptRoot/vars.ps1\"\n& ./create.ps1 -Name $name\naz c $name",
            ScriptDialect.PowerShell,
            ("./vars.ps1", "$name = 'n'"),
            ("./create.ps1", "param($Name, $Size = 3)\naz b $Name $Size\nexit 0"));
        Assert.Equal("b n 3\nc n", commands);
    }

    [Fact]
    public void Kubectl_and_helm_are_tools()
    {
        var result = ScriptFixture.Read("az a; kubectl apply -f x; helm install y", ScriptDialect.PowerShell);
        Assert.Equal(["kubectl", "helm"], result.Tools.Select(tool => tool.Program));
    }

    [Theory]
    [InlineData("New-AzAksCluster -ResourceGroupName rg -Name c -NetworkPolicy Azure -NetworkPlugin azure -DisableLocalAccount", "aks create --resource-group rg --name c --network-policy azure --network-plugin azure --disable-local-accounts")]
    [InlineData("$p = @{ ResourceGroupName = 'rg'; Name = 'c' }; New-AzAksCluster @p -EnableApiServerAccessPrivateCluster:$true", "aks create --resource-group rg --name c --enable-private-cluster")]
    [InlineData("new-azakscluster rg c -ApiServerAccessAuth '9.9.9.9/32','8.8.8.8/32' -EnableApiServerAccessPrivateCluster:$false", "aks create --api-server-authorized-ip-ranges 9.9.9.9/32,8.8.8.8/32 --resource-group rg --name c")]
    [InlineData("Set-AzAksCluster -Name c -ResourceGroupName rg -ApiServerAccessAuthorizedIpRange @()", "aks update --name c --resource-group rg --api-server-authorized-ip-ranges ''")]
    [InlineData("Remove-AzAksCluster -ResourceGroupName rg -Name c -Force", "aks delete --resource-group rg --name c")]
    [InlineData("New-AzAksNodePool -ResourceGroupName rg -ClusterName c -Name p -OsType Windows", "aks nodepool add --resource-group rg --cluster-name c --nodepool-name p --os-type Windows")]
    [InlineData("New-AzAksCluster -ResourceGroupName rg -Name c -WhatIf", "")]
    public void Cmdlets_of_Az_PowerShell_are_the_same_commands(string script, string expected) =>
        Assert.Equal(expected, ScriptFixture.Commands(script, ScriptDialect.PowerShell));

    [Fact]
    public void Words_before_a_quote_in_verbatim_text_are_certain() => Assert.Equal(
        "~ aks create -n c --tags *-n c --tags \"a b\" --yes *-n c --tags \"a b\" --yes",
        ScriptFixture.Commands("az aks create --% -n c --tags \"a b\" --yes", ScriptDialect.PowerShell));

    [Theory]
    [InlineData("Invoke-Expression \"az x\"", "script.sh:1:20")]
    [InlineData("$y = 1\niex 'az x -n c'", "script.sh:2:6")]
    [InlineData("cmd /c \"az x\"", "script.sh:1:9")]
    [InlineData("$c = 'az x'; iex $c", "script.sh:1:14")]
    public void Text_that_is_run_where_it_is_written_keeps_its_place(string script, string expected) =>
        Assert.Equal(expected, ScriptFixture.Read(script, ScriptDialect.PowerShell).Invocations[0].Location.ToString());
}
