namespace Stockade.Syntax.Hosts;

/// <summary>Where a script was found.</summary>
internal enum ScriptHost
{
    Script,
    GitHub,
    AzurePipelines,
    GitLab,
    Make,
    Docker,
    Azd,
    Markdown,
}
