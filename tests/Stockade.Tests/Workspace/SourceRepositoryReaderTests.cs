using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

public sealed class SourceRepositoryReaderTests
{
    [Fact]
    public void The_repository_of_a_folder_is_told_with_commit_and_branch()
    {
        using var git = new GitSandbox();
        git.Write("deploy/k8s/a.yaml", "");
        var first = git.Commit();
        git.Git("remote", "add", "origin", "https://user:secret@example.test:8443/org/shop.git");
        git.Git("pack-refs", "--all");

        var repository = SourceRepositoryReader.Read(Path.Combine(git.Path, "deploy"));
        Assert.Equal(("deploy/", "https://example.test:8443/org/shop.git", first, "main"), (repository.Prefix, repository.Address, repository.Commit, repository.Branch));
        git.Git("checkout", "-q", "--detach");
        repository = SourceRepositoryReader.Read(git.Path);
        Assert.Equal(("", first, null), (repository.Prefix, repository.Commit, repository.Branch));

        git.Git("worktree", "add", "-q", "-b", "other", Path.Combine(git.Path, "tree"));
        repository = SourceRepositoryReader.Read(Path.Combine(git.Path, "tree"));
        Assert.Equal(("https://example.test:8443/org/shop.git", first, "other"), (repository.Address, repository.Commit, repository.Branch));
    }

    [Theory]
    [InlineData("git@example.test:org/shop.git", "ssh://example.test/org/shop.git")]
    [InlineData("ssh://git@example.test:22/org/shop", "ssh://example.test:22/org/shop")]
    [InlineData("https://org@dev.azure.com/org/shop/_git/shop?token=x", "https://dev.azure.com/org/shop/_git/shop")]
    [InlineData("/srv/git/shop.git", null)]
    [InlineData("C:\\git\\shop", null)]
    [InlineData("file:///srv/git/shop.git", null)]
    public void An_address_has_no_user_and_a_path_of_this_machine_is_none(string url, string? expected)
    {
        using var git = new GitSandbox();
        git.Git("remote", "add", "origin", url);
        Assert.Equal(expected, SourceRepositoryReader.Read(git.Path).Address);
    }

    [Fact]
    public void A_folder_in_no_repository_has_none()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Text.SourceRepository.None, SourceRepositoryReader.Read(folder.Path));
    }
}
