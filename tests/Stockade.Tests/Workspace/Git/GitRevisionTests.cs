using System.Text;
using Stockade.Workspace.Git;

namespace Stockade.Tests.Workspace.Git;

/// <summary>What is read from the objects of a repository is what git prints of it.</summary>
public class GitRevisionTests
{
    public static TheoryData<string, string> Repositories()
    {
        var data = new TheoryData<string, string>();
        foreach (var format in new[] { "sha1", "sha256" })
        {
            foreach (var storage in new[] { "loose", "packed", "thin-deltas", "mixed" })
                data.Add(format, storage);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Repositories))]
    public void Every_file_of_every_revision_reads_as_git_shows_it(string format, string storage)
    {
        using var repository = MakeHistory(format, storage);
        foreach (var revision in new[] { "HEAD", "@~3", "main~5", "v1", "light", "HEAD^", "HEAD~3^2", "HEAD^0", "refs/heads/side", "side", "tags/v1^{commit}", "HEAD~1~1" })
            AssertSame(repository, revision);
        var id = repository.Git("rev-parse", "main~4").Trim();
        AssertSame(repository, id);
        AssertSame(repository, id[..12].ToUpperInvariant());
    }

    [Fact]
    public void A_linked_worktree_and_a_clone_that_borrows_objects_are_read()
    {
        using var repository = MakeHistory("sha1", "packed");
        repository.Git("worktree", "add", "-q", "--detach", "linked", "main~2");
        AssertSame(Path.Combine(repository.Path, "linked"), "HEAD");
        repository.Git("clone", "-q", "--shared", "--no-checkout", ".", "borrowed");
        AssertSame(Path.Combine(repository.Path, "borrowed"), "origin/side");
        AssertSame(Path.Combine(repository.Path, "borrowed"), "origin");
    }

    [Theory]
    [InlineData("nowhere", "there is no revision 'nowhere'")]
    [InlineData("HEAD~999", "'HEAD~999' goes beyond the first commit")]
    [InlineData("HEAD^7", "'HEAD^7' goes beyond the first commit")]
    [InlineData("HEAD@{1}", "there is no revision 'HEAD@{1}'")]
    [InlineData("HEAD^{tree}", "'HEAD^{tree}' is no revision that can be read; it takes names, ids, '~N' and '^N'")]
    [InlineData("../../etc/passwd", "there is no revision '../../etc/passwd'")]
    [InlineData("/etc/passwd", "there is no revision '/etc/passwd'")]
    [InlineData("config", "there is no revision 'config'")]
    public void A_revision_that_cannot_be_found_is_an_error(string revision, string message)
    {
        using var repository = MakeHistory("sha1", "loose");
        Assert.Equal(message, Assert.Throws<GitException>(() => GitRevision.Open(repository.Path, revision)).Message);
    }

    [Fact]
    public void A_shallow_clone_says_that_an_object_is_missing()
    {
        using var repository = MakeHistory("sha1", "packed");
        repository.Git("clone", "-q", "--depth", "1", "--no-local", "file://" + repository.Path, "shallow");
        var error = Assert.Throws<GitException>(() => GitRevision.Open(Path.Combine(repository.Path, "shallow"), "HEAD~1"));
        Assert.Contains("shallow or partial clone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_repository_is_an_error_and_never_another()
    {
        using var repository = MakeHistory("sha1", "packed");
        var random = new Random(7);
        var files = Directory.EnumerateFiles(Path.Combine(repository.Path, ".git", "objects", "pack"), "pack-*")
            .Where(static path => path.EndsWith(".idx", StringComparison.Ordinal) || path.EndsWith(".pack", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            File.SetAttributes(file, FileAttributes.Normal);
            var whole = File.ReadAllBytes(file);
            for (var round = 0; round < 60; round++)
            {
                var broken = round % 3 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
                for (var change = 0; change < 3 && broken.Length > 0 && round % 3 != 0; change++)
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(file, broken);
                try
                {
                    using var revision = GitRevision.Open(repository.Path, "main~6");
                    foreach (var item in revision.Files)
                        revision.Read(item);
                }
                catch (GitException)
                {
                    // What is expected of most.
                }
            }

            File.WriteAllBytes(file, whole);
        }

        AssertSame(repository, "main~6");
    }

    private static void AssertSame(GitSandbox repository, string revision) => AssertSame(repository.Path, revision);

    private static void AssertSame(string top, string revision)
    {
        using var actual = GitRevision.Open(top, revision);
        var listing = GitSandbox.GitIn(top, "ls-tree", "-r", "-z", revision).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => line.StartsWith("100", StringComparison.Ordinal))
            .Select(static line => (Id: line.Split('\t')[0].Split(' ')[2], Path: line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]))
            .ToList();
        Assert.NotEmpty(listing);
        Assert.Equal(listing.Select(static item => $"{item.Id} {item.Path}"), actual.Files.Select(static file => $"{file.Id} {file.Path}"));
        foreach (var file in actual.Files)
            Assert.Equal(GitSandbox.GitIn(top, "cat-file", "blob", file.Id), Encoding.UTF8.GetString(actual.Read(file)));
    }

    /// <summary>Texts that change little, so that packs hold chains of deltas; a merge, tags of both kinds, a link.</summary>
    private static GitSandbox MakeHistory(string format, string storage)
    {
        var repository = new GitSandbox($"--object-format={format}");
        var random = new Random(42);
        var lines = Enumerable.Range(0, 400).Select(line => $"line {line} {random.Next()}").ToList();
        for (var commit = 0; commit < 9; commit++)
        {
            lines[random.Next(lines.Count)] = $"changed {random.Next()}";
            lines.Insert(random.Next(lines.Count), $"new {random.Next()}");
            repository.Write("k8s/big.yaml", string.Join('\n', lines));
            repository.Write($"k8s/ä ö/{commit}.yaml", $"kind: {commit}\n");
            repository.Write("empty.txt", "");
            repository.Commit($"commit {commit}");
            if (commit == 2)
                repository.Git("tag", "-a", "v1", "-m", "one");
            if (commit == 3)
            {
                repository.Git("tag", "light");
                repository.Git("branch", "side");
            }

            if (commit == 4 && storage == "mixed")
                repository.Git("gc", "-q");
            if (commit == 6)
            {
                repository.Git("checkout", "-q", "side");
                repository.Write("side.yaml", "kind: Side\n").Commit("side");
                repository.Git("checkout", "-q", "main");
                repository.Git("merge", "-q", "--no-ff", "-m", "merge", "side");
            }
        }

        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path.Combine(repository.Path, "link.yaml"), "k8s/big.yaml");
        repository.Commit("link");
        if (storage is "packed")
            repository.Git("gc", "-q", "--aggressive", "--prune=now");
        if (storage is "thin-deltas")
            repository.Git("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50");
        return repository;
    }
}
