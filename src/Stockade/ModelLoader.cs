using System.Collections.Immutable;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Turns what was read into the model, in two passes: files alone, then all of them together.</summary>
internal static class ModelLoader
{
    /// <summary>First pass, for one file on its own, or for one that others name: of that, every document is kept. Null where nothing of the file is needed any more.</summary>
    public static ParsedFile? Parse(SourceFile file, bool isNamed)
    {
        // Scripts wait until every file they may include is read.
        if (ScriptDialects.IsScript(file.Kind))
            return new ParsedFile(file, []);
        var documents = YamlReader.Read(file, static kind => KubernetesObjectReader.IsInteresting(kind) || GitOpsApplication.IsName(kind), isNamed);
        if (isNamed && documents.IsEmpty)
            documents = [new YamlDocument(file, default, null, [])];
        var comments = YamlComments.Find(file.Content, SuppressionParser.Marker).Select(file.At).ToImmutableArray();
        return documents.IsEmpty && comments.IsEmpty ? null : new ParsedFile(file, documents) { Comments = comments };
    }

    public static SemanticModel Build(WorkspaceContent<ParsedFile> content, AnalysisOptions options, RunConfiguration configuration)
    {
        var defaultNamespace = options.DefaultNamespace ?? (configuration.Namespace.Length > 0 ? configuration.Namespace : "default");
        var (scripts, comments) = ReadScripts(content.Results, options.MaxDegreeOfParallelism);
        var open = OpenFrom(options);
        var all = scripts.SelectMany(script => AzureCommandSequence.Bind(script.Invocations, open)).ToImmutableArray();
        var clusters = ClusterReplay.Replay(all);
        ImmutableArray<AzureCommand> commands = [.. all.Where(static command => command.IsAks)];
        var documents = content.Results.SelectMany(static file => file.Documents).ToImmutableArray();
        var manifests = KubernetesModelBuilder.Build(documents, defaultNamespace, clusters);
        return new SemanticModel
        {
            SyntaxErrors =
            [
                .. content.Problems.Where(static problem => !problem.IsPathError).Select(static problem => new SyntaxError(problem.Location, problem.Message)),
                .. documents.SelectMany(static document => document.Errors),
                .. scripts.SelectMany(static script => script.Errors),
            ],
            Commands = commands,
            Clusters = clusters,
            Scopes = manifests.Scopes,
            RejectedObjects = manifests.RejectedObjects,
            NotAnalyzed = manifests.NotAnalyzed,
            Templates = new TemplateSources(documents),
            Documents = documents,
            Comments = [.. content.Results.SelectMany(static file => file.Comments), .. comments.Where(IsSuppression)],
        };
    }

    /// <summary>The scripts in the order of their paths. One that another includes runs as part of that one, not by itself.</summary>
    private static (ImmutableArray<ScriptResult> Scripts, IEnumerable<SourceLocation> Comments) ReadScripts(ImmutableArray<ParsedFile> files, int maxDegreeOfParallelism)
    {
        var scripts = files.Where(static file => ScriptDialects.IsScript(file.File.Kind)).Select(static file => file.File).ToArray();
        var byPath = scripts.ToDictionary(static file => file.Path, StringComparer.Ordinal);
        var results = new ScriptResult[scripts.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism : -1 };
        Parallel.For(0, scripts.Length, options, i => results[i] = ScriptReader.Read(ScriptInput.Of(scripts[i], path => Resolve(byPath, scripts[i], path))));

        var included = results.SelectMany(static result => result.Sourced).Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        return ([.. results.Where((_, i) => !included.Contains(scripts[i].Path))], results.SelectMany(static result => result.Comments));
    }

    private static bool IsSuppression(SourceLocation comment) =>
        comment.File.Content.AsSpan(comment.Span.Start, comment.Span.Length).Contains(SuppressionParser.Marker, StringComparison.Ordinal);

    /// <summary>A path as a script writes it, against the script's own folder and then the root: where it is run from is not known.</summary>
    private static SourceFile? Resolve(Dictionary<string, SourceFile> scripts, SourceFile from, string path)
    {
        if (path.StartsWith('/'))
            return null;
        var slash = from.Path.LastIndexOf('/');
        return slash > 0 && scripts.TryGetValue(Normalize($"{from.Path[..slash]}/{path}"), out var beside) ? beside : scripts.GetValueOrDefault(Normalize(path));
    }

    /// <summary>Reads a file that a command names, from the folder of its script or from the root.</summary>
    private static Func<SourceFile, string, string?> OpenFrom(AnalysisOptions options)
    {
        var request = new WorkspaceRequest { RootDirectory = options.RootDirectory, IncludeIgnoredFiles = options.IncludeIgnoredFiles };
        return (from, path) =>
        {
            if (path.Length is 0 or > 1024 || path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal))
                return null;
            var slash = from.Path.LastIndexOf('/');
            path = path.Replace('\\', '/');
            return (slash > 0 ? WorkspaceReader.Open(request, Normalize($"{from.Path[..slash]}/{path}")) : null) ?? WorkspaceReader.Open(request, Normalize(path));
        };
    }

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
