using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>Reads <c>configurations</c> and <c>openapi</c>: further fields for the transformers, other schemas for merges.</summary>
internal static class KustomizeConfiguration
{
    public static void Read(Kustomization kustomization, KustomizeState state, Func<YamlScalar, ImmutableArray<YamlDocument>?> load)
    {
        foreach (var path in ((kustomization.Field("configurations") as YamlSequence)?.Items ?? []).OfType<YamlScalar>())
        {
            foreach (var entry in load(path)?.Select(static document => document.Root).OfType<YamlMapping>().SelectMany(static root => root.Entries) ?? [])
                Read(entry, state);
        }

        // Another schema may join other lists by other keys; only a strategic merge asks for it.
        if (kustomization.Field("openapi") is YamlMapping openApi && openApi["path"] is YamlScalar { Value.Length: > 0 } schema
            && (kustomization.Field("patches") ?? kustomization.Field("patchesStrategicMerge")) is YamlSequence { Items.IsEmpty: false })
        {
            state.MayDiffer = true;
            state.Notes.Add(new NotAnalyzed(schema.Location, "a schema of its own for merges is not read, so no verdict is certain here"));
        }
    }

    private static void Read(YamlEntry entry, KustomizeState state)
    {
        var name = entry.Name;
        var fields = ((entry.Value as YamlSequence)?.Items ?? []).OfType<YamlMapping>().Select(FieldSpec.Read);
        switch (name)
        {
            case "commonLabels" or "labels" or "templateLabels" or "commonAnnotations" or "namespace":
                state.Fields.AddRange(fields.Select(field => (name, field)));
                break;
            case "namePrefix" or "nameSuffix" when fields.Any(static field => field.Path is not "metadata/name"):
                state.MayDiffer = true;
                state.Notes.Add(new NotAnalyzed(entry.Key.Location, $"further fields of '{name}' are not followed, so no verdict is certain here"));
                break;
        }
    }
}
