using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// The parameters and variables of one ARM template, and the values of its text in their light. Names compare without case
/// (learn.microsoft.com/azure/azure-resource-manager/templates/syntax).
/// </summary>
internal sealed class ArmScope
{
    private const string CopyProperty = "copy";

    // Of nodes, expressions and definitions together, each of which may nest in the others.
    private const int MaxDepth = 400;

    private readonly YamlMapping? _parameters;
    private readonly YamlMapping? _variables;
    private readonly ImmutableDictionary<string, DeclaredValue> _bound;
    private readonly Dictionary<string, DeclaredValue> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _pending = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<YamlNode, DeclaredValue> _values = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    /// <param name="template">The template.</param>
    /// <param name="bound">The values that a parameter file or the deployment around a nested template gives.</param>
    public ArmScope(YamlMapping template, ImmutableDictionary<string, DeclaredValue> bound)
    {
        _parameters = Find(template, "parameters") as YamlMapping;
        _variables = Find(template, "variables") as YamlMapping;
        _bound = bound;
    }

    public static YamlNode? Find(YamlMapping mapping, string name) => FindEntry(mapping, name)?.Value;

    /// <summary>The value of a node, its expressions evaluated.</summary>
    public DeclaredValue Evaluate(YamlNode node)
    {
        if (_values.TryGetValue(node, out var value))
            return value;
        if (!Enter())
            return DeclaredValue.Unknown(node.Location, "");
        value = EvaluateOnce(node);
        Leave();
        return _values[node] = value;
    }

    /// <summary>Goes one level deeper; false where it is too deep already.</summary>
    public bool Enter()
    {
        if (_depth >= MaxDepth)
            return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    public DeclaredValue Parameter(string name, SourceLocation at, string expression) => Resolve($"parameter {name}", at, expression, () =>
    {
        if (_bound.TryGetValue(name, out var bound))
            return bound;
        return _parameters is not null && Find(_parameters, name) is YamlMapping definition && Find(definition, "defaultValue") is { } value ? Evaluate(value) : null;
    });

    public DeclaredValue Variable(string name, SourceLocation at, string expression) =>
        Resolve($"variable {name}", at, expression, () => _variables is not null && Find(_variables, name) is { } value ? Evaluate(value) : null);

    /// <summary>One that is defined by itself, or not at all, is unknown.</summary>
    private DeclaredValue Resolve(string key, SourceLocation at, string expression, Func<DeclaredValue?> read)
    {
        if (_resolved.TryGetValue(key, out var known))
            return known;
        if (!_pending.Add(key))
            return DeclaredValue.Unknown(at, expression);
        var value = read();
        _pending.Remove(key);
        return _resolved[key] = value is null or { IsUnknown: true } ? DeclaredValue.Unknown(value?.Location ?? at, expression) : value;
    }

    private DeclaredValue EvaluateOnce(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return DeclaredValue.OfObject(mapping.Location, [.. mapping.Entries.SelectMany(Members)]);
            case YamlSequence sequence:
                return DeclaredValue.OfList(sequence.Location, [.. sequence.Items.Select(Evaluate)]);
            case YamlScalar scalar when ArmExpression.IsExpression(scalar):
                return ArmExpression.Evaluate(this, scalar);
            case YamlScalar { IsString: true, Value: ['[', '[', .., ']'] } escaped:
                return DeclaredValue.OfText(escaped.Location, escaped.Value[1..]);
            case YamlScalar scalar:
                return Placeholder.IsIn(scalar.Value) ? DeclaredValue.Unknown(scalar.Location, scalar.Value) : DeclaredValue.OfScalar(scalar);
            default:
                return DeclaredValue.Unknown(node.Location, "");
        }
    }

    // "copy": [{ "name": "agentPoolProfiles", "count": …, "input": … }] stands for a property of that name.
    private IEnumerable<DeclaredMember> Members(YamlEntry entry)
    {
        if (entry.Name.Equals(CopyProperty, StringComparison.OrdinalIgnoreCase) && entry.Value is YamlSequence loops)
        {
            foreach (var loop in loops.Items.OfType<YamlMapping>())
            {
                if (Find(loop, "name") is YamlScalar name)
                    yield return new DeclaredMember(name.Value, DeclaredValue.Unknown(loop.Location, CopyProperty), name.Location);
            }

            yield break;
        }

        // A key may be an expression, too; then nothing says which property it is, and the usual ones are written out.
        yield return new DeclaredMember(entry.Name, Evaluate(entry.Value), DeclaredValue.ExtentOf(entry));
    }

    private static YamlEntry? FindEntry(YamlMapping mapping, string name)
    {
        foreach (var entry in mapping.Entries)
        {
            if (string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
                return entry;
        }

        return null;
    }
}
