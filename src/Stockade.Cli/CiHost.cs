namespace Stockade.Cli;

/// <summary>Whose pipeline to write.</summary>
internal enum CiHost
{
    None,
    GitHub,
    Azure,
    GitLab,
}
