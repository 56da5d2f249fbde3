using System.Collections.Immutable;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Clusters;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Turns what was read into the model, in two passes: files alone, then all of them together.</summary>
internal static class ModelLoader
{
    /// <summary>First pass, for one file on its own, or for one that others name: of that, every document is kept. Null where nothing of the file is needed any more.</summary>
    public static ParsedFile? Parse(SourceFile file, bool isNamed, ImmutableArray<string> askedKinds)
    {
        // Scripts wait until every file they may include is read.
        if (ScriptDialects.IsScript(file.Kind) || file.Kind is FileKind.Makefile or FileKind.Dockerfile or FileKind.Markdown)
            return new ParsedFile(file, []);
        var documents = ReadDocuments(file, isNamed, askedKinds);
        var others = ImmutableArray<YamlDocument>.Empty;
        if (!askedKinds.IsEmpty && !isNamed && !file.IsNamedByUser)
        {
            others = documents.RemoveAll(static document => !IsOfAskedKind(document));
            documents = documents.RemoveAll(IsOfAskedKind);
        }

        if (isNamed && documents.IsEmpty)
            documents = [new YamlDocument(file, default, null, [])];
        var comments = CommentsOf(file).ToImmutableArray();
        var host = file.Kind is FileKind.Yaml && HostSniffer.MayBeHost(file.Path, file.Content) ? YamlReader.ReadMapping(file) : null;
        return documents.IsEmpty && others.IsEmpty && comments.IsEmpty && host is null ? null : new ParsedFile(file, documents) { Host = host, Comments = comments, Others = others };
    }

    /// <summary>False where <see cref="Parse"/> certainly gives nothing for a file that nobody named: most manifests are definitions, dashboards and configuration. May write to the text.</summary>
    public static bool MayMatter(FileKind kind, string path, Span<char> text, ImmutableArray<string> askedKinds) => kind switch
    {
        FileKind.Yaml => text.IndexOf(SuppressionParser.Marker) >= 0 || HostSniffer.MayBeHost(path, text) || MayHoldDocuments(kind, text, askedKinds),
        FileKind.Json => text.IndexOf(SuppressionParser.Marker) >= 0 || ArmFiles.MayMatter(text) || MayHoldDocuments(kind, text, askedKinds),
        _ => true,
    };

    private static bool MayHoldDocuments(FileKind kind, Span<char> text, ImmutableArray<string> askedKinds) => YamlReader.MayHoldDocuments(kind, text, name => IsAskedFor(name, askedKinds));

    private static bool IsAskedFor(string kind, ImmutableArray<string> askedKinds) => IsInteresting(kind) || askedKinds.Contains(kind, StringComparer.Ordinal);

    private static bool IsInteresting(string kind) =>
        KubernetesObjectReader.IsInteresting(kind) || GitOpsApplication.IsName(kind) || ManifestClusters.IsInteresting(kind);

    /// <summary>True for a document that was read for the sake of a rule of the repository alone. It must not change how scopes are made.</summary>
    private static bool IsOfAskedKind(YamlDocument document) => (document.Root as YamlMapping)?["kind"] is YamlScalar kind && !IsInteresting(kind.Value);

    public static ImmutableArray<YamlDocument> ReadDocuments(SourceFile file, bool isNamed, ImmutableArray<string> askedKinds) => YamlReader.Read(
        file,
        kind => IsAskedFor(kind, askedKinds),
        isNamed || (file.Kind == FileKind.Json && ArmFiles.MayMatter(file.Content)));

    public static SemanticModel Build(WorkspaceContent<ParsedFile> content, AnalysisOptions options, RunConfiguration configuration, CancellationToken cancellationToken = default)
    {
        var defaultNamespace = options.DefaultNamespace ?? (configuration.Namespace.Length > 0 ? configuration.Namespace : "default");
        var (scripts, comments) = ScriptLoader.Read(content.Results, OpenFrom(options, content.Tree), options.MaxDegreeOfParallelism);
        var all = scripts.SelectMany(static script => script.Commands).ToImmutableArray();
        ImmutableArray<AzureCommand> commands = [.. all.Where(static command => command.IsAks)];
        var documents = content.Results.SelectMany(static file => file.Documents).ToImmutableArray();
        var others = content.Results.SelectMany(static file => file.Others).ToImmutableArray();
        var clusters = ConfiguredModel.Complete(DeclaredClusterChanges.Apply(ClusterReplay.Replay(all), DeclaredClusters.Read(documents, all)), configuration.Clusters);
        var runs = scripts.Select(static script => new ScriptRun([script.Hosted?.Job.Folder ?? RelativePath.FolderOf(script.Path), ""], script.Commands, script.Result.Tools));
        var charts = ChartLoader.Render(documents, options, configuration, defaultNamespace, limits: null, cancellationToken);
        var rendered = charts.SelectMany(static chart => chart.Documents).ToImmutableArray();
        var declared = configuration.Scopes.Select(static scope => (scope.Name, scope.Cluster))
            .Concat(charts.Select(static chart => (chart.Name, chart.Cluster)))
            .Where(static scope => scope.Cluster.Length > 0)
            .DistinctBy(static scope => scope.Name, StringComparer.Ordinal);
        var evidence = new BindingEvidence([.. runs], declared.ToImmutableDictionary(static scope => scope.Name, static scope => scope.Cluster, StringComparer.Ordinal));
        var manifests = KubernetesModelBuilder.Build(
            documents, defaultNamespace, clusters, evidence, ConfiguredModel.ScopesOf(configuration), charts, new AskedKinds(configuration.AskedKinds, others));
        return new SemanticModel
        {
            SyntaxErrors =
            [
                .. content.Problems.Where(static problem => !problem.IsPathError).Select(static problem => new SyntaxError(problem.Location, problem.Message)),
                .. documents.Concat(rendered).Concat(others).SelectMany(static document => document.Errors),
                .. scripts.SelectMany(static script => script.Result.Errors),
            ],
            Commands = commands,
            UnreachedCommands = [.. scripts.SelectMany(static script => script.Result.Unreached)],
            Clusters = manifests.Clusters,
            Jobs = [.. scripts.Select(static script => script.Hosted).OfType<HostedJob>()],
            Scopes = options.Scope is { } name ? [.. manifests.Scopes.Where(scope => scope.Name == name)] : manifests.Scopes,
            ScopeNames = [.. manifests.Scopes.Select(static scope => scope.Name)],
            RejectedObjects = manifests.RejectedObjects,
            NotAnalyzed = manifests.NotAnalyzed,
            AskedObjects = options.Scope is { } only ? [.. manifests.Asked.Where(item => item.Scope == only)] : manifests.Asked,
            Templates = new TemplateSources(documents.AddRange(others)),
            Documents = [.. documents, .. rendered, .. others, .. manifests.ScriptedDocuments],
            Comments =
            [
                .. content.Results.SelectMany(static file => file.Comments)
                    .Concat(comments.Where(IsSuppression))
                    .Concat(rendered.Concat(manifests.ScriptedDocuments).Select(static document => document.File).Distinct().SelectMany(CommentsOf))
                    .Distinct(),
            ],
        };
    }

    private static IEnumerable<SourceLocation> CommentsOf(SourceFile file) => YamlComments.Find(file.Content, SuppressionParser.Marker).Select(file.At);

    private static bool IsSuppression(SourceLocation comment) =>
        comment.File.Content.AsSpan(comment.Span.Start, comment.Span.Length).Contains(SuppressionParser.Marker, StringComparison.Ordinal);

    /// <summary>Reads a file that a command names, from the folder of its script or from the root.</summary>
    private static Func<SourceFile, string, string?> OpenFrom(AnalysisOptions options, IFileTree tree)
    {
        var request = new WorkspaceRequest { Tree = tree, RootDirectory = options.RootDirectory, IncludeIgnoredFiles = options.IncludeIgnoredFiles };
        string? Open(string? path) => path is null ? null : WorkspaceReader.Open(request, path);
        return (from, path) =>
        {
            if (path.Length is 0 or > 1024 || path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal))
                return null;
            var slash = from.Path.LastIndexOf('/');
            path = path.Replace('\\', '/');
            return (slash > 0 ? Open(RelativePath.Combine(from.Path[..slash], path)) : null) ?? Open(RelativePath.Combine("", path));
        };
    }
}
