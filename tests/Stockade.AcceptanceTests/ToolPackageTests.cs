using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Stockade.AcceptanceTests;

public sealed class ToolPackageTests(Packages packages)
{
    [Fact]
    public void The_tool_installs_from_a_folder_and_runs()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(folder.Path, "packages") };
        var install = Command.Run(
            "dotnet",
            ["tool", "install", "Stockade", "--version", packages.Version, "--tool-path", Path.Combine(folder.Path, "tools"), "--add-source", packages.Feed],
            folder.Path,
            environment: environment);
        Assert.True(install.ExitCode == 0, install.ToString());

        var run = Command.Run(Path.Combine(folder.Path, "tools", "stockade"), ["--version"], folder.Path);
        Assert.StartsWith($"stockade {packages.Version}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stockade", "DotnetTool")]
    [InlineData("Stockade.any", "DotnetToolRidPackage")]
    [InlineData("Stockade.MSBuild", null)]
    public void A_package_says_what_it_is_and_has_what_a_reader_needs(string id, string? type)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{id}.{packages.Version}.nupkg"));
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
        Assert.Equal("MIT", Value("license"));
        Assert.NotNull(package.GetEntry(Value("readme")!));
        Assert.NotNull(package.GetEntry(Value("icon")!));
        Assert.NotNull(package.GetEntry("LICENSE"));
        Assert.Equal("git", (string?)metadata.Elements().Single(static element => element.Name.LocalName == "repository").Attribute("type"));
        Assert.Equal(type, (string?)metadata.Descendants().SingleOrDefault(static element => element.Name.LocalName == "packageType")?.Attribute("name"));
        Assert.Equal(type is null ? "true" : null, Value("developmentDependency"));
        Assert.DoesNotContain(metadata.Elements(), static element => element.Name.LocalName == "dependencies");
        Assert.DoesNotContain(package.Entries, static entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal) || entry.FullName.StartsWith("buildTransitive/", StringComparison.Ordinal));

        foreach (var assembly in package.Entries.Where(static entry => entry.Name is "stockade.dll" or "Stockade.Engine.dll" or "Stockade.MSBuild.dll"))
            AssertIsDeterministicAndHasSymbols(assembly);

        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
    }

    private static void AssertIsDeterministicAndHasSymbols(ZipArchiveEntry assembly)
    {
        using var content = new MemoryStream();
        using (var stream = assembly.Open())
            stream.CopyTo(content);
        content.Position = 0;
        using var reader = new PEReader(content);
        var kinds = reader.ReadDebugDirectory().Select(static entry => entry.Type).ToList();
        Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
    }
}
