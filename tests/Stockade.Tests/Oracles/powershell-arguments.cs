#:package System.Management.Automation@7.6.9
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:property TreatWarningsAsErrors=false
#:property NoWarn=NU1603
// Runs generated scripts in the engine of PowerShell itself, with a native `az` that writes down its arguments, in both ways of passing them.
// Prints one JSON object a line: the script, and the calls of each mode.
//     dotnet run tests/Stockade.Tests/Oracles/powershell-arguments.cs -- 3000 1 > cases.jsonl
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

var count = args.Length > 0 ? int.Parse(args[0]) : 100;
var seed = args.Length > 1 ? int.Parse(args[1]) : 1;
var folder = Directory.CreateTempSubdirectory("stockade-powershell").FullName;
var az = Path.Combine(folder, "az");
File.WriteAllText(az, "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\" >> \"$STUB_OUT\"\n");
File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
Environment.SetEnvironmentVariable("PATH", folder + ":/usr/bin:/bin");
Environment.CurrentDirectory = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;

// Invoke-Expression lies in an assembly that comes with PowerShell only; without one every script that calls it would stop there.
var session = InitialSessionState.CreateDefault2();
session.Commands.Add(new SessionStateCmdletEntry("Invoke-Expression", typeof(InvokeExpression), helpFileName: null));
using var runspace = RunspaceFactory.CreateRunspace(session);
runspace.Open();
for (var number = seed; number < seed + count; number++)
{
    var script = new ScriptGenerator(number).Generate();
    var runs = new Dictionary<string, object>();
    foreach (var mode in (string[])["Standard", "Legacy"])
    {
        var output = Path.Combine(folder, $"{number}.{mode}");
        Environment.SetEnvironmentVariable("STUB_OUT", output);
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript($"$PSNativeCommandArgumentPassing = '{mode}'\n{script}", useLocalScope: true);
        var failed = false;
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException)
        {
            failed = true;
        }

        runs[mode] = new { calls = Read(output), failed = failed || shell.HadErrors };
    }

    Console.WriteLine(JsonSerializer.Serialize(new { number, script, runs }, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() }));
}

Directory.Delete(folder, recursive: true);

static List<string[]> Read(string file)
{
    var calls = new List<string[]>();
    if (!File.Exists(file))
        return calls;
    var fields = Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\0');
    for (var i = 0; i < fields.Length - 1;)
    {
        var length = int.Parse(fields[i]);
        calls.Add(fields[(i + 1)..(i + 1 + length)]);
        i += length + 1;
    }

    return calls;
}

/// <summary>Scripts of the constructs that deployment scripts use, with values that are awkward to pass on. Every call of az begins with a number of its own.</summary>
sealed class ScriptGenerator(int seed)
{
    private static readonly string[] s_words = ["a", "b c", "", "1.2.3.4/32", "--flag", "-g", "x=y", "k:v", "\"", "{\"a\":\"b\"}", "d\\", "e f\\", "$x", "it''s", "#h", "(p)", "a,b", "%P%", "ünï"];
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _calls;
    private int _depth;

    public string Generate()
    {
        _text.AppendLine("$s = 'one'; $t = 'two words'; $e = ''; $n = 5; $l = 'p', 'q r'; $m = @('--a', 'b'); $h = @{ k = 'v'; w = 'x y' }; $z = $null; $ok = $true; $no = $false");
        _text.AppendLine("function F([string]$Name = 'dflt', [switch]$On, [string[]]$More) { az f $Name @More $(if ($On) { '--on' }) }");
        _text.AppendLine("function G { $v = \"g-$($args[0])\"; return $v }");
        var statements = 3 + _random.Next(8);
        for (var i = 0; i < statements; i++)
            Statement();
        return _text.ToString();
    }

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private void Statement()
    {
        _depth++;
        switch (_depth > 3 ? 0 : _random.Next(20))
        {
            case 0 or 1 or 2 or 3 or 4 or 5:
                Az();
                break;
            case 6:
                _text.AppendLine($"${Pick("s", "t", "n")} = {Value()}");
                break;
            case 7:
                _text.AppendLine($"$m += {Pick("'c d'", "@('c', 'd')", "\"$s\"", "$l", "'--e=f'")}");
                break;
            case 8:
                Block($"if ({Condition()}) {{");
                if (_random.Next(2) == 0)
                    Block("else {");
                break;
            case 9:
                Block($"foreach ($i in {Pick("'x', 'y z'", "$l", "@()", "1..3", "$h.Values | Sort-Object")}) {{");
                break;
            case 10:
                _text.Append(Pick("'u', 'v w'", "1..2", "$l")).AppendLine(" | ForEach-Object {");
                Az("$_");
                _text.AppendLine("}");
                break;
            case 11:
                Block("for ($j = 0; $j -lt 2; $j++) {");
                break;
            case 12:
                Block($"switch ({Pick("$s", "'b'", "$n")}) {{ 'one' {{", "} default { az 0 } }");
                break;
            case 13:
                Block("try {");
                Block("catch {");
                break;
            case 14:
                _text.AppendLine(Pick("F", "F 'nm'", "F -Name $s -On", "F -On:$no", "F -More 'r', 's t'", "F -Na z -M $l"));
                break;
            case 15:
                Block(Pick("& {", ". {"));
                break;
            case 16:
                _text.AppendLine($"Invoke-Expression {Pick("\"az e '$s' lit\"", "'az e $t'", "\"az e $n\"")}");
                break;
            case 17:
                _text.AppendLine($"$h.{Pick("k", "new")} = {Value()}");
                break;
            case 18:
                _text.AppendLine($"{{ {Pick("az b $s", "$s = 'lost'; az b $s")} }} | Out-Null");
                break;
            default:
                _text.AppendLine($"$t = {Pick("G 'q'", "(G q)", "if ($ok) { 'yes' } else { 'no' }", "\"$s/$n\"", "$l -join ','")}");
                break;
        }

        _depth--;
    }

    private void Block(string head, string tail = "}")
    {
        _text.AppendLine(head);
        Statement();
        _text.AppendLine(tail);
    }

    private string Condition() => Pick("$ok", "$no", "$s -eq 'one'", "$n -gt 3", "-not $ok", "$e", "$env:NOT_THERE", "$l.Count -eq 2", "$ok -and $no", "$s -in 'one', 'two'");

    private void Az(string? extra = null)
    {
        _text.Append(Pick("az", "az", "az", "& az", "& 'az'")).Append(' ').Append(++_calls);
        if (extra is not null)
            _text.Append(' ').Append(extra);
        var words = _random.Next(5);
        for (var i = 0; i < words; i++)
            _text.Append(_random.Next(6) == 0 ? " `\n  " : " ").Append(Argument());
        _text.AppendLine();
    }

    private string Quoted() => "'" + Pick(s_words).Replace("it''s", "it's").Replace("'", "''") + "'";

    private string Value() => Pick(Quoted(), "\"v-$s\"", "'r'", "\"$($h.k)\"", "7", "('a' + 'b')", "('{0}-{1}' -f 'x', $n)", "$h['w']", "$l[0]", "($s -replace 'one', 'uno')", "$s.ToUpper()", "@'\nhere $s\n'@", "@\"\nhere $s\n\"@");

    private string Argument() => Pick(
        Quoted(), "bare", "--opt", "-g", "--opt=$s", "--opt=\"a b\"", "--opt=''", "$s/32", "$s", "$t", "$e", "$n", "$l", "@m", "@l", "$z", "\"$s $n\"", "\"$l\"", "${s}", "$h.k",
        "$($h.w)", "($l -join ',')", "1.2.3.4,5.6.7.8", "1.2.3.4, 5.6.7.8", "$s,$n", "'a','b'", "-n:c", "-n:$s", "--f:$no", "a`\"b", "a\"b\"c", "a'b c'd", "010", "1.50", "$(if ($ok) { '--p' })", "$(if ($no) { '--p' })",
        "($ok ? 'y' : 'n')", "\"a`tb\"", "\"`$s\"", "'$s'", "$true", "@('x', 'y')", "$h.none", "[0].id", "x#y", "a>b", "$s$n", "$s-$n", "$s.x", "-", "--", "a:b", "=x", "@s");
}

[Cmdlet("Invoke", "Expression")]
internal sealed class InvokeExpression : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string Command { get; set; } = "";

    protected override void ProcessRecord() => WriteObject(InvokeCommand.InvokeScript(useLocalScope: false, ScriptBlock.Create(Command), null, null), enumerateCollection: true);
}
