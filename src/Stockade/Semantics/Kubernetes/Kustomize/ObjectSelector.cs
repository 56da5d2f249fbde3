using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>The <c>target</c> of a patch: regular expressions on names, which must match as a whole, and label queries.</summary>
internal sealed class ObjectSelector
{
    private static readonly string[] s_fields = ["group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector"];

    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);
    private LabelQuery? _labels;
    private LabelQuery? _annotations;

    /// <summary>Why the selector cannot be read, or null.</summary>
    public NotAnalyzed? Failure { get; private set; }

    public static ObjectSelector Read(YamlMapping node)
    {
        var selector = new ObjectSelector();
        foreach (var entry in node.Entries)
            selector.Read(entry);
        return selector;
    }

    public bool Selects(KustomizeResource resource)
    {
        var original = resource.OriginalId;
        var current = resource.Id;
        return (Matches("namespace", original.Namespace) || Matches("namespace", current.Namespace))
            && (Matches("name", original.Name) || Matches("name", current.Name))
            && Matches("group", current.Group) && Matches("version", current.Version) && Matches("kind", current.Kind)
            && (_labels is null || _labels.Matches(resource.Labels)) && (_annotations is null || _annotations.Matches(resource.Annotations));
    }

    private bool Matches(string field, string value) => !_patterns.TryGetValue(field, out var pattern) || pattern.IsMatch(value);

    private void Read(YamlEntry entry)
    {
        var field = Array.Find(s_fields, name => string.Equals(name, entry.Name, StringComparison.OrdinalIgnoreCase));
        if (field is null)
        {
            Failure ??= new NotAnalyzed(entry.Key.Location, $"'{entry.Name}' is no field of a target");
            return;
        }

        if (TreeEdit.IsMissingOrNull(entry.Value) || entry.Value is YamlScalar { Value.Length: 0 })
            return;
        if (entry.Value is not YamlScalar { IsString: true } scalar)
        {
            Failure ??= new NotAnalyzed(entry.Value.Location, $"'{field}' of a target is not a string");
            return;
        }

        if (field is "labelSelector" or "annotationSelector")
        {
            if (LabelQuery.Parse(scalar.Value) is not { } query)
                Failure ??= new NotAnalyzed(scalar.Location, $"'{scalar.Value}' is no label selector");
            else if (field is "labelSelector")
                _labels = query;
            else
                _annotations = query;
            return;
        }

        try
        {
            // Linear in the text, as the expressions of Go are.
            _patterns[field] = new Regex($@"\A(?:{scalar.Value})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Failure ??= new NotAnalyzed(scalar.Location, $"'{scalar.Value}' is no regular expression that kustomize understands");
        }
    }
}
