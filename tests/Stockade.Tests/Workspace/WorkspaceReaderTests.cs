using System.Diagnostics;
using System.Text;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Tests.Workspace;

public sealed class WorkspaceReaderTests : IDisposable
{
    private const string Manifest = "kind: Pod\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_come_in_the_ordinal_order_of_their_paths()
    {
        _folder.Write("b/a.yaml", Manifest).Write("a.yml", Manifest).Write("B.json", "{\"kind\": \"Pod\"}").Write("b.yaml", Manifest).Write("c.txt", Manifest);

        Assert.Equal(["B.json", "a.yml", "b.yaml", "b/a.yaml"], Paths(Read(".")));
    }

    [Fact]
    public void Files_that_cannot_matter_are_counted_but_not_decoded()
    {
        _folder.Write("values.yaml", "a: b\n").Write("run.sh", "echo\n").Write("web.yaml", Manifest).Write("deploy.sh", "az login\n");

        var content = Read(".");

        Assert.Equal(["deploy.sh", "web.yaml"], Paths(content));
        Assert.Equal(4, content.FilesRead);
    }

    [Fact]
    public void A_named_file_is_decoded_whatever_it_holds()
    {
        _folder.Write("values.yaml", "a: b\n");

        var file = Assert.Single(Read("values.yaml").Results);

        Assert.True(file.IsNamedByUser);
    }

    [Fact]
    public void Behind_a_link_that_is_named_the_whole_file_is_read()
    {
        _folder.Write("files/web.yaml", "kind: Pod\nmetadata: { name: longer-than-the-text-of-the-link }\n");
        File.CreateSymbolicLink(_folder.Combine("link.yaml"), "files/web.yaml");

        Assert.EndsWith("link }\n", Assert.Single(Read("link.yaml").Results).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_without_extension_is_known_by_its_first_line()
    {
        _folder.Write("deploy", "#!/usr/bin/env -S bash -e\naz login\n").Write("tool", "#!/usr/bin/env python\naz = 1\n").Write("LICENSE", "az");

        var file = Assert.Single(Read(".").Results);

        Assert.Equal(("deploy", FileKind.Script), (file.Path, file.Kind));
    }

    [Fact]
    public void What_git_ignores_is_not_read_unless_it_is_named()
    {
        _folder.Write(".gitignore", "out/\n*.gen.yaml\n").Write("out/a.yaml", Manifest).Write("b.gen.yaml", Manifest).Write("c.yaml", Manifest)
            .Write(".git/info/exclude", "d.yaml\n").Write("d.yaml", Manifest).Write(".git/e.yaml", Manifest)
            .Write("sub/.gitignore", "!keep.gen.yaml\n").Write("sub/keep.gen.yaml", Manifest);

        Assert.Equal(["c.yaml", "sub/keep.gen.yaml"], Paths(Read(".")));
        Assert.Equal(["out/a.yaml"], Paths(Read("out")));
        Assert.Equal(["b.gen.yaml"], Paths(Read("b.gen.yaml")));
        Assert.Equal(5, Read(Request(".") with { IncludeIgnoredFiles = true }).Results.Length);
    }

    [Fact]
    public void Ignore_rules_above_the_root_hold_inside_it()
    {
        _folder.Write(".git/HEAD", "x").Write(".gitignore", "/k8s/tmp/\n").Write("k8s/tmp/a.yaml", Manifest).Write("k8s/b.yaml", Manifest);

        var content = Read(Request(".") with { RootDirectory = _folder.Combine("k8s") });

        Assert.Equal(["b.yaml"], Paths(content));
    }

    [Fact]
    public void Links_lead_nowhere_outside_and_nothing_is_read_twice()
    {
        using var outside = new TemporaryFolder();
        outside.Write("secret.yaml", Manifest);
        _folder.Write("a/web.yaml", Manifest).Write("shared/b.yaml", Manifest).Write("shared/deep/c.yaml", Manifest);
        Directory.CreateSymbolicLink(_folder.Combine("a/loop"), _folder.Combine("a"));
        Directory.CreateSymbolicLink(_folder.Combine("a/out"), outside.Path);
        File.CreateSymbolicLink(_folder.Combine("a/secret.yaml"), outside.Combine("secret.yaml"));
        File.CreateSymbolicLink(_folder.Combine("a/copy.yaml"), "web.yaml");
        File.CreateSymbolicLink(_folder.Combine("a/self.yaml"), "self.yaml");
        Directory.CreateSymbolicLink(_folder.Combine("a/shared"), "../shared/deep");

        Assert.Equal(["a/web.yaml", "shared/deep/c.yaml"], Paths(Read("a")));
        Assert.Equal(["a/web.yaml", "shared/b.yaml", "shared/deep/c.yaml"], Paths(Read(".")));
        Assert.Equal(FileProblemKind.OutsideRoot, Assert.Single(Read("a/secret.yaml").Problems).Kind);
        Assert.Equal(FileProblemKind.OutsideRoot, Assert.Single(Read("a/out/secret.yaml").Problems).Kind);
    }

    [Fact]
    public void A_pipe_is_never_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "no named pipes in folders");
        using (var mkfifo = Process.Start("mkfifo", _folder.Combine("pipe.yaml")))
            mkfifo.WaitForExit();

        Assert.Empty(Read(".").Results);
        Assert.Empty(Read("pipe.yaml").Results);
    }

    [Fact]
    public void A_named_path_that_is_missing_or_outside_is_a_path_error()
    {
        var problems = Read("nowhere", "../elsewhere", "/").Problems;

        Assert.Equal([FileProblemKind.Missing, FileProblemKind.OutsideRoot, FileProblemKind.OutsideRoot], problems.Select(problem => problem.Kind));
        Assert.All(problems, problem => Assert.True(problem.IsPathError));
    }

    [Fact]
    public void Binary_and_oversized_files_are_problems_and_the_rest_is_read()
    {
        _folder.Write("a.yaml", [.. "kind: Pod\0\0"u8]).Write("b.yaml", Manifest + new string('#', 200)).Write("c.yaml", Manifest);

        var content = Read(Request(".") with { MaxFileSize = 100 });

        Assert.Equal(["c.yaml"], Paths(content));
        Assert.Equal([FileProblemKind.Binary, FileProblemKind.TooLarge], content.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void A_binary_file_is_reported_whatever_it_holds_but_not_what_macOS_leaves_behind()
    {
        _folder.Write("a.yaml", [1, 2, 3, 0, 0, 4, 5]).Write("._b.yaml", [1, 2, 3, 0, 0, 4, 5]);

        Assert.Equal("a.yaml", Assert.Single(Read(Request(".")).Problems).Location.File.Path);
    }

    [Fact]
    public void An_invalid_byte_is_reported_where_its_replacement_stands()
    {
        _folder.Write("a.yaml", [.. "kind: Pod # é"u8, 0xE9, .. "\n"u8]);

        var content = Read(".");

        var problem = Assert.Single(content.Problems);
        Assert.Equal("\uFFFD", problem.Location.Text);
        Assert.Equal("byte 0xE9 is not valid in UTF-8", problem.Message);
        Assert.Same(problem.Location.File, Assert.Single(content.Results));
    }

    [Fact]
    public void Every_unicode_encoding_is_understood()
    {
        var encodings = new Encoding[]
        {
            new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true),
            new UTF32Encoding(true, true), new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), new UTF8Encoding(false),
        };
        for (var i = 0; i < encodings.Length; i++)
            _folder.Write($"{i}.yaml", [.. encodings[i].GetPreamble(), .. encodings[i].GetBytes("kind: Pod # é😀\n")]);

        var files = Read(".").Results;

        Assert.Equal(encodings.Length, files.Length);
        Assert.All(files, file => Assert.Equal("kind: Pod # é😀\n", file.Content));
    }

    [Fact]
    public void Templates_of_an_unrendered_chart_are_not_read()
    {
        _folder.Write("chart/Chart.yaml", "name: web\n").Write("chart/templates/web.yaml", "kind: {{ .x }}\n")
            .Write("chart/charts/sub/Chart.yaml", "name: sub\n").Write("chart/charts/sub/templates/web.yaml", Manifest)
            .Write("chart/rendered.yaml", Manifest).Write("out/chart/templates/web.yaml", Manifest);

        Assert.Equal(["chart/Chart.yaml", "chart/charts/sub/Chart.yaml", "chart/rendered.yaml", "out/chart/templates/web.yaml"], Paths(Read(".")));
        Assert.Equal(["chart/Chart.yaml"], Paths(Read("chart/templates/web.yaml")));
        Assert.Equal(["chart/Chart.yaml"], Paths(Read("chart/templates")));
    }

    [Fact]
    public void Standard_input_is_a_file_that_was_named()
    {
        var content = Read(Request("-") with { StandardInput = new StringReader("\uFEFF" + Manifest), StandardInputName = "in.yaml" });

        var file = Assert.Single(content.Results);
        Assert.Equal(("in.yaml", Manifest, true), (file.Path, file.Content, file.IsStandardInput));
        Assert.Equal(1, content.FilesRead);
    }

    private static IEnumerable<string> Paths(WorkspaceContent<SourceFile> content) => content.Results.Select(file => file.Path);

    private static WorkspaceContent<SourceFile> Read(WorkspaceRequest request) => WorkspaceReader.Read(request, static file => file);

    private WorkspaceContent<SourceFile> Read(params string[] paths) => Read(Request(paths));

    private WorkspaceRequest Request(params string[] paths) => new() { RootDirectory = _folder.Path, Paths = [.. paths] };
}
