using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>The options of one command, searched as argparse searches them.</summary>
internal sealed class AzureCommandTable
{
    private readonly ImmutableSortedDictionary<string, AzureOptionDefinition> _bySpelling;

    public AzureCommandTable(string command, ImmutableArray<AzureOptionDefinition> definitions)
    {
        Command = command;
        Definitions = definitions;
        _bySpelling = definitions
            .SelectMany(definition => definition.Spellings.Select(spelling => KeyValuePair.Create(spelling, definition)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    public string Command { get; }

    public ImmutableArray<AzureOptionDefinition> Definitions { get; }

    public AzureOptionDefinition? Find(string spelling) => _bySpelling.GetValueOrDefault(spelling);

    /// <summary>The spellings that start with <paramref name="prefix"/>. Removed options take no part: no current az would find them.</summary>
    public IEnumerable<KeyValuePair<string, AzureOptionDefinition>> FindByPrefix(string prefix) =>
        _bySpelling.Where(entry => !entry.Value.IsRemoved && entry.Key.StartsWith(prefix, StringComparison.Ordinal));

    public IEnumerable<string> Spellings => _bySpelling.Where(entry => !entry.Value.IsRemoved).Select(entry => entry.Key);
}
