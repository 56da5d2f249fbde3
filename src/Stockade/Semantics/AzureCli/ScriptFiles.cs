using System.Collections.Concurrent;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Finds the files that scripts name.</summary>
/// <param name="scripts">The scripts of the run by path.</param>
/// <param name="open">Reads any other file of the repository by its path; null where there is none.</param>
internal sealed class ScriptFiles(IReadOnlyDictionary<string, SourceFile> scripts, Func<string, string?> open)
{
    private readonly ConcurrentDictionary<string, SourceFile?> _others = new(StringComparer.Ordinal);

    /// <summary>The script at a path.</summary>
    /// <param name="folder">The folder the script that names it starts in.</param>
    /// <param name="checkout">The folder a host checks the repository out to.</param>
    /// <param name="path">The path, as <see cref="ScriptInput.Source"/> takes it.</param>
    public SourceFile? FindScript(string folder, string checkout, string path) =>
        Combine(folder, checkout, path) is { } combined ? scripts.GetValueOrDefault(combined) : null;

    /// <summary>The script or any other file at a path: what a script includes needs no name or first line that makes it one.</summary>
    public SourceFile? FindAny(string folder, string checkout, string path)
    {
        if (Combine(folder, checkout, path) is not { } combined)
            return null;
        return scripts.GetValueOrDefault(combined) ?? _others.GetOrAdd(combined, key => open(key) is { } text ? new SourceFile(key, text) { Kind = FileKind.Script } : null);
    }

    private static string? Combine(string folder, string checkout, string path) => path switch
    {
        _ when path.StartsWith(ScriptInput.FromRoot, StringComparison.Ordinal) => RelativePath.Combine("", path),
        _ when path.StartsWith(ScriptInput.FromCheckout, StringComparison.Ordinal) => RelativePath.Combine(checkout, path[ScriptInput.FromCheckout.Length..]),
        ['/', ..] => null,
        _ => RelativePath.Combine(folder, path),
    };
}
