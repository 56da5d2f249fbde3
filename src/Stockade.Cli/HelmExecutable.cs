namespace Stockade.Cli;

/// <summary>The helm that the shell would run.</summary>
internal static class HelmExecutable
{
    /// <summary>
    /// Its path, or null. Entries of the PATH relative to the current folder do not count: they would run what lies in the repository. Nor do the batch
    /// files of Windows, whose arguments a shell reads.
    /// </summary>
    public static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "helm.exe" : "helm";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, name);
            if (Path.IsPathFullyQualified(folder) && File.Exists(path) && IsExecutable(path))
                return path;
        }

        return null;
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}
