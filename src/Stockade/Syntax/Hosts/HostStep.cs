using Stockade.Syntax.Shell;

namespace Stockade.Syntax.Hosts;

/// <summary>A script that a host runs as a process of its own.</summary>
internal sealed record HostStep
{
    /// <summary>The script as it is written, before its expressions are resolved.</summary>
    public required ShellText Text { get; init; }

    public required ScriptDialect Dialect { get; init; }

    public HostScope Scope { get; init; } = HostScope.None;

    public bool IsConditional { get; init; }

    /// <summary>What later steps call it when they read its outputs; empty where they cannot.</summary>
    public string Name { get; init; } = "";

    /// <summary>The folder it runs in, as the host writes it; relative to the folder of the job.</summary>
    public string Folder { get; init; } = "";
}
