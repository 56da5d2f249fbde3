using System.Collections.Immutable;

namespace Stockade.Workspace.Helm;

/// <summary>A chart to be rendered. All paths are absolute.</summary>
internal sealed record HelmCommand(string Chart, string Release, string Namespace, ImmutableArray<string> ValueFiles)
{
    /// <summary>
    /// The arguments of helm. Tests are left out: <c>helm install</c> does not run them. Chart and release stand behind <c>--</c>, so that none of them is
    /// taken for an option.
    /// </summary>
    public ImmutableArray<string> Arguments =>
    [
        "template", "--skip-tests", $"--namespace={Namespace}", .. ValueFiles.Select(static file => $"--values={AsField(file)}"), "--", Release, Chart,
    ];

    /// <summary>The option takes a list with commas, as a line of CSV (pflag's stringSlice).</summary>
    private static string AsField(string path) =>
        path.AsSpan().ContainsAny(",\"\r\n") ? $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : path;
}
