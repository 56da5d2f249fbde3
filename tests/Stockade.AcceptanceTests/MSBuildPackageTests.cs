using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Stockade.AcceptanceTests;

/// <summary>Real builds that consume the packed package. The fixture's sample has AKS1001, AKS3001 and AKS4001, all warnings.</summary>
public sealed class MSBuildPackageTests(ConsumingBuild app, Packages packages) : IClassFixture<ConsumingBuild>
{
    private static readonly string[] All = ["AKS1001", "AKS3001", "AKS4001"];

    [Fact]
    public void A_build_shows_every_diagnostic_once_with_place_code_and_link()
    {
        var build = app.Build();

        Assert.True(build.ExitCode == 0, build.Command.ToString());
        Assert.Equal(All, build.Warnings);
        Assert.Equal(1, build.Runs);
        var warning = build.Problems.Single(static problem => problem.Code == "AKS3001");
        Assert.Equal(Path.Combine(app.Root, "k8s", "orders.yaml"), warning.File);
        Assert.Equal((36, 19, 36, 28), (warning.LineNumber, warning.ColumnNumber, warning.EndLineNumber, warning.EndColumnNumber));
        Assert.Null(warning.Subcategory);

        // Nothing is compiled the second time, and the warnings are still there.
        Assert.Equal(All, app.Build().Warnings);
    }

    [Theory]
    [InlineData("-m:4")]
    [InlineData("-graph")]
    [InlineData("-t:Rebuild")]
    public void However_a_solution_is_built_the_analysis_runs_once(string option)
    {
        var build = app.Build(option);
        Assert.Equal(All, build.Warnings);
        Assert.Equal(1, build.Runs);
    }

    [Theory]
    [InlineData("-p:TreatWarningsAsErrors=true")]
    [InlineData("-warnaserror")]
    public void Warnings_become_errors(string option)
    {
        var build = app.Build(option);
        Assert.Equal(1, build.ExitCode);
        Assert.Equal(All, build.Errors);
    }

    [Theory]
    [InlineData("-p:WarningsAsErrors=AKS4001")]
    [InlineData("-warnaserror:AKS4001")]
    public void One_warning_becomes_an_error(string option)
    {
        var build = app.Build(option);
        Assert.Equal(1, build.ExitCode);
        Assert.Equal(["AKS4001"], build.Errors);
        Assert.Equal(["AKS1001", "AKS3001"], build.Warnings);
    }

    [Theory]
    [InlineData("-p:NoWarn=AKS4001")]
    [InlineData("-nowarn:AKS4001")]
    public void One_warning_is_silenced(string option) => Assert.Equal(["AKS1001", "AKS3001"], app.Build(option).Warnings);

    [Fact]
    public void A_warning_can_be_kept_one()
    {
        var build = app.Build("-p:TreatWarningsAsErrors=true", "-p:WarningsNotAsErrors=AKS4001");
        Assert.Equal(["AKS4001"], build.Warnings);
        Assert.Equal(["AKS1001", "AKS3001"], build.Errors);
    }

    [Fact]
    public void Severities_come_from_the_editorconfig()
    {
        app.Write(".editorconfig", "root = true\n[*.yaml]\ndotnet_diagnostic.AKS4001.severity = error\ndotnet_diagnostic.AKS3001.severity = none\n");
        var build = app.Build();
        app.Delete(".editorconfig");

        Assert.Equal(1, build.ExitCode);
        Assert.Equal(["AKS4001"], build.Errors);
        Assert.Equal(["AKS1001"], build.Warnings);
    }

    [Theory]
    [InlineData("-p:DesignTimeBuild=true")]
    [InlineData("-p:StockadeOnBuild=false")]
    public void It_can_be_off(string option) => Assert.Equal(0, app.Build(option).Runs);

    [Fact]
    public void The_SARIF_report_is_the_tool_s()
    {
        app.Build("-p:StockadeSarif=obj/stockade.sarif");
        Assert.Equal(
            packages.Run(app.Root, "check", "--format", "sarif").Output,
            File.ReadAllText(Path.Combine(app.Root, "obj", "stockade.sarif")));
    }

    [Fact]
    public void Where_the_package_has_no_native_executable_the_portable_one_runs()
    {
        var project = Path.Combine(app.PackageFolder, "build", "Stockade.proj");
        var build = app.Run("msbuild", project, "-nologo", $"-p:StockadeRoot={app.Root}/", "-p:StockadeRuntimeIdentifier=plan9-mips");
        Assert.Equal(All, build.Warnings);
    }

    [Fact]
    public void The_items_are_what_is_analysed_less_what_is_excluded()
    {
        const string Items =
            """
            <Project><ItemGroup>
              <StockadeManifest Include="$(MSBuildThisFileDirectory)k8s/**/*.yaml" /><StockadeScript Include="$(MSBuildThisFileDirectory)odd name%3B100%25.sh" />
              <StockadeExclude Include="$(MSBuildThisFileDirectory)infra" />
            </ItemGroup></Project>
            """;
        app.Write("odd name;100%.sh", ManifestText.PublicCluster);
        app.Write("Directory.Build.targets", Items);
        var named = app.Build();
        app.Write("Directory.Build.targets", Items.Replace("StockadeManifest", "Unused", StringComparison.Ordinal).Replace("StockadeScript", "Unused", StringComparison.Ordinal));
        app.Delete("odd name;100%.sh");
        var excluded = app.Build();
        app.Delete("Directory.Build.targets");

        Assert.Equal(All, named.Warnings);
        Assert.Equal("odd name;100%.sh", Path.GetFileName(named.Problems.Single(static problem => problem.Code == "AKS1001").File));
        Assert.Equal(["AKS3001", "AKS4001"], excluded.Warnings);
        Assert.Equal((1, 1), (named.Runs, excluded.Runs));
    }

    [Fact]
    public void A_project_that_compiles_nothing_can_run_it_and_take_part_in_the_up_to_date_check()
    {
        string[] properties = [$"-p:StockadeVersion={packages.Version}", "-p:StockadeUpToDateCheck=true"];
        var stamp = Path.Combine(app.Root, "deploy", "obj", "Debug", "net10.0", "stockade.stamp");
        var build = app.Run("build", ["deploy/deploy.proj", .. properties]);
        Assert.True(build.ExitCode == 0, build.Command.ToString());
        Assert.Equal(All, build.Warnings);
        Assert.True(File.Exists(stamp));

        var inputs = app.Run("msbuild", ["deploy/deploy.proj", "-getItem:UpToDateCheckInput", .. properties]).Command.Output;
        Assert.Contains("orders.yaml", inputs, StringComparison.Ordinal);
        Assert.Contains("create-cluster.sh", inputs, StringComparison.Ordinal);
        Assert.Equal(0, app.Run("clean", ["deploy/deploy.proj", .. properties]).Runs);
        Assert.False(File.Exists(stamp));
    }

    [Fact]
    public void The_terminal_logger_shows_the_findings_under_the_name_of_the_product()
    {
        // Without the colours, the movements of the cursor, and the links.
        var output = Regex.Replace(app.Build("-tl:on").Command.Output, @"\u001B(\[[0-9;?]*[A-Za-z]|\][^\u001B\a]*(\u001B\\|\a))", "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        Assert.True(Regex.IsMatch(output, @"\bStockade .*3 warning\(s\)", RegexOptions.None, TimeSpan.FromSeconds(10)), output);
        Assert.True(output.Contains("orders.yaml(36,19,36,28): warning AKS3001: ", StringComparison.Ordinal), output);
    }

    [Fact]
    public void Tool_and_task_write_the_same_SARIF_of_every_sample()
    {
        var samples = Directory.GetDirectories(Path.Combine(Repository.Root, "samples"));
        var items = samples.Select(sample => $"<Sample Include=\"{sample}/\" Report=\"{Path.Combine(app.Root, "sarif", Path.GetFileName(sample))}\" />");
        app.Write(
            "all.proj",
            $"""
            <Project><ItemGroup>{string.Concat(items)}</ItemGroup><Target Name="All">
              <MSBuild Projects="{app.PackageFolder}/build/Stockade.proj" Properties="StockadeRoot=%(Sample.Identity);StockadeSarif=%(Sample.Report);StockadeRuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}" ContinueOnError="true" />
            </Target></Project>
            """);
        var build = app.Run("msbuild", "all.proj", "-nologo");
        Assert.Equal(samples.Length, build.Runs);
        foreach (var sample in samples)
        {
            Assert.Equal(packages.Run(sample, "check", "--format", "sarif").Output, File.ReadAllText(Path.Combine(app.Root, "sarif", Path.GetFileName(sample))));
            Assert.Equal(
                Command.Run("dotnet", ["exec", packages.PortableTool, "check", "--format", "sarif"], sample).Output,
                packages.Run(sample, "check", "--format", "sarif").Output);
        }
    }

    [Fact]
    public void The_page_of_the_package_lists_every_property_and_item()
    {
        var targets = File.ReadAllText(Path.Combine(Repository.Root, "src", "Stockade.MSBuild", "build", "Stockade.MSBuild.targets"));
        var names = Regex.Matches(targets, @"[$@]\((?<name>Stockade\w+)", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(static match => match.Groups["name"].Value);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src", "Stockade.MSBuild", "README.md"));
        Assert.All(names, name => Assert.Matches($@"(?m)^\|.*`(@\()?{name}\)?`", page));
    }
}
