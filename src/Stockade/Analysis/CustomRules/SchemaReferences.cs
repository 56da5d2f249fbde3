using Stockade.Analysis.Configuration;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>The references of a schema. One that leads back to where it stands without going deeper into the subject would never end.</summary>
internal sealed class SchemaReferences(ConfigurationNodes nodes)
{
    private const string Prefix = "#/definitions/";

    private readonly Dictionary<string, List<string>> _targets = new(StringComparer.Ordinal);
    private readonly List<(string? Holder, string Name, SourceLocation Location)> _all = [];
    private string _holder = string.Empty;
    private bool _isBelow;

    /// <summary>Reads the schema of a definition, which holds the references in it.</summary>
    public TResult Define<TResult>(string name, Func<TResult> read)
    {
        var (holder, isBelow) = (_holder, _isBelow);
        (_holder, _isBelow) = (name, false);
        _targets.TryAdd(name, []);
        var result = read();
        (_holder, _isBelow) = (holder, isBelow);
        return result;
    }

    /// <summary>Reads a schema for a part of the subject.</summary>
    public TResult Below<TResult>(Func<TResult> read)
    {
        var isBelow = _isBelow;
        _isBelow = true;
        var result = read();
        _isBelow = isBelow;
        return result;
    }

    public string Read(YamlEntry entry)
    {
        var text = nodes.ReadText(entry);
        var name = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : string.Empty;
        if (name.Length == 0 || name.AsSpan().ContainsAny('/', '~', '%'))
        {
            nodes.Report(entry, $"a reference is {Prefix}NAME, not '{text}': nothing else is read");
            return text;
        }

        _all.Add((_isBelow ? null : _holder, name, entry.Value.Location));
        if (!_isBelow)
        {
            if (!_targets.TryGetValue(_holder, out var targets))
                _targets.Add(_holder, targets = []);
            targets.Add(name);
        }

        return text;
    }

    public void Check()
    {
        foreach (var (holder, name, location) in _all)
        {
            if (!_targets.ContainsKey(name))
                nodes.Report(location, $"there is no definition '{name}'{(NearestSpelling.Find(name, _targets.Keys) is { Length: > 0 } near ? $"; did you mean '{near}'?" : "")}");
            else if (holder is { Length: > 0 } && LeadsTo(name, holder))
                nodes.Report(location, $"the definition '{name}' refers to itself without end");
        }
    }

    private bool LeadsTo(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var name))
        {
            if (name == to)
                return true;
            if (!seen.Add(name))
                continue;
            foreach (var target in _targets.GetValueOrDefault(name) ?? [])
                open.Push(target);
        }

        return false;
    }
}
