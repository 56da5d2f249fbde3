using System.Runtime.CompilerServices;

namespace Stockade.AcceptanceTests;

/// <summary>The repository that these tests are a part of.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(FolderOfThisFile(), "..", ".."));

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    private static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
