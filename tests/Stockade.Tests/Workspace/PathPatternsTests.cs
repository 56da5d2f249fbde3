using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

public class PathPatternsTests
{
    [Theory]
    [InlineData("k8s", "k8s/web.yaml", true)]
    [InlineData("k8s/", "apps/k8s/web.yaml", true)]
    [InlineData("k8s/", "k8s", false)]
    [InlineData("/k8s", "apps/k8s/web.yaml", false)]
    [InlineData("./k8s", "apps/k8s/web.yaml", false)]
    [InlineData("./k8s", "k8s/web.yaml", true)]
    [InlineData("k8s/dev", "k8s/dev/a/b.yaml", true)]
    [InlineData("k8s/dev", "apps/k8s/dev/a.yaml", false)]
    [InlineData("*.yaml", "a/b/c.yaml", true)]
    [InlineData("k8s/*.yaml", "k8s/a/c.yaml", false)]
    [InlineData("k8s/**/c.yaml", "k8s/a/b/c.yaml", true)]
    [InlineData("**/dev", "x/dev/c.yaml", true)]
    [InlineData(".", "a/b.yaml", true)]
    [InlineData("./", "b.yaml", true)]
    [InlineData("#a", "#a", true)]
    public void A_pattern_matches_as_in_a_gitignore(string pattern, string path, bool isMatch)
    {
        Assert.Null(PathPatterns.Check(pattern));
        Assert.Equal(isMatch, PathPatterns.Create([pattern]).Matches(path));
    }
}
