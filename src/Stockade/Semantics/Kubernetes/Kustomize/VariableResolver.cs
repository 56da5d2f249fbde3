using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Puts the values of <c>vars</c> where <c>$(NAME)</c> stands in labels and annotations. Other fields that kustomize looks into decide nothing here; a
/// name that is left is unknown like every placeholder.
/// </summary>
internal static class VariableResolver
{
    private static readonly ImmutableArray<FieldSpec> s_fields =
    [
        new("metadata/labels", string.Empty, string.Empty, string.Empty, IsCreated: false),
        new("metadata/annotations", string.Empty, string.Empty, string.Empty, IsCreated: false),
        new("spec/template/metadata/annotations", string.Empty, string.Empty, "Deployment", IsCreated: false),
    ];

    /// <summary>Takes up the <c>vars</c> of a kustomization. The object of each is looked for at once, among what has been gathered so far (MergeVars of resaccumulator.go).</summary>
    public static void Declare(YamlNode? list, KustomizeState state)
    {
        foreach (var item in ((list as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            if (item["name"] is not YamlScalar { Value.Length: > 0 } name)
                continue;
            var variable = new KustomizeVariable(name.Value, item);
            state.Variables.Add(variable);
            var matches = state.Resources.Where(resource => Matches(variable, resource)).Take(2).ToList();
            if (matches.Count > 1)
                state.Fail(name.Location, $"'{name.Value}' may be a field of more than one object");
            else if (matches is [var only])
                state.Transform(resource => ReferenceEquals(resource, only) ? resource.Name(variable) : resource);
        }
    }

    public static void Resolve(KustomizeState state)
    {
        if (state.Variables.Count == 0 || state.Failure is not null)
            return;
        var values = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in state.Variables)
        {
            var place = Spans.SmallestOf(variable.Node["name"] ?? variable.Node, variable.Node.Location);
            if (!names.Add(variable.Name))
                state.Fail(place, $"'{variable.Name}' is given twice among the kustomizations that take part");
            if (ValueOf(variable, state) is { } value)
                values.TryAdd(variable.Name, value);
            else if (!state.MayHoldMore)
                state.Fail(place, $"the value of '{variable.Name}' is not found");
        }

        state.Transform(resource =>
        {
            var node = resource.Node;
            foreach (var field in s_fields)
            {
                if (field.Applies(resource.Id))
                    node = field.Apply(node, target => Replace(target, values), node, state.Fail);
            }

            return resource.With(node);
        });
    }

    private static YamlScalar? ValueOf(KustomizeVariable variable, KustomizeState state)
    {
        var path = (variable.Node["fieldref"] as YamlMapping)?["fieldpath"] is YamlScalar { Value.Length: > 0 } given ? given.Value : "metadata.name";
        return state.Resources.Find(resource => resource.IsNamedBy(variable)) is { } resource ? FieldPath.Parse(path).Find(resource.Node) as YamlScalar : null;
    }

    private static bool Matches(KustomizeVariable variable, KustomizeResource resource)
    {
        if (variable.Node["objref"] is not YamlMapping reference)
            return false;
        string Text(string name) => reference[name] is YamlScalar { IsNull: false } scalar ? scalar.Value : string.Empty;
        var wanted = ResourceId.Create(Text("apiVersion"), Text("kind"), Text("name"), Text("namespace"));
        return resource.Ids.Any(id => id.Kind == wanted.Kind && id.Name == wanted.Name
            && (wanted.Version.Length == 0 || (id.Version == wanted.Version && id.Group == wanted.Group))
            && (Text("namespace").Length == 0 || id.Namespace == wanted.Namespace));
    }

    private static YamlNode Replace(YamlNode target, Dictionary<string, YamlScalar> values)
    {
        if (target is not YamlMapping mapping)
            return target;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is not YamlScalar { IsString: true } scalar || !scalar.Value.Contains("$(", StringComparison.Ordinal))
                continue;
            var text = values.Aggregate(scalar.Value, static (all, pair) => all.Replace($"$({pair.Key})", pair.Value.Value, StringComparison.Ordinal));
            if (text != scalar.Value)
                mapping = TreeEdit.With(mapping, entry.Key, TreeEdit.Text(scalar, text));
        }

        return mapping;
    }
}
