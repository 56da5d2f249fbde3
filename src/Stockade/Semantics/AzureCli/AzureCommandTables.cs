using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>The tables of <c>aks-options.txt</c>.</summary>
internal static class AzureCommandTables
{
    private const string Resource = "Stockade.Semantics.AzureCli.aks-options.txt";

    // knack's global arguments; --subscription is azure-cli's own. The last two came in 2026 with policy tokens.
    private const string Globals = """
        --debug flag
        --verbose flag
        --only-show-errors flag
        --help -h flag
        --output -o value of=json|jsonc|yaml|yamlc|table|tsv|none
        --query value
        --subscription value
        --acquire-policy-token flag preview
        --change-reference value preview
        """;

    private static readonly Lazy<ImmutableSortedDictionary<string, AzureCommandTable>> s_tables = new(Load);

    public static IEnumerable<AzureCommandTable> All => s_tables.Value.Values;

    public static AzureCommandTable? Find(string command) => s_tables.Value.GetValueOrDefault(command);

    private static ImmutableSortedDictionary<string, AzureCommandTable> Load()
    {
        using var stream = typeof(AzureCommandTables).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var tables = ImmutableSortedDictionary.CreateBuilder<string, AzureCommandTable>(StringComparer.Ordinal);
        var globals = Globals.Split('\n').Select(line => ParseLine(line) with { IsGlobal = true }).ToImmutableArray();
        var definitions = ImmutableArray.CreateBuilder<AzureOptionDefinition>();
        string? command = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                Close();
                command = line.Trim('[', ']');
            }
            else if (line.StartsWith('-'))
            {
                definitions.Add(ParseLine(line));
            }
        }

        Close();
        return tables.ToImmutable();

        void Close()
        {
            if (command is not null)
                tables.Add(command, new AzureCommandTable(command, [.. definitions, .. globals]));
            definitions.Clear();
        }
    }

    /// <summary>Reads a line of the table: names, kind, attributes.</summary>
    public static AzureOptionDefinition ParseLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var names = words.TakeWhile(word => word.StartsWith('-')).ToImmutableArray();
        var definition = new AzureOptionDefinition(names[0], ParseKind(words[names.Length])) { Spellings = names };
        for (var i = names.Length + 1; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "required":
                    definition = definition with { IsRequired = true };
                    break;
                case "int":
                    definition = definition with { IsInteger = true };
                    break;
                case "preview":
                    definition = definition with { IsPreview = true };
                    break;
                case "removed":
                    var replacement = string.Join(' ', words[(i + 2)..]);
                    return definition with
                    {
                        IsRemoved = true,
                        RemovedIn = words[i + 1] is "-" ? null : words[i + 1],
                        Replacement = replacement is "-" ? null : replacement,
                    };
                case var choices when choices.StartsWith("of=", StringComparison.Ordinal):
                    definition = definition with { Choices = [.. choices[3..].Split('|')] };
                    break;
            }
        }

        return definition;
    }

    private static AzureOptionKind ParseKind(string word) => word switch
    {
        "flag" => AzureOptionKind.Flag,
        "optional" => AzureOptionKind.Optional,
        "append" => AzureOptionKind.Append,
        "list" => AzureOptionKind.List,
        "list+" => AzureOptionKind.NonEmptyList,
        _ => AzureOptionKind.Value,
    };
}
