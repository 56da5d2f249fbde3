using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Clusters;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Helm;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Builds scopes out of the documents of a run.</summary>
internal sealed class KubernetesModelBuilder
{
    private readonly string _defaultNamespace;
    private readonly ImmutableArray<ManagedCluster> _clusters;
    private readonly Dictionary<KubernetesObject, ObjectContent> _contents = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlMapping, KubernetesObject> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<NotAnalyzed>.Builder _notAnalyzed = ImmutableArray.CreateBuilder<NotAnalyzed>();
    private readonly ImmutableArray<DeploymentScope>.Builder _scopes = ImmutableArray.CreateBuilder<DeploymentScope>();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private readonly ImmutableArray<DeclaredScope> _declared;
    private readonly ImmutableArray<string> _kinds;
    private readonly List<AskedObject> _asked = [];
    private readonly List<(string Kustomization, ImmutableArray<ManifestFile> Files, KustomizeState Built)> _claimed = [];

    private KubernetesModelBuilder(string defaultNamespace, ImmutableArray<ManagedCluster> clusters, ImmutableArray<DeclaredScope> declared, ImmutableArray<string> kinds)
    {
        _defaultNamespace = defaultNamespace;
        _clusters = clusters;
        _declared = declared;
        _kinds = kinds;
        _names.UnionWith(_declared.Select(static scope => scope.Name));
    }

    /// <summary>The scopes, each with the cluster it goes to; without <paramref name="evidence"/> only where there is but one.</summary>
    public static KubernetesModel Build(
        ImmutableArray<YamlDocument> documents,
        string defaultNamespace,
        ImmutableArray<ManagedCluster> clusters,
        BindingEvidence? evidence = null,
        ImmutableArray<DeclaredScope> declared = default,
        ImmutableArray<ChartRendering> charts = default,
        AskedKinds? asked = null)
    {
        var builder = new KubernetesModelBuilder(defaultNamespace, clusters, declared.IsDefault ? [] : declared, asked?.Kinds ?? []);
        var model = builder.Build(documents, charts.IsDefault ? [] : charts, asked?.Documents ?? []);
        evidence ??= BindingEvidence.None;
        var index = new ClusterIndex(clusters);
        ImmutableArray<RunDeployments> runs = [.. evidence.Runs.Select(run => ManifestDeployments.Find(run, index))];
        var scripted = new ScriptedPolicies(runs, defaultNamespace);
        model = model with { Scopes = scripted.Join(ClusterBinding.Bind(model.Scopes, index, runs, evidence)), ScriptedDocuments = scripted.Documents };
        return InstalledEngines.Apply(model, runs, index);
    }

    private KubernetesModel Build(ImmutableArray<YamlDocument> documents, ImmutableArray<ChartRendering> charts, ImmutableArray<YamlDocument> others)
    {
        ReportTemplates(documents);
        ReportCharts(documents, charts);
        foreach (var chart in charts)
            AddChart(chart);
        var manifests = documents.Where(static document => document.File.Kind is FileKind.Yaml or FileKind.Json && document.Root is not null)
            .GroupBy(static document => document.File, static (file, items) => (File: file, Documents: items.ToImmutableArray()))
            .ToDictionary(static item => item.File.Path, StringComparer.Ordinal);
        var kustomizations = new KustomizationGraph(
            documents.Where(static document => document.File.Kind == FileKind.Kustomization).Select(KustomizationReader.Read).OfType<Kustomization>());
        AddKustomizations(kustomizations, documents);

        var remaining = manifests.Values.Where(item => !kustomizations.Owns(item.File.Path))
            .OrderBy(static item => item.File.Path, StringComparer.Ordinal)

            // A declared cluster lives in the cluster that manages it, so two of one name do not make alternatives of the manifests.
            .Select(item => CreateFile(item.File, item.Documents.RemoveAll(DeclaredClusters.Reads), _defaultNamespace))
            .Where(static file => !file.Objects.IsEmpty)
            .ToImmutableArray();
        AddDeclaredScopes(remaining);
        foreach (var group in ScopeSplitter.Split([.. remaining.Where(file => !IsDeclared(file.Path))]))
        {
            var kind = group.Files.All(static file => file.IsStandardInput) ? ScopeKind.Stdin : ScopeKind.Folder;
            AddScope(kind, group, [], null);
        }

        _asked.AddRange(others.SelectMany(document => KubernetesObjectReader.Read(document, _defaultNamespace)).Where(IsAsked).Select(static item => new AskedObject(null, item)));
        return new KubernetesModel(
            [.. _scopes.OrderBy(static scope => scope.Name, StringComparer.Ordinal)],
            [.. _contents.Values.Where(static content => !content.Rejections.IsEmpty)
                .Select(static content => new RejectedObject(content.Object, content.Rejections))
                .DistinctBy(static item => item.Object.NameLocation)
                .OrderBy(static item => item.Object.NameLocation, SourceLocationComparer.Instance)],
            [.. _notAnalyzed.Distinct().OrderBy(static item => item.Location, SourceLocationComparer.Instance)])
        {
            Asked = [.. _asked.OrderBy(static item => item.Object.NameLocation, SourceLocationComparer.Instance)],
        };
    }

    private bool IsAsked(KubernetesObject item) => _kinds.Contains(item.Kind, StringComparer.Ordinal);

    private void AddKustomizations(KustomizationGraph graph, ImmutableArray<YamlDocument> documents)
    {
        var files = documents.Where(static document => document.File.Kind is FileKind.Yaml or FileKind.Json)
            .GroupBy(static document => document.File.Path, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToImmutableArray(), StringComparer.Ordinal);
        var evaluator = new KustomizationEvaluator(graph, path => files.TryGetValue(path, out var found) ? found : null);
        var deployed = new HashSet<string>(StringComparer.Ordinal);
        var sets = new ApplicationSetReader([.. files.Keys.Concat(documents.Where(static document => document.File.Kind == FileKind.Kustomization).Select(static document => document.File.Path))
            .SelectMany(FoldersAbove).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        var applications = documents.SelectMany(document => GitOpsApplication.Read(document).Concat(sets.Read(document))).ToImmutableArray();
        _notAnalyzed.AddRange(sets.Notes);
        foreach (var application in applications.OrderBy(static item => item.Path.Location, SourceLocationComparer.Instance))
        {
            if (graph.FindFor(application, files.Keys) is not { } kustomization)
                continue;
            deployed.Add(kustomization.Folder);
            AddKustomization(kustomization, evaluator.Build(kustomization, application), application);
        }

        foreach (var root in graph.Roots().Where(root => !deployed.Contains(root.Folder)))
            AddKustomization(root, evaluator.Build(root), null);
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    private void AddKustomization(Kustomization root, KustomizeState built, GitOpsApplication? application)
    {
        _notAnalyzed.AddRange(built.Notes);
        if (built.Failure is { } failure)
        {
            _notAnalyzed.Add(failure with { Message = $"{failure.Message}; what builds on it is not analysed" });
            return;
        }

        if (!_kinds.IsEmpty && !built.MayDiffer)
        {
            _asked.AddRange(built.Resources.Where(resource => _kinds.Contains(resource.Id.Kind, StringComparer.Ordinal))
                .Select(resource => new AskedObject(root.Folder, CreateObject(resource, application?.DefaultNamespace))));
        }

        var files = built.Resources.Where(static resource => KubernetesObjectReader.IsInteresting(resource.Id.Kind))
            .Select(resource => CreateObject(resource, application?.DefaultNamespace))
            .GroupBy(static item => item.File.Path, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => new ManifestFile(group.Key, IsStandardInput: false, [.. group]))
            .ToImmutableArray();
        if (files.IsEmpty)
            return;
        if (IsDeclared(root.Document.File.Path))
        {
            _claimed.Add((root.Document.File.Path, files, built));
            return;
        }

        var group = application is null
            ? new FileGroup(root.Folder, root.Folder, $"'{root.Document.File.Path}' is a kustomization that no other one builds on", files)
            : new FileGroup(application.Name, root.Folder, $"{application.Id} in '{application.Document.File.Path}' deploys '{root.Folder}'", files);
        AddScope(ScopeKind.Kustomization, group, [built], _clusters.FirstOrDefault(cluster => cluster.Name == application?.ClusterName));
    }

    /// <summary>An object that several overlays have in common is made, and read, once.</summary>
    private KubernetesObject CreateObject(KustomizeResource resource, string? defaultNamespace)
    {
        if (defaultNamespace is not null)
            return KubernetesObjectReader.Create(resource.Document, resource.Node, defaultNamespace);
        if (!_objects.TryGetValue(resource.Node, out var item))
            _objects.Add(resource.Node, item = KubernetesObjectReader.Create(resource.Document, resource.Node, _defaultNamespace));
        return item;
    }

    private bool IsDeclared(string path) => _declared.Any(scope => scope.Includes(path));

    /// <summary>A declared scope has the manifests it names and what the kustomizations it names build.</summary>
    private void AddDeclaredScopes(ImmutableArray<ManifestFile> manifests)
    {
        foreach (var scope in _declared)
        {
            var claimed = _claimed.Where(item => scope.Includes(item.Kustomization)).ToImmutableArray();
            var files = manifests.Where(file => scope.Includes(file.Path))
                .Concat(claimed.SelectMany(static item => item.Files))
                .OrderBy(static file => file.Path, StringComparer.Ordinal)
                .ToImmutableArray();
            if (!files.IsEmpty)
                AddScope(ScopeKind.Declared, new FileGroup(scope.Name, ".", scope.Because, files), [.. claimed.Select(static item => item.Built)], null);
        }
    }

    private static ManifestFile CreateFile(SourceFile file, ImmutableArray<YamlDocument> documents, string defaultNamespace) =>
        ManifestFile.Create(file.Path, file.IsStandardInput, documents.SelectMany(document => KubernetesObjectReader.Read(document, defaultNamespace)).Where(static item => !GitOpsApplication.IsName(item.Kind)));

    private void AddScope(ScopeKind kind, FileGroup group, ImmutableArray<KustomizeState> built, ManagedCluster? cluster, ImmutableArray<string> chain = default)
    {
        if (!_kinds.IsEmpty && built.IsEmpty)
            _asked.AddRange(group.Files.SelectMany(static file => file.Objects).Where(IsAsked).Select(item => new AskedObject(group.Name, item)));
        var workloads = ImmutableArray.CreateBuilder<Workload>();
        var policies = ImmutableArray.CreateBuilder<Policy>();
        var services = ImmutableArray.CreateBuilder<KubernetesService>();
        var tiers = ImmutableArray.CreateBuilder<CalicoTier>();
        var sets = ImmutableArray.CreateBuilder<NetworkSet>();
        var declared = new SortedDictionary<string, KubernetesNamespace>(StringComparer.Ordinal);
        foreach (var item in group.Files.SelectMany(static file => file.Objects))
        {
            if (!_contents.TryGetValue(item, out var content))
                _contents.Add(item, content = ObjectContent.Read(item));
            if (content.Workload is { } workload)
                workloads.Add(workload);
            if (content.Policy is { } policy)
                policies.Add(policy);
            if (content.Service is { } service)
                services.Add(service);
            if (content.Tier is { } tier)
                tiers.Add(tier);
            if (content.NetworkSet is { } set)
                sets.Add(set);
            if (content.Namespace is { } @namespace)
                declared[@namespace.Name] = @namespace;
        }

        foreach (var name in workloads.Select(static item => item.Namespace).Concat(policies.Select(static item => item.Namespace)))
        {
            if (name.Length > 0 && !declared.ContainsKey(name))
                declared.Add(name, NamespaceReader.Implied(name));
        }

        // Files that hold none of these (a ConfigMap of a named file) make no scope.
        if (declared.Count == 0 && policies.Count == 0 && services.Count == 0)
            return;

        var unique = group.Name;
        for (var suffix = 2; kind != ScopeKind.Declared && !_names.Add(unique); suffix++)
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{group.Name} ({suffix})");
        _scopes.Add(new DeploymentScope
        {
            Name = unique,
            Kind = kind,
            Root = group.Root,
            Because = group.Because,
            Files = [.. group.Files.Select(static file => file.Path)],
            Chain = !chain.IsDefault ? chain : [.. built.SelectMany(static state => state.Chain).Distinct(StringComparer.Ordinal)],
            Completeness = built.Any(static state => state.MayDiffer) ? ScopeCompleteness.MayDiffer
                : built.Any(static state => state.MayHoldMore) ? ScopeCompleteness.MayHoldMore
                : ScopeCompleteness.Complete,
            Cluster = cluster,
            ClusterBecause = cluster is null ? string.Empty : "the application that deploys it names this cluster",
            Namespaces = [.. declared.Values],
            Workloads = workloads.ToImmutable(),
            Policies = policies.ToImmutable(),
            Services = services.ToImmutable(),
            Tiers = tiers.ToImmutable(),
            NetworkSets = sets.ToImmutable(),
        });
    }

    private void ReportTemplates(ImmutableArray<YamlDocument> documents)
    {
        foreach (var file in documents.Where(static document => document.TemplateMark is not null).GroupBy(static document => document.File))
        {
            var first = file.First();
            _notAnalyzed.Add(new NotAnalyzed(first.File.At(first.TemplateMark!.Value), $"'{first.File.Path}' is a template that is not rendered"));
        }
    }

    private void ReportCharts(ImmutableArray<YamlDocument> documents, ImmutableArray<ChartRendering> charts)
    {
        var rendered = charts.Select(static item => item.Chart.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var chart in HelmChart.Find(documents).Where(chart => !rendered.Contains(chart.Folder)))
        {
            _notAnalyzed.Add(new NotAnalyzed(chart.Location, chart.IsLibrary
                ? $"Helm chart '{chart.Name}' is a library, whose templates are analysed only as other charts render them"
                : $"Helm chart '{chart.Name}' is not rendered, so its templates are not analysed; with --render, helm renders it"));
        }
    }

    private void AddChart(ChartRendering chart)
    {
        if (chart.Failure is { } failure)
        {
            _notAnalyzed.Add(new NotAnalyzed(chart.Chart.Location, failure));
            return;
        }

        var files = chart.Documents.GroupBy(static document => document.File.At(document.Span.Start, document.Span.Start).Origin.Location.File.Path, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(group => ManifestFile.Create(group.Key, isStandardInput: false, group.SelectMany(document => KubernetesObjectReader.Read(document, chart.Namespace))))
            .ToImmutableArray();
        AddScope(ScopeKind.Chart, new FileGroup(chart.Name, chart.Chart.Folder, chart.Because, files), [], null, chart.Chain);
    }
}
