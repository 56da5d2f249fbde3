using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Fuzz.Targets;

/// <summary>Scripts: parsed, evaluated, and their commands bound.</summary>
internal static class ScriptTargets
{
    private const string Create1 = "az aks create -g rg -n aks --enable-private-cluster --api-server-authorized-ip-ranges 203.0.113.0/24,198.51.100.0/24";

    public static IEnumerable<FuzzTarget> Create()
    {
        yield return new FuzzTarget(
            "bash",
            [
                .. Repository.Files("samples", "*.sh").Select(static file => file.Text),
                $"#!/bin/bash\nRG=rg; NAMES=(a b \"c d\")\nfor n in \"${{NAMES[@]}}\"; do\n  {Create1} \\\n    -l \"${{LOC:-west}}\" || exit 1\ndone\n",
                "f() { local x=$1; shift; az aks update -n \"$x\" \"$@\"; }\nf aks --enable-rbac\ncase $1 in a|b) f x;; *) return;; esac\n",
                "bash -c \"az aks delete -n $(cat <<EOF\naks$x\nEOF\n) --yes\"; [[ -n $x && $y == a* ]] && ((i++)) && eval 'az aks show'\n",
                "read -r a b <<< \"x y\"; printf -v z '%s-%s' \"$a\" \"${b^^}\"; az aks create -n ${z//-/_} -g ${a%%x*} $'\\x41'\n",
                "trap 'az aks delete -n a' EXIT; sudo env A=b timeout 5 xargs -n1 az aks show <<< a | while read l; do az aks get-credentials -n \"$l\"; done\n",
            ],
            [Create1, "$(", "${x:-", "${x[@]}", "${!x}", "<<EOF\n", "EOF\n", "<<-'E'\n", "if ", "then ", "fi\n", "do ", "done\n", "case x in ", "esac", ";;", "[[ ", " ]]", "$((", "))", "() {", "}\n", "az aks update ", "declare -A ", "eval ", "source ", "\\\n", "|| ", "&& ", "local ", "{a,b}", "{1..9}", "$@", "$*", "!!", "$'\\n'"],
            static text => Read(text, FileKind.Script, "a.sh"));
        yield return new FuzzTarget(
            "powershell",
            [
                .. Repository.Files("samples", "*.ps1").Select(static file => file.Text),
                "$rg = 'rg'\n$args1 = @('--name', \"aks$($i + 1)\")\nforeach ($n in 'a','b') {\n  az aks create -g $rg @args1 `\n    --enable-private-cluster\n}\n",
                "function F([string]$Name, [switch]$X) { az aks update -n $Name --% --enable-rbac %X% }\nF -Name a; F b -X\n$p = @{ Name = 'a'; ResourceGroupName = \"r\" }\nNew-AzAksCluster @p\n",
                "$t = @\"\nline $rg $($rg.ToUpper())\n\"@\nif ($LASTEXITCODE -ne 0) { throw \"x\" } else { & az aks show --query ('a' -join ',') }\ntry { . ./b.ps1 } catch { exit 1 } finally { }\nswitch ($x) { 'a' { az aks stop } default { } }\n",
            ],
            [Create1, "`\n", "@(", "@{", "@\"\n", "\n\"@", "$(", "${x}", "--%", "& ", ". ", "-f ", "-join ", "-replace ", "if (", ") {", "}\n", "foreach ($a in ", "function F { param($x) ", "[string]", "<#", "#>", "::", "| % { ", "az aks update ", "@args", "'", "\"", "$null", "..", "=> "],
            static text => Read(text, FileKind.PowerShell, "a.ps1"));
        yield return new FuzzTarget(
            "batch",
            [
                .. Repository.Files("samples", "*.cmd", "*.bat").Select(static file => file.Text),
                "@echo off\r\nsetlocal enabledelayedexpansion\r\nset RG=rg\r\nfor %%n in (a b) do (\r\n  call az aks create -g %RG% -n %%n ^\r\n    --enable-private-cluster\r\n  set X=!RG!%%~n\r\n)\r\nif errorlevel 1 goto :end\r\ncall :f \"a b\"\r\n:end\r\nexit /b\r\n:f\r\ncall az aks update -n %~1 -g %X:~0,2% %RG:r=s%\r\n",
                "if \"%1\"==\"\" (az aks show) else if defined X (call az aks delete) else (rem x)\r\nfor /f \"tokens=1,2 delims=,\" %%a in ('az aks list') do call az aks stop -n %%b\r\n",
            ],
            [Create1, "^\r\n", "%X%", "!X!", "%%a", "%~1", "call ", "if ", ") else (", "for %%a in (", ") do (", "goto :a\r\n", ":a\r\n", "set \"X=", "set /a X=", "setlocal enabledelayedexpansion\r\n", "rem ", "& ", "&& ", "|| ", "| ", ">nul 2>&1", "\"", "%X:~1,2%", "%X:a=b%", "exit /b 1\r\n"],
            static text => Read(text, FileKind.Cmd, "a.cmd"));
    }

    private static string Read(string text, FileKind kind, string path)
    {
        var spans = new Spans();
        var file = new SourceFile(path, text) { Kind = kind };

        // A script that runs itself, and one that is not there.
        var result = ScriptReader.Read(ScriptInput.Of(file) with { Source = name => name.EndsWith('s') ? null : file });
        spans.Add(result.Errors);
        foreach (var comment in result.Comments)
            spans.Add(comment);
        foreach (var invocation in result.Invocations.Concat(result.Tools))
        {
            spans.Add(invocation.Location, invocation.Conditional ? "conditional" : null);
            spans.Add(invocation.Extent);
            foreach (var word in invocation.Words)
                spans.Add(word.Location, word.Value ?? "?");
        }

        foreach (var command in AzureCommandSequence.Bind(result.Invocations, static (_, _) => null))
        {
            foreach (var option in command.Options.Values)
                spans.Add(option.Extent);
        }

        return spans.ToString();
    }
}
