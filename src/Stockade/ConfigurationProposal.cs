using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Analysis.Configuration;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Proposes a configuration for a repository that has none.</summary>
public static class ConfigurationProposal
{
    private const string Schema = "https://raw.githubusercontent.com/stockade-aks/stockade/main/stockade.schema.json";

    // Where Kubernetes and AKS themselves put things; everything else that is called so belongs to somebody.
    private static readonly ImmutableArray<string> s_platform = ["kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Writes it as YAML. A configuration that is there is not heeded.</summary>
    public static void Write(AnalysisOptions run, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(writer);
        var model = Build(run, new RunConfiguration());
        writer.Write($"# yaml-language-server: $schema={Schema}\n");
        writer.Write("# What holds for this repository. 'stockade config show FILE' tells what it means for a file.\n\n");
        WriteScopes(run, model, writer);
        WriteNamespaces(model, writer);
        writer.Write("# Findings that are known, and not reported again: 'stockade check --write-baseline' writes them.\n# baseline: stockade.baseline.json\n");
    }

    private static SemanticModel Build(AnalysisOptions run, RunConfiguration configuration)
    {
        var request = new WorkspaceRequest { RootDirectory = run.RootDirectory, IncludeIgnoredFiles = run.IncludeIgnoredFiles };
        return ModelLoader.Build(KustomizationFiles.Read(request, [], CancellationToken.None), run, configuration);
    }

    private static void WriteScopes(AnalysisOptions run, SemanticModel model, TextWriter writer)
    {
        var folders = model.Scopes.Where(static scope => scope.Kind == ScopeKind.Folder).ToImmutableArray();
        foreach (var scope in model.Scopes.Where(static scope => scope.Kind != ScopeKind.Folder))
            writer.Write($"# Scope '{Comment(scope.Name)}' needs no declaration: {Comment(scope.Because)}.\n");
        foreach (var note in model.NotAnalyzed.Where(static note => note.Message.StartsWith("Helm chart", StringComparison.Ordinal)))
            writer.Write($"# {Comment(note.Message)} ({Comment(note.Location.File.Path)}). Render it: helm template {Comment(FolderOf(note.Location.File.Path))} | stockade check -\n");
        if (folders.Length < 2)
        {
            writer.Write("# What is deployed together, where that is not all manifests of the repository:\n# scopes:\n#   - { name: prod, include: [/k8s/base/, /k8s/prod/], cluster: rg-prod/shop }\n\n");
            return;
        }

        var proposed = folders.Select(scope => new ScopeConfiguration { Name = scope.Name, Include = PatternsOf(scope, model) }).ToImmutableArray();

        // What is proposed must divide the files as they are divided now.
        if (!IsSame(folders, Build(run, new RunConfiguration { Scopes = proposed, Path = "stockade.yaml" })))
            proposed = [.. folders.Select(static scope => new ScopeConfiguration { Name = scope.Name, Include = [.. scope.Files.Select(static path => Pattern($"/{path}"))] })];
        writer.Write("# What is deployed together. These folders define the same objects, so they are alternatives.\nscopes:\n");
        foreach (var scope in proposed)
        {
            writer.Write($"  - name: {Quote(scope.Name)}\n    include: [{string.Join(", ", scope.Include.Select(Quote))}]\n");
            writer.Write("    # cluster: resourceGroup/name\n");
        }

        writer.Write('\n');
    }

    /// <summary>Folders that hold nothing but files of the scope, and files where there is no such folder.</summary>
    private static ImmutableArray<string> PatternsOf(DeploymentScope scope, SemanticModel model)
    {
        var own = scope.Files.ToHashSet(StringComparer.Ordinal);
        var others = model.Scopes.SelectMany(static other => other.Files).Where(path => !own.Contains(path)).ToHashSet(StringComparer.Ordinal);
        var patterns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in scope.Files)
        {
            var best = $"/{path}";
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                var folder = path[..(slash + 1)];
                if (others.Any(other => other.StartsWith(folder, StringComparison.Ordinal)))
                    break;
                best = $"/{folder}";
            }

            patterns.Add(best);
        }

        return [.. patterns.Select(Pattern)];
    }

    private static bool IsSame(ImmutableArray<DeploymentScope> folders, SemanticModel model) => folders.All(scope =>
        model.Scopes.FirstOrDefault(other => other.Name == scope.Name) is { } found && found.Files.SequenceEqual(scope.Files, StringComparer.Ordinal));

    private static void WriteNamespaces(SemanticModel model, TextWriter writer)
    {
        var names = model.Scopes
            .SelectMany(static scope => scope.Workloads.Select(static workload => workload.Namespace))
            .Where(static name => NamespaceClassifier.Default.IsSystem(name) && name.StartsWith("kube-", StringComparison.Ordinal) && !s_platform.Contains(name, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        writer.Write("# Namespaces of the application although their names look like those of the platform, where findings are only information:\n");
        writer.Write(names.Count == 0 ? "# application-namespaces: [kube-green]\n\n" : $"application-namespaces: [{string.Join(", ", names.Select(Quote))}]\n\n");
    }

    /// <summary>A path as a pattern that matches it. A set of one stands for what patterns have a meaning for, any character for what they refuse.</summary>
    private static string Pattern(string path) =>
        string.Concat(path.Select(static unit => unit is '[' or '*' or '?' ? $"[{unit}]" : unit is '{' or '\\' ? "?" : unit.ToString()));

    private static string Quote(string text) =>
        text.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '/' or '-' or '_' or '.') && text.Any(char.IsAsciiLetter) && text[0] is not ('-' or '.')
            ? text
            : $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    /// <summary>A name from the repository must not end the comment it stands in.</summary>
    private static string Comment(string text) => PrintableText.Escape(text);

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : ".";
}
