using Microsoft.Build.Logging.StructuredLogger;

namespace Stockade.AcceptanceTests;

/// <summary>A copy of the sample with two more projects, one of them for two frameworks, that consumes the packed package.</summary>
public sealed class ConsumingBuild : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment;

    public ConsumingBuild(Packages packages)
    {
        _folder.Copy(Repository.Sample("dotnet-app"));
        File.Delete(Path.Combine(_folder.Path, ".editorconfig"));
        _folder.Write(
            "nuget.config",
            $"<configuration><packageSources><add key=\"packed\" value=\"{packages.Feed}\" /></packageSources></configuration>");
        _folder.Write("src/Orders/Orders.csproj", Project("<TargetFramework>net10.0</TargetFramework>", packages.Version, "Microsoft.NET.Sdk.Web"));
        _folder.Write("src/Lib/Lib.csproj", Project("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><NoWarn>$(NoWarn);CS1591</NoWarn>", packages.Version));
        _folder.Write("src/Lib/Class.cs", "namespace Lib { public class Class { } }");
        _folder.Write(
            "App.slnx",
            "<Solution><Project Path=\"src/Orders/Orders.csproj\" /><Project Path=\"src/Lib/Lib.csproj\" /></Solution>");

        // A cache of its own, so that nothing of this test stays behind; what the machine has already is not fetched again.
        _environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
            ["NUGET_FALLBACK_PACKAGES"] = Packages.Cache,
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var restore = Command.Run("dotnet", ["restore", "App.slnx"], _folder.Path, environment: _environment);
        Assert.True(restore.ExitCode == 0, restore.ToString());
    }

    internal string Root => _folder.Path;

    internal string PackageFolder => Directory.GetDirectories(Path.Combine(_folder.Path, "packages", "stockade.msbuild")).Single();

    public void Dispose() => _folder.Dispose();

    internal void Write(string name, string text) => _folder.Write(name, text);

    internal void Delete(string name) => File.Delete(Path.Combine(_folder.Path, name));

    internal BuildOutcome Build(params string[] arguments) => Run("build", ["App.slnx", "--no-restore", .. arguments]);

    internal BuildOutcome Run(string verb, params string[] arguments)
    {
        var log = Path.Combine(_folder.Path, "build.binlog");
        var command = Command.Run("dotnet", [verb, .. arguments, $"-bl:{log}"], _folder.Path, environment: _environment);
        var build = BinaryLog.ReadBuild(log);
        var problems = new List<AbstractDiagnostic>();
        var runs = 0;
        build.VisitAllChildren<AbstractDiagnostic>(problem =>
        {
            if (problem.Code?.StartsWith("AKS", StringComparison.Ordinal) == true)
                problems.Add(problem);
        });
        build.VisitAllChildren<Microsoft.Build.Logging.StructuredLogger.Task>(task => runs += task.Name == "StockadeCheck" ? 1 : 0);
        return new BuildOutcome(command, problems, runs);
    }

    private static string Project(string properties, string version, string sdk = "Microsoft.NET.Sdk") =>
        $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>{properties}<ImplicitUsings Condition="'{sdk}' == 'Microsoft.NET.Sdk.Web'">enable</ImplicitUsings></PropertyGroup>
          <ItemGroup><PackageReference Include="Stockade.MSBuild" Version="{version}" PrivateAssets="all" /></ItemGroup>
        </Project>
        """;
}
