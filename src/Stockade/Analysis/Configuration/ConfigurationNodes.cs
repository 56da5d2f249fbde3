using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>Reads values of the configuration by type, and notes what is of another type than it should be.</summary>
internal sealed class ConfigurationNodes
{
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    public static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { Kind: YamlScalarKind.Null } => "nothing",
        YamlScalar scalar => $"'{scalar.Value}'",
        _ => "this",
    };

    public void Report(SourceLocation location, string message) => _problems.Add(new ConfigurationProblem(location, message));

    /// <summary>Reports at the value, or at its key where there is none.</summary>
    public void Report(YamlEntry entry, string message) => Report(entry.Value.Span.IsEmpty ? entry.Key.Location : entry.Value.Location, message);

    /// <summary>Reads a mapping key by key. False where it is none, or where a needed key is missing.</summary>
    public bool ReadMapping(YamlNode node, string owner, Dictionary<string, Action<YamlEntry>> keys, params ReadOnlySpan<string> needed)
    {
        if (node is not YamlMapping mapping)
        {
            Report(node.Location, $"{owner} is a mapping, not {Describe(node)}");
            return false;
        }

        foreach (var entry in mapping.Entries)
        {
            var key = entry.Name;
            if (keys.TryGetValue(key, out var read))
                read(entry);
            else if (NearestSpelling.Find(key, keys.Keys) is { } near)
                Report(entry.Key.Location, $"{owner} has no key '{key}'; did you mean '{near}'?");
            else
                Report(entry.Key.Location, $"{owner} has no key '{key}'; it has {string.Join(", ", keys.Keys)}");
        }

        var isComplete = true;
        foreach (var key in needed)
        {
            if (mapping.Find(key) is not null)
                continue;
            Report(mapping.Location, $"{owner} needs a '{key}'");
            isComplete = false;
        }

        return isComplete;
    }

    public ImmutableArray<YamlEntry> ReadEntries(YamlEntry entry)
    {
        if (entry.Value is YamlMapping mapping)
            return mapping.Entries;
        Report(entry, $"'{entry.Name}' takes a mapping, not {Describe(entry.Value)}");
        return [];
    }

    public ImmutableArray<YamlNode> ReadItems(YamlEntry entry, string items)
    {
        if (entry.Value is YamlSequence sequence)
            return sequence.Items;
        Report(entry, $"'{entry.Name}' takes a list of {items}, not {Describe(entry.Value)}");
        return [];
    }

    public ImmutableArray<(string Text, SourceLocation Location)> ReadTexts(YamlEntry entry)
    {
        var texts = ImmutableArray.CreateBuilder<(string Text, SourceLocation Location)>();
        foreach (var node in ReadItems(entry, "texts"))
        {
            if (node is YamlScalar { IsString: true, Value.Length: > 0 } scalar)
                texts.Add((scalar.Value, scalar.Location));
            else
                Report(node.Span.IsEmpty ? entry.Key.Location : node.Location, $"'{entry.Name}' takes a list of texts, and {Describe(node)} is none");
        }

        return texts.ToImmutable();
    }

    /// <summary>Empty where it is no text.</summary>
    public string ReadText(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsString: true, Value.Length: > 0 } scalar)
            return scalar.Value;
        Report(entry, $"'{entry.Name}' takes a text, not {Describe(entry.Value)}");
        return string.Empty;
    }

    public bool ReadFlag(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { Kind: YamlScalarKind.Boolean, Value: "true" or "false" } scalar)
            return scalar.Value is "true";
        Report(entry, $"'{entry.Name}' takes true or false, not {Describe(entry.Value)}");
        return false;
    }

    /// <summary>One of a few words; the first stands for the others where it is none.</summary>
    public TValue ReadWord<TValue>(YamlEntry entry, params ReadOnlySpan<(string Word, TValue Value)> choices)
    {
        var words = new List<string>();
        foreach (var choice in choices)
        {
            if (entry.Value is YamlScalar scalar && scalar.Value == choice.Word)
                return choice.Value;
            words.Add(choice.Word);
        }

        var near = entry.Value is YamlScalar typed ? NearestSpelling.Find(typed.Value, words) : null;
        var hint = near is null ? string.Empty : $"; did you mean '{near}'?";
        Report(entry, $"'{entry.Name}' takes one of {string.Join(", ", words)}, not {Describe(entry.Value)}{hint}");
        return choices[0].Value;
    }
}
