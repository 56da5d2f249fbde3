using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

/// <summary>A revision reads as the disk does where it is checked out.</summary>
public sealed class RevisionTreeTests
{
    private static readonly string[] s_folders = ["", "app", "app/templates", "base", "base/deep", "out"];
    private static readonly string[] s_names = ["kustomization.yaml", "web.yaml", "api.yml", "Chart.yaml", "deploy", "run.sh", "notes.md", "data.json", "prod.yaml", ".gitignore", "image.png"];
    private static readonly string[] s_contents = ["kind: Pod\n", "resources: [web.yaml]\n", "#!/bin/sh\naz aks create -n a\n", "", "*.yml\n/out\n!web.yaml\n", "a: \u00e9\n"];
    private static readonly string[] s_targets = [".", "..", "web.yaml", "../base", "../app/web.yaml", "base", "base/deep", "../../nowhere-either", "nowhere", "../../..", "/", "loop", "prod.yaml", "./../base/./deep/..", "templates"];
    private static readonly string[] s_links = ["kustomization.yaml", "link", "loop", "link.yaml", "base2", ".gitignore"];

    [Fact]
    public void Whatever_a_repository_holds_the_same_is_found_and_read()
    {
        for (var seed = 0; seed < 40; seed++)
            AssertSame(seed);
    }

    [Fact]
    public void A_file_that_is_missing_from_the_objects_ends_it_with_an_error()
    {
        using var repository = new GitSandbox();
        repository.Write("web.yaml", "kind: Pod\n").Commit();
        var id = repository.Git("rev-parse", "HEAD:web.yaml").Trim();
        var path = Path.Combine(repository.Path, ".git", "objects", id[..2], id[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);

        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = repository.Path, DiffRevision = "HEAD" });

        Assert.Equal([$"'HEAD' cannot be compared with: object {id} is not in the repository, which may be a shallow or partial clone"], result.PathErrors);
    }

#pragma warning disable CA5394 // The sequence is what makes a failure repeatable, not a secret.
    private static void AssertSame(int seed)
    {
        var random = new Random(seed);
        using var repository = new GitSandbox();
        for (var count = random.Next(4, 16); count > 0; count--)
            repository.Write(Path.Combine(Pick(s_folders), Pick(s_names)), Pick(s_contents));
        for (var count = random.Next(6); count > 0; count--)
        {
            var link = Path.Combine(repository.Path, Pick(s_folders), Pick(s_links));
            if (Directory.Exists(Path.GetDirectoryName(link)) && !Path.Exists(link) && new FileInfo(link).LinkTarget is null)
                Directory.CreateSymbolicLink(link, random.Next(8) == 0 ? Path.Combine(repository.Path, "base") : Pick(s_targets));
        }

        // What git ignores is committed all the same.
        repository.Git("add", "-A", "-f");
        repository.Git("commit", "-q", "--allow-empty", "-m", "all");
        using var tree = RevisionTree.Open(repository.Path, "HEAD");
        var request = new WorkspaceRequest
        {
            RootDirectory = random.Next(3) == 0 && Directory.Exists(Path.Combine(repository.Path, "app")) ? Path.Combine(repository.Path, "app") : repository.Path,
            Paths = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2) == 0 ? "." : Path.Combine(Pick(s_folders), Pick([.. s_names, .. s_links, ""])) is { Length: > 0 } path ? path : ".")],
            Exclude = random.Next(3) == 0 ? PathPatterns.Create([Pick(["app", "*.yml", "/base/deep", "out/"])]) : PathPatterns.None,
            Include = random.Next(5) == 0 ? PathPatterns.Create([Pick(["app", "*.yaml"])]) : PathPatterns.None,
            IncludeMarkdown = random.Next(2) == 0,
            IncludeIgnoredFiles = random.Next(4) == 0,
            MaxFileSize = random.Next(6) == 0 ? 10 : WorkspaceRequest.DefaultMaxFileSize,
        };

        var (disk, old) = (Describe(request), Describe(request with { Tree = tree }));
        Assert.True(disk.SequenceEqual(old), $"seed {seed}\ndisk:\n{string.Join('\n', disk.Except(old))}\nrevision:\n{string.Join('\n', old.Except(disk))}");

        T Pick<T>(T[] items) => items[random.Next(items.Length)];
    }
#pragma warning restore CA5394

    private static List<string> Describe(WorkspaceRequest request)
    {
        var links = new LinkedPaths(request.Tree, request.RootDirectory);
        var content = WorkspaceReader.Read(request, static file => file);
        var lines = content.Results.Select(static file => $"{file.Path} {file.Kind} {file.IsNamedByUser} {file.Content}")
            .Concat(content.Problems.Select(Describe).Order(StringComparer.Ordinal))
            .Append($"{content.FilesRead} read");
        foreach (var folder in s_folders)
        {
            foreach (var name in s_names.Concat(s_links))
            {
                var path = RelativePath.Combine(folder, name)!;
                lines = lines.Append($"{path}: {links.Follow(path)} {WorkspaceWalker.FindFile(request, path)} {WorkspaceReader.Open(request, path)}");
            }
        }

        return [.. lines];
    }

    // A revision holds nothing of what lies outside of the repository.
    private static string Describe(FileProblem problem) =>
        problem.Kind is FileProblemKind.Missing or FileProblemKind.OutsideRoot ? $"{problem.Location} is not in the root" : $"{problem.Kind} {problem.Location} {problem.Message}";
}
