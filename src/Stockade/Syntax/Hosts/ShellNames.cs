using Stockade.Syntax.Shell;

namespace Stockade.Syntax.Hosts;

/// <summary>The dialect a host means by the name or the command line of a shell.</summary>
internal static class ShellNames
{
    /// <summary>Null for an interpreter whose language is not read (<c>python</c>).</summary>
    public static ScriptDialect? DialectOf(string shell)
    {
        var command = shell.AsSpan().Trim();
        var end = command.IndexOfAny(" \t");
        var program = end < 0 ? command : command[..end];
        program = program[(program.LastIndexOfAny('/', '\\') + 1)..];
        if (program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            program = program[..^4];
        return program switch
        {
            "env" when end > 0 => DialectOf(command[end..].ToString()),
            "bash" or "zsh" or "ksh" => ScriptDialect.Bash,
            "sh" or "ash" or "dash" => ScriptDialect.Sh,
            "pwsh" or "powershell" => ScriptDialect.PowerShell,
            "cmd" => ScriptDialect.Cmd,
            _ => null,
        };
    }
}
