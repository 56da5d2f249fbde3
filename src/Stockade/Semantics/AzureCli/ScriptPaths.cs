using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Finds the files that scripts name.</summary>
internal static class ScriptPaths
{
    /// <param name="files">The scripts of the run by path.</param>
    /// <param name="folder">The folder the script starts in.</param>
    /// <param name="checkout">The folder a host checks the repository out to.</param>
    /// <param name="path">The path, as <see cref="ScriptInput.Source"/> takes it.</param>
    public static SourceFile? Find(IReadOnlyDictionary<string, SourceFile> files, string folder, string checkout, string path)
    {
        var combined = path switch
        {
            _ when path.StartsWith(ScriptInput.FromRoot, StringComparison.Ordinal) => RelativePath.Combine("", path),
            _ when path.StartsWith(ScriptInput.FromCheckout, StringComparison.Ordinal) => RelativePath.Combine(checkout, path[ScriptInput.FromCheckout.Length..]),
            ['/', ..] => null,
            _ => RelativePath.Combine(folder, path),
        };
        return combined is null ? null : files.GetValueOrDefault(combined);
    }
}
