using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// The binder against the argument parser of azure-cli 2.45 itself. <c>Oracles/az_arguments.py</c> asks an installed azure-cli about
/// generated argument lists; the file beside this one is a slice of its answers, and STOCKADE_AZ_ARGUMENTS may name a longer one.
/// </summary>
public sealed class AzureArgumentOracleTests
{
    private static readonly SourceFile s_file = new("az.sh", "az");

    // Options that changed their kind after 2.45.
    private static readonly ImmutableSortedSet<string> s_changed = ["--enable-msi-auth-for-monitoring", "--enable-syslog"];

    [Fact]
    public void Every_option_of_azure_cli_is_in_the_table_with_its_kind()
    {
        var differences = new List<string>();
        foreach (var (command, options) in Read().Tables)
        {
            var table = AzureCommandTables.Find(command);
            Assert.NotNull(table);
            foreach (var real in options)
            {
                foreach (var spelling in real.Spellings)
                {
                    var ours = table.Find(spelling);
                    if (ours is null || (ours.Kind != real.Kind && !s_changed.Contains(real.Name)) || ours.IsInteger != real.IsInteger || ours.IsRequired != real.IsRequired)
                        differences.Add($"{command} {spelling}: {real.Kind} here {ours?.Kind}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void The_binder_reads_arguments_as_azure_cli_does()
    {
        var (tables, cases) = Read();
        var asked = tables.ToDictionary(table => table.Key, table => new AzureCommandTable(table.Key, table.Value), StringComparer.Ordinal);
        var differences = cases.SelectMany(line => Compare(line, Parse(line, asked, out _))).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(cases.Length >= 300);
    }

    /// <summary>With the options of today's azure-cli and aks-preview a prefix may be ambiguous that was not; nothing else differs.</summary>
    [Fact]
    public void The_tables_of_today_never_give_a_known_value_that_azure_cli_does_not()
    {
        var (tables, cases) = Read();
        var differences = new List<string>();
        foreach (var line in cases)
        {
            var command = AzureCommandBinder.Bind(Invocation(line.GetProperty("args").EnumerateArray().Select(word => word.GetString()!)))!;
            if (!command.Errors.IsEmpty || !line.TryGetProperty("values", out var values))
                continue;
            var known = tables[command.Name].Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
            differences.AddRange(command.Options.Values
                .Where(option => known.Contains(option.Name) && !(values.TryGetProperty(option.Name, out var real) && Agrees(option, real)))
                .Select(option => $"{line}: {option.Name}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static AzureCommand Parse(JsonElement line, Dictionary<string, AzureCommandTable> tables, out string name)
    {
        var words = line.GetProperty("args").EnumerateArray().Select(word => word.GetString()!).ToList();
        name = tables.Keys.Where(command => (string.Join(' ', words) + " ").StartsWith(command + " ", StringComparison.OrdinalIgnoreCase)).MaxBy(command => command.Length)!;
        return new AzureArgumentParser(tables[name], Invocation(words), name.Split(' ').Length).Parse();
    }

    private static IEnumerable<string> Compare(JsonElement line, AzureCommand command)
    {
        var refused = line.TryGetProperty("error", out var error);

        // A default may stand in for the resource group, and a file for any word that begins with @.
        if (refused && command.Errors.IsEmpty && (!command.Complete || error.GetString()!.EndsWith("required: --resource-group/-g", StringComparison.Ordinal)))
            yield break;
        if (refused != !command.Errors.IsEmpty)
            yield return $"{line}: {(command.Errors.IsEmpty ? "accepted" : command.Errors[0].Message)}";
        else if (!refused)
        {
            var values = line.GetProperty("values");
            foreach (var value in values.EnumerateObject())
            {
                if (command.Find(value.Name) is not { } option || !Agrees(option, value.Value))
                    yield return $"{line}: {value.Name}";
            }

            foreach (var name in command.Options.Keys.Where(name => !values.TryGetProperty(name, out _)))
                yield return $"{line}: {name} is not given";
        }
    }

    private static bool Agrees(AzureOption option, JsonElement real)
    {
        var expected = real.EnumerateArray().Select(value => value.GetString()!).ToList();

        // A three-state flag without a value is true.
        if (option.Values.IsEmpty)
            return expected.Count == 0 || expected is ["true"] or ["True"] or [""];
        if (option.Name is "--api-server-authorized-ip-ranges" && option.Values.All(value => value.IsKnown))
            expected = [.. expected[0].Split(',').Select(range => range.Trim())];
        if (option.Values.All(value => !value.IsKnown))
            return true;
        return expected.Count == option.Values.Length
            && option.Values.Zip(expected).All(pair => pair.First.Value is not { } ours || Same(ours, pair.Second));
    }

    // az stores a three-state flag as True or False, and a choice in the spelling of its list, which the tables leave out where no model asks.
    private static bool Same(string ours, string real) => string.Equals(ours, real, StringComparison.OrdinalIgnoreCase)
        || (int.TryParse(ours.Replace("_", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture, out var left)
            && int.TryParse(real, CultureInfo.InvariantCulture, out var right) && left == right);

    private static CommandInvocation Invocation(IEnumerable<string> words) => new()
    {
        Location = s_file.At(0, 2),
        Extent = s_file.At(0, 2),
        Dialect = ScriptDialect.Bash,
        Words = [.. words.Select(word => new CommandWord(word, s_file.At(0, 2)))],
    };

    private static (Dictionary<string, ImmutableArray<AzureOptionDefinition>> Tables, ImmutableArray<JsonElement> Cases) Read([CallerFilePath] string here = "")
    {
        var path = Environment.GetEnvironmentVariable("STOCKADE_AZ_ARGUMENTS") ?? Path.Combine(Path.GetDirectoryName(here)!, "az-arguments.jsonl");
        var lines = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToImmutableArray();
        var tables = lines.Where(line => line.TryGetProperty("command", out _)).ToDictionary(
            line => line.GetProperty("command").GetString()!,
            line => line.GetProperty("options").EnumerateArray().Select(Definition).ToImmutableArray(),
            StringComparer.Ordinal);
        return (tables, [.. lines.Where(line => line.TryGetProperty("args", out _))]);
    }

    private static AzureOptionDefinition Definition(JsonElement option)
    {
        var names = option.GetProperty("names").EnumerateArray().Select(name => name.GetString()!).ToList();
        var canonical = names.First(name => name.StartsWith("--", StringComparison.Ordinal));
        return new AzureOptionDefinition(canonical, option.GetProperty("kind").GetString() switch
        {
            "flag" => AzureOptionKind.Flag,
            "optional" => AzureOptionKind.Optional,
            "append" => AzureOptionKind.Append,
            "list" => AzureOptionKind.List,
            "list+" => AzureOptionKind.NonEmptyList,
            _ => AzureOptionKind.Value,
        })
        {
            Spellings = [canonical, .. names.Where(name => name != canonical)],
            IsInteger = option.GetProperty("int").GetBoolean(),
            IsRequired = option.GetProperty("required").GetBoolean(),
            Choices = [.. option.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()!)],
        };
    }
}
