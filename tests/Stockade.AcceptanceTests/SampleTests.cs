namespace Stockade.AcceptanceTests;

public sealed class SampleTests(Packages packages)
{
    public static TheoryData<string> Samples => new(Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(static path => Path.GetFileName(path)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_native_tool_and_the_portable_one_write_the_same_bytes(string sample)
    {
        foreach (var format in new[] { "sarif", "json", "concise", "msbuild" })
        {
            string[] arguments = ["check", sample, "--format", format];
            var directory = Path.Combine(Repository.Root, "samples");
            var native = packages.Run(directory, arguments);
            var portable = Command.Run("dotnet", ["exec", packages.PortableTool, .. arguments], directory);
            Assert.True(native.Output.Length > 0 || native.ExitCode == 0, native.ToString());
            Assert.Equal(portable.Output, native.Output);
            Assert.Equal(portable.ExitCode, native.ExitCode);
        }
    }

    [Fact]
    public void The_open_shop_has_findings_and_the_hardened_one_has_none()
    {
        Assert.Equal(1, packages.Run(Repository.Root, "check", "samples/contoso-retail/open").ExitCode);
        var hardened = packages.Run(Repository.Root, "check", "samples/contoso-retail/hardened");
        Assert.True(hardened.ExitCode == 0, hardened.ToString());
    }
}
