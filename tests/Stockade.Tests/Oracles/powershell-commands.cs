#:package System.Management.Automation@7.6.9
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:property TreatWarningsAsErrors=false
#:property NoWarn=NU1603
// Parses every script below some folders with PowerShell's own parser and prints, one JSON object a line, where its commands stand and where
// the words of each begin. Files that PowerShell itself refuses are left out; nothing is run.
//     dotnet run tests/Stockade.Tests/Oracles/powershell-commands.cs -- /usr ~/.nuget/packages > commands.jsonl
using System.Management.Automation.Language;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
var enumeration = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
var paths = args.SelectMany(root => Directory.EnumerateFiles(root, "*", enumeration)).Where(path => Path.GetExtension(path).ToLowerInvariant() is ".ps1" or ".psm1");
foreach (var path in paths.Distinct().Order(StringComparer.Ordinal))
{
    var text = File.ReadAllText(path);
    var tree = Parser.ParseInput(text, out _, out var errors);
    if (errors.Length > 0 || text.Length > 2_000_000)
        continue;
    var commands = tree.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
        .Select(static command => command.CommandElements.Where(static element => element.Extent.Text is not "--%").Select(static element => element.Extent.StartOffset).ToArray())
        .OrderBy(static words => words[0]);
    Console.WriteLine(JsonSerializer.Serialize(new { path, text, commands }, options));
}
