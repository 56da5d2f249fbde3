namespace Stockade.Fuzz;

/// <summary>The checkout this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The texts of files below a folder, by their paths.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] patterns) =>
        from pattern in patterns
        from path in Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        select (System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path));

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
