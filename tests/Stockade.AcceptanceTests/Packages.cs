using System.IO.Compression;
using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Stockade.AcceptanceTests.Packages))]

namespace Stockade.AcceptanceTests;

/// <summary>The packages, packed once as a release packs them, and the native executable that they carry.</summary>
public sealed class Packages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Packages()
    {
        // A version of its own: NuGet's cache knows packages by id and version only.
        Version = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmss}";
        Feed = Path.Combine(_folder.Path, "feed");
        var runtime = RuntimeInformation.RuntimeIdentifier;
        var pack = Command.Run(
            "bash",
            [Path.Combine(Repository.Root, ".ci", "pack"), Feed, $"Version={Version}", "RunAnalyzers=false"],
            Repository.Root,
            environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["RUNTIMES"] = $"{runtime} any", ["NATIVE"] = runtime });
        Assert.True(pack.ExitCode == 0, pack.ToString());

        // Warnings of the trimmer and the native compiler are about code that would fail when it runs.
        Assert.DoesNotContain(": warning ", pack.Output, StringComparison.Ordinal);

        NativeTool = Path.Combine(Extract($"Stockade.{runtime}"), "tools", "any", runtime, OperatingSystem.IsWindows() ? "stockade.exe" : "stockade");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(NativeTool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        PortableTool = Path.Combine(Extract("Stockade.any"), "tools", "net10.0", "any", "stockade.dll");
    }

    /// <summary>The packages that the machine has already.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Version { get; }

    /// <summary>A folder that serves as a NuGet source.</summary>
    public string Feed { get; }

    public string NativeTool { get; }

    public string PortableTool { get; }

    public void Dispose() => _folder.Dispose();

    internal Command Run(string directory, params string[] arguments) => Command.Run(NativeTool, arguments, directory);

    internal Command RunWithInput(string directory, string input, params string[] arguments) => Command.Run(NativeTool, arguments, directory, input);

    private string Extract(string id)
    {
        var folder = Path.Combine(_folder.Path, id);
        ZipFile.ExtractToDirectory(Path.Combine(Feed, $"{id}.{Version}.nupkg"), folder);
        return folder;
    }
}
