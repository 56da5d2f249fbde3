using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Tells the language of a script file.</summary>
internal static class ScriptDialects
{
    public static ScriptDialect Of(SourceFile file) => file.Kind switch
    {
        FileKind.PowerShell => ScriptDialect.PowerShell,
        FileKind.Cmd => ScriptDialect.Cmd,
        _ => OfShebang(file.Content),
    };

    public static bool IsScript(FileKind kind) => kind is FileKind.Script or FileKind.PowerShell or FileKind.Cmd;

    private static ScriptDialect OfShebang(string text)
    {
        var firstLine = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal)));
        if (!firstLine.StartsWith("#!", StringComparison.Ordinal))
            return ScriptDialect.Bash;
        if (firstLine.Contains("pwsh", StringComparison.Ordinal))
            return ScriptDialect.PowerShell;
        return firstLine.TrimEnd().EndsWith("/sh", StringComparison.Ordinal) ? ScriptDialect.Sh : ScriptDialect.Bash;
    }
}
