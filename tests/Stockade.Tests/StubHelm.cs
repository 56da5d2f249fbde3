namespace Stockade.Tests;

/// <summary>
/// A program in place of helm: it writes down its arguments and its surroundings, and then does what a test says. Tests that use it need a shell, which
/// Windows lacks. The program itself is a file of the repository: one that was just written could still be open in another test's child.
/// </summary>
internal sealed class StubHelm : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="script">What it does, in the language of sh; <c>$values</c> is the last file of values, or empty.</param>
    public StubHelm(string script)
    {
        Path = System.IO.Path.Combine(_folder.Path, "helm");
        _folder.Write("script", script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path, RepositoryRoot.Combine("tests", "Stockade.Tests", "helm-stub"));
    }

    public string Path { get; }

    public string[] Arguments => Read("arguments");

    public string[] Environment => Read("environment");

    /// <summary>What lies in the folder it was started in.</summary>
    public string[] Listing => Read("listing");

    public void Dispose() => _folder.Dispose();

    private string[] Read(string name) => File.Exists(System.IO.Path.Combine(_folder.Path, name)) ? File.ReadAllLines(System.IO.Path.Combine(_folder.Path, name)) : [];
}
