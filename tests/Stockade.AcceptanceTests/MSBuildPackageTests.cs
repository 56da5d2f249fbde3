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
}
