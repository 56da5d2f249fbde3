using Stockade.Tests.Semantics.AzureCli;

namespace Stockade.Tests.Syntax.Hosts;

/// <summary>Prints the commands of a repository: where <c>az</c> stands, the language, and the words as <see cref="ScriptFixture"/> prints them.</summary>
internal static class HostFixture
{
    public static string Commands(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text.ReplaceLineEndings("\n"));
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, IncludeMarkdown = true });
        return string.Join('\n', result.Model.Commands.Select(static command =>
        {
            var invocation = command.Invocation;
            return $"{invocation.Location} {invocation.Dialect.ToString().ToLowerInvariant()} {ScriptFixture.Print(invocation)}";
        }));
    }

    public static void Check(string expected, params ReadOnlySpan<(string Path, string Text)> files) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), Commands(files));
}
