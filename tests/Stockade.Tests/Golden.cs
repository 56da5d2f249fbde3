namespace Stockade.Tests;

/// <summary>
/// Compares a result with a file of the repository. With <c>ACCEPT=1</c> the file is rewritten instead. A mismatch leaves what was received
/// beside it, under the name Verify would use.
/// </summary>
internal static class Golden
{
    public static bool Accepts { get; } = Environment.GetEnvironmentVariable("ACCEPT") == "1";

    public static void Check(string actual, string path)
    {
        actual = actual.ReplaceLineEndings("\n");
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
        var received = ReceivedPath(path);
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        if (Accepts)
        {
            File.WriteAllText(path, actual);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{path} differs from what was received:\n{actual}\nRun the tests with ACCEPT=1 to accept it, then read the change.");
    }

    private static string ReceivedPath(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path).Replace(".verified", "", StringComparison.Ordinal)}.received{Path.GetExtension(path)}");
}
