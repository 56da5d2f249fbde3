using Stockade.Syntax.Shell;
using static Stockade.Tests.Semantics.AzureCli.ScriptFixture;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>The constructs that batch files around az use, each with the words that az gets.</summary>
public sealed class BatchConstructTests
{
    [Theory]
    [InlineData("call az aks create ^\n  -g rg ^\n  -n c", "aks create -g rg -n c")]
    [InlineData("set N=v\ncall az x %N% %n%", "x v v")]
    [InlineData("set \"N=v\" ignored\ncall az x %N%", "x v")]
    [InlineData("set N=\"v w\"\ncall az x %N%", "x 'v w'")]
    [InlineData("set N=v \ncall az x \"%N%\"", "x 'v '")]
    [InlineData("set N=\ncall az x %N% --y", "x --y")]
    [InlineData("set F=--a --b\ncall az x %F%", "x --a --b")]
    [InlineData("call az x %U% --y", "~ x *%U% --y")]
    [InlineData("call az x \"%U%\" --y", "x ?%U% --y")]
    [InlineData("call az x --n=\"%U%\"", "x ?--n=%U%")]
    [InlineData("call az x %1 \"%~2\" %*", "~ x *%1 ?%2 *%*")]
    [InlineData("az x 100%% %%", "x 100% %")]
    [InlineData("call az x \"\" y", "x '' y")]
    [InlineData("call az x 'a b'", "x ''a' 'b''")]
    [InlineData("call az x \"a \"\"b\"\" c\"", "x 'a \"b\" c'")]
    [InlineData("call az x \"{\\\"a\\\": 1}\" C:\\t\\", "x '{\"a\": 1}' C:\\t\\")]
    [InlineData("call az x 1.2.3.4,5.6.7.8;a=b", "x 1.2.3.4,5.6.7.8;a=b")]
    [InlineData("set S=abcdef\ncall az x %S:~1,2% %S:~-2% %S:~0,-4% %S:bc=-% %S:*c=% %S:~9%", "x bc ef ab a-def def")]
    [InlineData("set /a N=2+3*4, M=(N-4)/2\ncall az x %N% %M%", "x 14 5")]
    [InlineData("set /a N+=1\ncall az x \"%N%\"", "x ?%N#2%")]
    [InlineData("set /p N=Name? \ncall az x \"%N%\"", "x ?%N#2%")]
    [InlineData("set N=a\nif \"%N%\"==\"a\" (\n  set N=b\n  call az x %N%\n)\ncall az y %N%", "if x a\ny b")]
    [InlineData("setlocal enabledelayedexpansion\nset N=a\n(\n  set N=b\n  call az x %N% !N!\n)", "x a b")]
    [InlineData("set N=a\ncall az x !N!", "x !N!")]
    [InlineData("setlocal enabledelayedexpansion\nset N=a b\ncall az x \"^!N^!\" ^^^!N^^^!", "x 'a b' a b")]
    [InlineData("setlocal enabledelayedexpansion\nset N=a\naz x \"^^^!N^^^!\" !N!", "x !N! a")]
    [InlineData("setlocal enabledelayedexpansion\nset N=a\ncall az x \"^!N!\" !N!", "x ?N%\" %N")]
    [InlineData("set N=a\nsetlocal\nset N=b\nendlocal\ncall az x %N%", "x a")]
    [InlineData("for %%i in (a b,\"c d\") do call az x %%i %%~i", "x a a\nx b b\nx 'c d' c d")]
    [InlineData("for /l %%i in (1,2,5) do call az x n%%i", "x n1\nx n3\nx n5")]
    [InlineData("for /f \"delims=\" %%i in ('az account show') do set X=%%i\ncall az x \"%X%\"", "account show\nx ?%X#3%")]
    [InlineData("for %%f in (*.json) do call az x \"%%f\"", "if x ?%%f#2%")]
    [InlineData("rem call az x\n:: call az y\n@rem\ncall az z & rem more", "z")]
    [InlineData("goto skip\ncall az x\n:skip\ncall az y", "y")]
    [InlineData("if \"%1\"==\"\" goto usage\ncall az x\ngoto :eof\n:usage\ncall az y", "x\nif y")]
    [InlineData("if \"%1\"==\"prod\" goto prod\nset S=free\ngoto go\n:prod\nset S=paid\n:go\ncall az x \"%S%\"", "x ?%S#2%")]
    [InlineData("if defined A goto b\ncall az x\n:b\ncall az y", "if x\ny")]
    [InlineData("if not defined A exit /b 1\ncall az x", "x")]
    [InlineData("set A=1\nif defined A (call az x) else (call az y)", "if x")]
    [InlineData("if exist f (\n  call az x\n) else (\n  call az y\n)", "if x\nif y")]
    [InlineData("if errorlevel 1 call az x & call az y", "if x\nif y")]
    [InlineData("call az x && call az y || call az z", "x\ny\nif z")]
    [InlineData("call az group exists -n g && call az y", "group exists -n g\nif y")]
    [InlineData("call az x | findstr y", "x")]
    [InlineData("call az x >nul 2>&1 --y > out.txt", "x --y")]
    [InlineData("call :mk a \"b c\"\ncall :mk d\ngoto :eof\n:mk\ncall az x %1 %~2 %2\nexit /b 0", "x a b c 'b c'\nx d")]
    [InlineData("call :set\ncall az x %R%\nexit /b\n:set\nset R=1\ngoto :eof", "x 1")]
    [InlineData("set i=0\n:loop\ncall az x %i%\nset /a i+=1\nif %i% lss 3 goto loop\ncall az y", "x 0\nx 1\nx 2\ny")]
    [InlineData(":wait\ncall az x \"%i%\"\nset /a i+=1\nif errorlevel 1 goto wait\ncall az y", "x ?%i#3%\ny")]
    [InlineData("az x\naz y", "x")]
    [InlineData("az.cmd x\necho done", "x")]
    [InlineData("cmd /c az x\ncmd /c \"az y & az z\"", "x\ny\nz")]
    [InlineData("call \"C:\\Program Files\\Azure CLI\\wbin\\az.cmd\" x", "x")]
    [InlineData("set AZ=call az\n%AZ% x", "x")]
    [InlineData("set N=a\ncall az x %%N%%", "x a")]
    [InlineData("call az x \"a^b\"", "x a^^b")]
    [InlineData("call az x a^&b", "~ x *a&b")]
    [InlineData("shift\ncall az x \"%1\"", "x ?%2")]
    [InlineData("@echo off\r\ncall az x\r\n", "x")]
    [InlineData("CALL AZ x", "x")]
    [InlineData("call az x %", "x")]
    [InlineData("call az x 5%% of %U", "x 5 of U")]
    public void Words_of_az(string script, string expected) => Assert.Equal(expected, Commands(script, ScriptDialect.Cmd));

    [Fact]
    public void A_blank_after_the_caret_ends_the_command()
    {
        var cut = Assert.Single(Read("call az aks create ^ \n  -g rg\n", ScriptDialect.Cmd).Invocations);
        Assert.Equal(ContinuationFaultKind.TrailingBlank, cut.Fault?.Kind);
    }

    [Fact]
    public void An_option_as_a_command_tells_of_a_missing_caret() =>
        Assert.Equal(ContinuationFaultKind.Missing, Read("call az aks create -g rg\n  --name c\n", ScriptDialect.Cmd).Invocations[0].Fault?.Kind);

    [Fact]
    public void Without_call_nothing_follows()
    {
        const string Script = "az group create -n rg\naz aks create -g rg -n c\nif exist f az aks show -g rg -n c\n";
        var result = Read(Script, ScriptDialect.Cmd);
        Assert.Single(result.Invocations);
        Assert.Equal([Script.IndexOf("az aks c", StringComparison.Ordinal), Script.IndexOf("az aks s", StringComparison.Ordinal)], result.Unreached.Select(command => command.Location.Span.Start));
        Assert.All(result.Unreached, command => Assert.Equal(0, command.EndedBy.Span.Start));
    }

    [Theory]
    [InlineData("az x")]
    [InlineData("call az x\naz y")]
    [InlineData("if \"%1\"==\"a\" (\n  az x\n) else (\n  az y\n)")]
    [InlineData("az x | findstr y\ncall az z")]
    [InlineData("for /f %%i in ('az x') do echo %%i\ncall az z")]
    public void What_is_the_last_needs_no_call(string script) => Assert.Empty(Read(script, ScriptDialect.Cmd).Unreached);

    [Fact]
    public void Another_file_shares_the_variables()
    {
        const string Script = "call \"%~dp0env.cmd\" prod\ncall az x %R%\nother\ncall az never";
        var result = Read(Script, ScriptDialect.Cmd, ("env.cmd", "set R=rg-%1\ncall az y\n"), ("other.cmd", "call az z %R%"));
        Assert.Equal("y\nx rg-prod\nz rg-prod", string.Join('\n', result.Invocations.Select(Print)));
        Assert.Equal(["env.cmd", "other.cmd"], result.Sourced.Select(file => file.Path));
        Assert.Single(result.Unreached);
    }

    [Fact]
    public void Another_shell_reads_its_own_text()
    {
        var result = Read("set RG=a\nbash deploy.sh c\nbash -c \"az y\"\n", ScriptDialect.Cmd, ("deploy.sh", "az aks create -g \"$RG\" -n \"$1\"\n"));
        Assert.Equal("aks create -g a -n c\ny", string.Join('\n', result.Invocations.Select(Print)));
    }

    [Theory]
    [InlineData("call az aks create -g rg -n c", "az", "-g", "rg")]
    [InlineData("set G=rg\r\ncall az aks create ^\r\n  -g \"%G%\"", "az", "-g", "\"%G%\"")]
    public void Words_stand_where_they_are_written(string script, string az, string option, string value)
    {
        var invocation = Read(script, ScriptDialect.Cmd).Invocations[0];
        Assert.Equal(az, invocation.Location.Text);
        Assert.Equal([option, value], invocation.Words.Skip(2).Take(2).Select(word => word.Location.Text));
    }

    [Theory]
    [InlineData("(", 20_000)]
    [InlineData("if exist f ", 3_000)]
    [InlineData("%a:~", 2_000)]
    [InlineData("for %%i in (a b c d) do ", 300)]
    [InlineData("a & ", 2_000)]
    [InlineData(":l\nif errorlevel 1 goto l\ncall :l\n", 12)]
    [InlineData("set x=%x%%x%aaaaaaaaaa\n", 40)]
    [InlineData("if exist f set x=1\nif exist g goto e\n", 2_000)]
    [InlineData("call az x ^\n", 5_000)]
    [InlineData("^", 100_000)]
    public void Hostile_text_ends(string piece, int count)
    {
        var result = Read(string.Concat(Enumerable.Repeat(piece, count)), ScriptDialect.Cmd);
        Assert.InRange(result.Invocations.Length, 0, 50_000);
    }

    [Fact]
    public void A_script_cut_anywhere_is_survived()
    {
        const string Script = "@echo off\nsetlocal enabledelayedexpansion\nset N=a\nif \"%1\"==\"x\" (call az !N! ^\n  -g \"b %N:a=c%\") else goto e\nfor /f \"tokens=1,2\" %%i in ('az l') do set /a K+=%%j\n:e\ncall :s %*\nexit /b\n:s\naz z & az y\n";
        for (var length = 0; length <= Script.Length; length++)
            Assert.All(Read(Script[..length], ScriptDialect.Cmd).Invocations, invocation => Assert.True(invocation.Extent.Span.End <= length));
    }

    [Theory]
    [InlineData("rem one\r\n  @rem two\r\n:: three", "rem one|rem two|:: three")]
    [InlineData("az a & rem one\r\naz b &:: two & three", "rem one|:: two & three")]
    [InlineData("echo \"& rem no\" ^& rem no\r\nremove it\r\naz rem", "")]
    public void Comments_stand_at_the_start_of_a_command(string script, string expected) =>
        Assert.Equal(expected, string.Join('|', ScriptFixture.Read(script, ScriptDialect.Cmd).Comments.Select(static comment => comment.Text)));
}
