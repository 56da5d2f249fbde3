namespace Stockade.Tests;

/// <summary>Where the checkout lies, found upward from the test's own binary.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Analyzer.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Analyzer.sln above {AppContext.BaseDirectory}");
    }
}
