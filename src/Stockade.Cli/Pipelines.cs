namespace Stockade.Cli;

/// <summary>The pipelines that <c>init</c> writes.</summary>
internal static class Pipelines
{
    public static (string Path, string Text, string Next) Of(CiHost host) => host switch
    {
        CiHost.GitHub => (".github/workflows/stockade.yml", GitHub, ""),
        CiHost.Azure => (".azure-pipelines/stockade.yml", Azure, "; make a pipeline of it in Azure DevOps"),
        _ => (".gitlab/stockade.gitlab-ci.yml", GitLab, "; add \"include: [{ local: .gitlab/stockade.gitlab-ci.yml }]\" to .gitlab-ci.yml"),
    };

    private static string GitHub => """
        name: stockade
        on:
          push:
            branches: [main]
          pull_request:
        permissions:
          contents: read
          security-events: write
        jobs:
          stockade:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v5
              - uses: actions/setup-dotnet@v5
                with:
                  dotnet-version: 10.0.x
              - run: dotnet tool install --global Stockade
              - run: stockade check --report sarif=stockade.sarif
              - uses: github/codeql-action/upload-sarif@v4
                if: always()
                with:
                  sarif_file: stockade.sarif

        """.ReplaceLineEndings("\n");

    private static string Azure => """
        trigger: [main]
        pool:
          vmImage: ubuntu-latest
        steps:
          - task: UseDotNet@2
            inputs:
              version: 10.0.x
          - script: dotnet tool install --global Stockade
            displayName: Install Stockade
          - script: stockade check
            displayName: Check manifests and scripts

        """.ReplaceLineEndings("\n");

    private static string GitLab => """
        stockade:
          image: mcr.microsoft.com/dotnet/sdk:10.0
          script:
            - dotnet tool install --global Stockade
            - export PATH="$PATH:$HOME/.dotnet/tools"
            - stockade check

        """.ReplaceLineEndings("\n");
}
