namespace Stockade.Syntax.Shell;

/// <summary>The language a script is written in.</summary>
internal enum ScriptDialect
{
    Bash,
    Sh,
    PowerShell,
    Cmd,
}
