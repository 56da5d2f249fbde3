using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Builds kustomizations as <c>kubectl kustomize</c> does (api/internal/target/kusttarget.go): the resources, what generators add, the components,
/// then the transformers in their fixed order. Each base is built once, however many overlays share it.
/// </summary>
internal sealed class KustomizationEvaluator(KustomizationGraph graph, Func<string, ImmutableArray<YamlDocument>?> find)
{
    /// <summary>No repository nests a tenth as deep.</summary>
    private const int MaxDepth = 100;

    private const string LocalAnnotation = "config.kubernetes.io/local-config";

    private static readonly string[] s_fields =
    [
        "apiVersion", "kind", "metadata", "openapi", "namePrefix", "nameSuffix", "namespace", "commonLabels", "labels", "commonAnnotations", "patchesStrategicMerge",
        "patchesJson6902", "patches", "images", "imageTags", "replacements", "replicas", "vars", "sortOptions", "resources", "components", "crds", "bases",
        "configMapGenerator", "secretGenerator", "helmGlobals", "helmCharts", "helmChartInflationGenerator", "generatorOptions", "configurations", "generators",
        "transformers", "validators", "buildMetadata",
    ];

    private readonly Dictionary<Kustomization, KustomizeState> _bases = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ResourceFileReader> _files = new(StringComparer.Ordinal);

    /// <summary>What the kustomization sends to the cluster, changed by the application that deploys it.</summary>
    public KustomizeState Build(Kustomization root, GitOpsApplication? application = null)
    {
        var state = new KustomizeState();
        state.Merge(BuildBase(root, []), root.Document.File.At(0, 0));
        if (application is not null)
            Change(state, application);
        VariableResolver.Resolve(state);
        if (state.Resources.Exists(IsLocal))
            state.Replace(state.Resources.Where(static resource => !IsLocal(resource)).ToList());
        state.Transform(static resource => resource.With(WithTextAnnotations(resource.Node)));

        // The label says which kustomize it was.
        if ((root.Field("buildMetadata") as YamlSequence)?.Items.OfType<YamlScalar>().FirstOrDefault(static item => item.Value is "managedByLabel") is { } managed)
            new MetadataTransformer(state).AddLabel(TreeEdit.Text(managed, "app.kubernetes.io/managed-by"), TreeEdit.Text(managed, DataGenerator.Unknown));
        return state;
    }

    private static void Change(KustomizeState state, GitOpsApplication application)
    {
        state.Chain.Insert(0, application.Document.File.Path);
        var metadata = new MetadataTransformer(state);
        foreach (var entry in application.Changes)
        {
            Action<YamlNode> apply = entry.Name switch
            {
                "patches" => new PatchTransformer(state, static _ => null).Apply,
                "namePrefix" => metadata.AddPrefix,
                "nameSuffix" => metadata.AddSuffix,
                "commonLabels" => metadata.AddCommonLabels,
                _ => metadata.AddAnnotations,
            };
            if (state.Failure is null && !TreeEdit.IsMissingOrNull(entry.Value))
                apply(entry.Value);
        }

        if (state.Failure is null && application.Namespace is { } space)
            metadata.SetNamespace(space);
        if (state.Failure is null && application.Substitutes is not null)
            state.Transform(resource => FluxSubstitution.Apply(resource, application));
    }

    /// <summary>An object for tools alone; any value but "false" makes it one.</summary>
    private static bool IsLocal(KustomizeResource resource) => resource.Annotations?[LocalAnnotation] is YamlScalar { Value: not "false" };

    /// <summary>kustomize writes the annotations of every object anew, as strings.</summary>
    private static YamlMapping WithTextAnnotations(YamlMapping node)
    {
        if (node["metadata"] is not YamlMapping metadata || metadata["annotations"] is not YamlMapping annotations)
            return node;
        var changed = annotations;
        foreach (var entry in annotations.Entries)
        {
            if (entry.Value is YamlScalar { IsString: false } scalar)
                changed = TreeEdit.With(changed, entry.Key, TreeEdit.Text(scalar, scalar.Value));
        }

        return ReferenceEquals(changed, annotations)
            ? node
            : TreeEdit.With(node, node.Find("metadata")!.Key, TreeEdit.With(metadata, metadata.Find("annotations")!.Key, changed));
    }

    private KustomizeState BuildBase(Kustomization kustomization, ImmutableStack<string> chain)
    {
        if (!_bases.TryGetValue(kustomization, out var state))
        {
            state = new KustomizeState();
            Accumulate(kustomization, state, chain);
            _bases.Add(kustomization, state);
        }

        return state;
    }

    private void Accumulate(Kustomization kustomization, KustomizeState state, ImmutableStack<string> chain)
    {
        state.Chain.Add(kustomization.Document.File.Path);
        chain = chain.Push(kustomization.Folder);
        CheckFields(kustomization, state);
        foreach (var reference in kustomization.References.Where(static reference => !reference.IsComponent))
            AddResource(kustomization, reference, state, chain);
        KustomizeConfiguration.Read(kustomization, state, scalar => Load(kustomization, scalar, state));
        Generate(kustomization, state);
        foreach (var reference in kustomization.References.Where(static reference => reference.IsComponent))
            AddComponent(reference, state, chain);
        Transform(kustomization, state);
        VariableResolver.Declare(kustomization.Field("vars"), state);
    }

    private void CheckFields(Kustomization kustomization, KustomizeState state)
    {
        foreach (var entry in kustomization.Node.Entries)
        {
            if (!s_fields.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                state.Fail(entry.Key.Location, $"'{entry.Name}' is no field of a kustomization");
        }

        if (kustomization.Field("kind") is YamlScalar { IsNull: false, Value: not ("" or "Kustomization" or "Component") } kind)
            state.Fail(kind.Location, $"the kind of a kustomization is Kustomization or Component, not '{kind.Value}'");
        var expected = kustomization.IsComponent ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1";
        if (kustomization.Field("apiVersion") is YamlScalar { IsNull: false, Value.Length: > 0 } version && version.Value != expected)
            state.Fail(version.Location, $"the apiVersion of this kind is '{expected}'");
        if (kustomization.References.IsEmpty && kustomization.Node.Entries.All(static entry => entry.Name is "apiVersion" or "kind" || TreeEdit.IsMissingOrNull(entry.Value)))
            state.Fail(kustomization.Document.File.At(0, 0), "the kustomization is empty");
        foreach (var image in ((kustomization.Field("images") as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            foreach (var entry in image.Entries.Where(static entry => entry.Value is not YamlScalar { Kind: YamlScalarKind.String or YamlScalarKind.Null }))
                state.Fail(entry.Value.Location, $"'{entry.Name}' of an image is {FieldReader.Describe(entry.Value)}, not a string");
        }

        if (graph.IsAmbiguous(kustomization))
            state.Fail(kustomization.Document.File.At(0, 0), $"folder '{kustomization.Folder}' holds more than one kustomization file");
    }

    private void AddResource(Kustomization kustomization, KustomizationReference reference, KustomizeState state, ImmutableStack<string> chain)
    {
        var at = reference.Node.Location;
        if (IsMissing(reference, state))
            return;
        if (find(reference.Path!) is { } documents)
        {
            if (!IsBelow(reference.Path!, kustomization.Folder))
            {
                state.Fail(at, $"'{reference.Node.Value}' lies outside the folder of the kustomization, which kustomize refuses (--load-restrictor)");
                return;
            }

            if (!_files.TryGetValue(reference.Path!, out var file))
                _files.Add(reference.Path!, file = ResourceFileReader.Read(documents));
            state.Fail(file.Failure);
            foreach (var resource in file.Resources)
                state.Append(resource, at);
        }
        else if (FindFolder(reference, state, chain) is { } inner)
        {
            if (inner.IsComponent)
                state.Fail(at, $"'{reference.Node.Value}' is a component, which belongs under 'components'");
            else
                state.Merge(BuildBase(inner, chain), at);
        }
    }

    private void AddComponent(KustomizationReference reference, KustomizeState state, ImmutableStack<string> chain)
    {
        if (IsMissing(reference, state) || FindFolder(reference, state, chain) is not { } component)
            return;
        if (component.IsComponent)
            Accumulate(component, state, chain);
        else
            state.Fail(reference.Node.Location, $"'{reference.Node.Value}' is no component: its kind is not Component");
    }

    private static bool IsMissing(KustomizationReference reference, KustomizeState state)
    {
        if (!reference.IsRemote && reference.Path is not null)
            return false;
        state.MayHoldMore = true;
        state.Notes.Add(new NotAnalyzed(
            reference.Node.Location, $"'{reference.Node.Value}' {(reference.IsRemote ? "is remote and is not fetched" : "lies outside the root of the run")}"));
        return true;
    }

    private Kustomization? FindFolder(KustomizationReference reference, KustomizeState state, ImmutableStack<string> chain)
    {
        var path = reference.Path!;
        var at = reference.Node.Location;
        if (graph.Find(path) is not { } inner)
            state.Fail(at, $"'{reference.Node.Value}' is neither a file nor a folder with a kustomization");
        else if (chain.FirstOrDefault(folder => IsBelow(folder, path)) is { } outer)
            state.Fail(at, outer == path && path == chain.Peek() ? $"'{reference.Node.Value}' is the folder of the kustomization itself: a circle" : $"'{reference.Node.Value}' holds '{outer}', which builds on it: a circle");
        else if (chain.Count() > MaxDepth)
            state.Fail(at, "kustomizations are nested too deep");
        else
            return inner;
        return null;
    }

    /// <summary>The documents of a file named by a kustomization; null, and a failure, where there is none.</summary>
    private ImmutableArray<YamlDocument>? Load(Kustomization kustomization, YamlScalar path, KustomizeState state)
    {
        if (kustomization.Resolve(path.Value) is not { } resolved || path.Value.Contains("://", StringComparison.Ordinal))
        {
            state.MayDiffer = true;
            state.Notes.Add(new NotAnalyzed(path.Location, $"'{path.Value}' is not part of the run"));
            return null;
        }

        if (find(resolved) is not { } documents)
        {
            state.Fail(path.Location, $"there is no file '{path.Value}'");
            return null;
        }

        if (!IsBelow(resolved, kustomization.Folder))
            state.Fail(path.Location, $"'{path.Value}' lies outside the folder of the kustomization, which kustomize refuses (--load-restrictor)");
        return documents;
    }

    private static void Generate(Kustomization kustomization, KustomizeState state)
    {
        foreach (var (field, kind) in (ReadOnlySpan<(string, string)>)[("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")])
        {
            if (kustomization.Field(field) is { } list)
                new DataGenerator(state, kustomization.Document).Generate(list, kind);
        }

        foreach (var field in (ReadOnlySpan<string>)["helmCharts", "helmChartInflationGenerator", "generators"])
        {
            if (kustomization.Field(field) is not YamlSequence { Items.IsEmpty: false } list)
                continue;
            state.MayHoldMore = true;
            foreach (var item in list.Items)
            {
                var what = field is "generators" ? "a generator that kustomize runs" : $"Helm chart '{((item as YamlMapping)?["name"] as YamlScalar)?.Value}' of a kustomization";
                state.Notes.Add(new NotAnalyzed(Spans.SmallestOf((item as YamlMapping)?["name"] ?? item, item.Location), $"{what} is not rendered, so its objects are missing here"));
            }
        }
    }

    private void Transform(Kustomization kustomization, KustomizeState state)
    {
        ImmutableArray<YamlDocument>? LoadFile(YamlScalar path) => Load(kustomization, path, state);
        var patches = new PatchTransformer(state, LoadFile);
        var metadata = new MetadataTransformer(state);
        foreach (var (field, apply) in (ReadOnlySpan<(string, Action<YamlNode>)>)
            [
                ("patchesStrategicMerge", patches.ApplyStrategicMerge), ("patches", patches.Apply), ("namespace", metadata.SetNamespace), ("namePrefix", metadata.AddPrefix),
                ("nameSuffix", metadata.AddSuffix), ("labels", metadata.AddLabels), ("commonLabels", metadata.AddCommonLabels), ("commonAnnotations", metadata.AddAnnotations),
                ("patchesJson6902", patches.ApplyJson6902), ("replicas", metadata.SetReplicas), ("replacements", new ReplacementTransformer(state, LoadFile).Apply),
            ])
        {
            if (state.Failure is null && kustomization.Field(field) is { } node && !TreeEdit.IsMissingOrNull(node))
                apply(node);
        }

        foreach (var item in (kustomization.Field("transformers") as YamlSequence)?.Items ?? [])
        {
            state.MayDiffer = true;
            state.Notes.Add(new NotAnalyzed(Spans.SmallestOf(item, item.Location), "a transformer that is not part of a kustomization file is not applied, so no verdict is certain here"));
        }
    }

    /// <summary>True for the folder itself and what lies in it.</summary>
    private static bool IsBelow(string path, string folder) =>
        folder is "." || path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));
}
