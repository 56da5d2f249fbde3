namespace Stockade.Tests.Syntax.Hosts;

/// <summary>What one step sets, in whatever language, the next ones see.</summary>
public sealed class PublishedVariableTests
{
    private const string Workflow = ".github/workflows/w.yml";

    [Fact]
    public void Outputs_of_steps_are_read_by_the_name_of_the_step() => HostFixture.Check(
        """
        .github/workflows/w.yml:17:12 bash aks show -n aks-1 -g rg -l ?l? -s ?${{ steps.name.outputs.none }}
        """,
        (Workflow, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - id: name
              run: |
                echo "cluster=aks-1" >> "$GITHUB_OUTPUT"
                {
                  echo 'rg<<EOF'
                  echo rg
                  echo EOF
                } >> $GITHUB_OUTPUT
            - id: maybe
              if: github.ref == 'x'
              run: echo l=we >> $GITHUB_OUTPUT
            - run: az aks show -n ${{ steps.name.outputs.cluster }} -g ${{ steps.name.outputs.rg }} -l "${{ steps.maybe.outputs.l }}" -s "${{ steps.name.outputs.none }}"
        """));

    [Fact]
    public void PowerShell_writes_to_the_files_of_a_job_in_many_ways() => HostFixture.Check(
        """
        .github/workflows/w.yml:16:12 bash aks show -n one -g two -l three -s four --query five -o six
        """,
        (Workflow, """
        on: push
        jobs:
          a:
            runs-on: windows-latest
            steps:
            - id: s
              run: |
                "A=one" >> $env:GITHUB_ENV
                'B=two' | Out-File -FilePath $env:GITHUB_ENV -Encoding utf8 -Append
                Add-Content -Path $env:GITHUB_ENV -Value "C=three"
                echo "D=four" | Add-Content $Env:GITHUB_ENV
                function Tell($name, $value) { Write-Output "$name=$value" >> $env:GITHUB_OUTPUT }
                Tell e five
                "f=six" >> $env:GITHUB_OUTPUT
            - shell: bash
              run: az aks show -n $A -g $B -l $C -s $D --query ${{ steps.s.outputs.e }} -o ${{ steps.s.outputs.f }}
        """));

    [Fact]
    public void Batch_files_write_to_the_files_of_a_job() => HostFixture.Check(
        """
        .github/workflows/w.yml:11:12 bash aks show -n one -g two
        """,
        (Workflow, """
        on: push
        jobs:
          a:
            runs-on: windows-latest
            steps:
            - id: s
              shell: cmd
              run: |
                echo A=one>>%GITHUB_ENV%
                echo b=two>> "%GITHUB_OUTPUT%"
            - run: az aks show -n $A -g ${{ steps.s.outputs.b }}
              shell: bash
        """));

    [Fact]
    public void Logging_commands_set_variables_and_outputs() => HostFixture.Check(
        """
        azure-pipelines.yml:13:9 bash aks show -n one -g two -l three -s ?e?
        """,
        ("azure-pipelines.yml", """
        pool: {vmImage: ubuntu-latest}
        steps:
        - pwsh: |
            Write-Host "##vso[task.setvariable variable=a]one"
            "##vso[task.setvariable variable=b]$('two')"
          name: p
        - powershell: |
            echo "##vso[task.setvariable variable=c;isOutput=true]three"
            if ($env:X) { Write-Host "##vso[task.setvariable variable=e]five" }
            $captured = "##vso[task.setvariable variable=a]wrong"
          name: q
          displayName: more
        - bash: az aks show -n $(a) -g "$B" -l $(q.c) -s "$(e)"
        """));

    [Fact]
    public void Outputs_of_an_action_are_not_those_of_the_job() => HostFixture.Check(
        """
        .github/actions/a/action.yml:7:10 bash aks show -n inner
        .github/workflows/w.yml:9:12 bash aks show -n outer
        """,
        (Workflow, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - run: echo x=outer >> $GITHUB_OUTPUT
              id: s
            - uses: ./.github/actions/a
            - run: az aks show -n ${{ steps.s.outputs.x }}
        """),
        (".github/actions/a/action.yml", """
        runs:
          using: composite
          steps:
          - run: echo x=inner >> $GITHUB_OUTPUT
            id: s
            shell: bash
          - run: az aks show -n ${{ steps.s.outputs.x }}
            shell: bash
        """));
}
