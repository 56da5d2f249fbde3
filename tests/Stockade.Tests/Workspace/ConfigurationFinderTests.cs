using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

public sealed class ConfigurationFinderTests
{
    [Fact]
    public void Files_are_found_in_every_folder_above_each_once()
    {
        var root = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(root, "a", "b"));
        Directory.CreateDirectory(Path.Combine(root, "c"));
        File.WriteAllText(Path.Combine(root, ".editorconfig"), "outer");
        File.WriteAllText(Path.Combine(root, "a", ".globalconfig"), "middle");
        File.WriteAllText(Path.Combine(root, "a", "b", ".editorconfig"), "inner");

        var texts = ConfigurationFinder.Find([Path.Combine(root, "a", "b"), Path.Combine(root, "c")]).Select(static file => file.Text);

        Assert.Equal(["outer", "middle", "inner"], texts.Where(static text => text is "outer" or "middle" or "inner"));
        Directory.Delete(root, recursive: true);
    }
}
