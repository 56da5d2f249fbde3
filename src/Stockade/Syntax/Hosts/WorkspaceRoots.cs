namespace Stockade.Syntax.Hosts;

/// <summary>The expressions by which hosts name the folder they check the repository out to.</summary>
internal static class WorkspaceRoots
{
    public const string GitHub = "${{ github.workspace }}";
    public const string AzureSources = "$(Build.SourcesDirectory)";
    public const string GitLab = "${CI_PROJECT_DIR}";

    /// <summary>True where an unknown piece of text is that folder.</summary>
    public static bool IsRoot(string symbol) =>
        symbol is GitHub or AzureSources or GitLab or "$(System.DefaultWorkingDirectory)" or "$(Build.Repository.LocalPath)" or "$(Pipeline.Workspace)/s"
            or "${GITHUB_WORKSPACE}" or "${BUILD_SOURCESDIRECTORY}" or "${SYSTEM_DEFAULTWORKINGDIRECTORY}";
}
