using System.Text;

namespace Stockade.AcceptanceTests;

/// <summary>Fifty projects, one of them for two frameworks, each of which references the package.</summary>
public sealed class LargeSolution : IDisposable
{
    private const int Projects = 50;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment;

    public LargeSolution(Packages packages)
    {
        _folder.Write("nuget.config", $"<configuration><packageSources><add key=\"packed\" value=\"{packages.Feed}\" /></packageSources></configuration>");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write(
            "Directory.Build.props",
            $"""
            <Project>
              <PropertyGroup>
                <StockadeRoot>$(MSBuildThisFileDirectory)</StockadeRoot>
                <TargetFramework Condition="'$(MSBuildProjectName)' != 'Project01'">net10.0</TargetFramework>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Stockade.MSBuild" Version="{packages.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        var solution = new StringBuilder("<Solution>");
        for (var number = 1; number <= Projects; number++)
        {
            var name = $"Project{number:00}";
            var frameworks = number == 1 ? "<PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup>" : "";
            var reference = number % 10 == 0 ? "<ItemGroup><ProjectReference Include=\"../Project01/Project01.csproj\" /></ItemGroup>" : "";
            _folder.Write($"{name}/{name}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{frameworks}{reference}</Project>");
            _folder.Write($"{name}/Class.cs", $"namespace {name} {{ public class Class {{ }} }}");
            solution.Append($"<Project Path=\"{name}/{name}.csproj\" />");
        }

        _folder.Write("Large.slnx", solution.Append("</Solution>").ToString());
        _folder.Write("infra/create.sh", ManifestText.PublicCluster);
        _environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
            ["NUGET_FALLBACK_PACKAGES"] = Packages.Cache,
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var build = Run("build", "Large.slnx");
        Assert.True(build.ExitCode == 0, build.ToString());
    }

    public void Dispose() => _folder.Dispose();

    internal Command Run(params string[] arguments) => Command.Run("dotnet", [.. arguments, "-nologo", "-v:m", "-clp:NoSummary"], _folder.Path, environment: _environment);
}
