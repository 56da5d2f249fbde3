using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Tells the language of a script file.</summary>
internal static class ScriptDialects
{
    public static ScriptDialect Of(SourceFile file) => file.Kind switch
    {
        FileKind.PowerShell => ScriptDialect.PowerShell,
        FileKind.Cmd => ScriptDialect.Cmd,
        _ => OfFirstLine(file) ?? ScriptDialect.Bash,
    };

    public static bool IsScript(FileKind kind) => kind is FileKind.Script or FileKind.PowerShell or FileKind.Cmd;

    /// <summary>The language of the program after <c>#!</c>; null where the first line names none.</summary>
    public static ScriptDialect? OfFirstLine(SourceFile file)
    {
        if (!file.Content.StartsWith("#!", StringComparison.Ordinal))
            return null;
        var end = file.Content.AsSpan().IndexOfAny('\r', '\n');
        foreach (var word in (end < 0 ? file.Content[2..] : file.Content[2..end]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var program = word[(word.LastIndexOf('/') + 1)..];
            if (program is "env" || word is ['-', ..] || word.Contains('=', StringComparison.Ordinal))
                continue;
            return program switch
            {
                "pwsh" or "powershell" => ScriptDialect.PowerShell,
                "sh" or "dash" or "ash" => ScriptDialect.Sh,
                _ => ScriptDialect.Bash,
            };
        }

        return null;
    }
}
