namespace Stockade.Tests.Syntax.Hosts;

public class PipelineTests
{
    private const string Path = "azure-pipelines.yml";

    [Fact]
    public void Macros_and_the_environment_hold_the_variables_of_every_level() => HostFixture.Check(
        """
        azure-pipelines.yml:16:13 bash aks create -n job -g rg-root -l ?$(region)
        azure-pipelines.yml:17:13 bash aks show -n job -g rg-root -l step
        azure-pipelines.yml:20:9 bash ~ aks show -n ?a$(unset) *$(list) ?b$(secret)c
        """,
        (Path, """
        variables:
        - group: secrets
        - name: name
          value: root
        - name: my.group
          value: rg-$(name2)
        - {name: name2, value: root}
        stages:
        - stage: s
          variables: {name: stage}
          jobs:
          - job: a
            variables:
              name: job
            steps:
            - bash: az aks create -n $(name) -g "$(my.group)" -l "$(region)"
            - bash: az aks show -n $NAME -g $MY_GROUP -l $LOC
              env: {LOC: step}
            - script: |
                az aks show -n "a$(unset)" $(list) 'b$(secret)c'
        """));

    [Fact]
    public void Parameters_have_their_defaults_and_lists_are_unrolled() => HostFixture.Check(
        """
        azure-pipelines.yml:12:13 bash aks show -n dev -g rg-we
        azure-pipelines.yml:12:13 bash aks show -n prod -g rg-we
        azure-pipelines.yml:14:13 bash if aks show -n chosen -g rg-we
        azure-pipelines.yml:16:13 bash if aks show -n other
        """,
        (Path, """
        parameters:
        - {name: region, default: we}
        - name: envs
          type: object
          default: [dev, prod]
        variables:
          group: rg-${{ parameters.region }}
        jobs:
        - job: a
          steps:
          - ${{ each e in parameters.envs }}:
            - bash: az aks show -n ${{ e }} -g ${{ variables.group }}
          - ${{ if eq(parameters.region, 'we') }}:
            - bash: az aks show -n chosen -g ${{ variables['group'] }}
          - ${{ else }}:
            - bash: az aks show -n other
        """));

    [Fact]
    public void Templates_take_the_place_of_their_references() => HostFixture.Check(
        """
        ci/steps.yml:6:9 bash aks create -n from-caller -g gdef -l we
        ci/steps.yml:7:9 bash if aks show -n from-caller
        ci/jobs.yml:6:11 bash aks show -n passed
        azure-pipelines.yml:13:15 bash aks show -n inner
        """,
        (Path, """
        variables:
        - template: ci/vars.yml
        stages:
        - stage: a
          jobs:
          - job: j
            steps:
            - template: ci/steps.yml
              parameters: {name: "from-${{ variables.who }}"}
          - template: /ci/jobs.yml@self
            parameters:
              more:
              - bash: az aks show -n inner
          - template: elsewhere.yml@other
        """),
        ("ci/vars.yml", "variables: {who: caller, LOC: we}\n"),
        ("ci/steps.yml", """
        parameters:
        - name: name
        - name: group
          default: gdef
        steps:
        - bash: az aks create -n ${{ parameters.name }} -g ${{ parameters.group }} -l $LOC
        - bash: az aks show -n ${{ parameters.name }}
          condition: failed()
        """),
        ("ci/jobs.yml", """
        parameters:
          more: []
        jobs:
        - job: k
          steps:
          - bash: az aks show -n passed
          - ${{ parameters.more }}
        """));

    [Fact]
    public void An_extended_template_is_the_pipeline() => HostFixture.Check(
        "t.yml:4:9 bash aks show -n x",
        (Path, "extends:\n  template: t.yml\n  parameters: {n: x}\n"),
        ("t.yml", "parameters:\n- name: n\nsteps:\n- bash: az aks show -n ${{ parameters.n }}\n"));

    [Fact]
    public void Tasks_run_inline_scripts_and_files_with_arguments() => HostFixture.Check(
        """
        azure-pipelines.yml:10:7 bash aks create -n inline -g rg
        scripts/go.sh:1:1 bash aks create -n first -g 'second word'
        azure-pipelines.yml:21:55 bash aks show -n b3
        scripts/go.sh:1:1 bash aks create -n filepath -g ''
        azure-pipelines.yml:27:20 bash aks show -n cl
        """,
        (Path, """
        pool: {vmImage: ubuntu-22.04}
        variables: {rg: rg}
        steps:
        - task: AzureCLI@2
          inputs:
            azureSubscription: s
            ScriptType: bash
            scriptLocation: 'inlineScript'
            inlineScript: >
              az aks create
              -n inline -g $(rg)
        - task: AzureCLI@2
          inputs:
            scriptType: bash
            scriptPath: '$(System.DefaultWorkingDirectory)/scripts/go.sh'
            arguments: first "second word"
            workingDirectory: $(Build.SourcesDirectory)/infra
        - task: AzureCLI@1
          enabled: false
          inputs: {scriptLocation: inlineScript, inlineScript: az aks show -n never}
        - {task: Bash@3, inputs: {targetType: inline, script: az aks show -n b3}}
        - task: Bash@3
          inputs:
            filePath: scripts/go.sh
            arguments: filepath
        - task: CmdLine@2
          inputs: {script: az aks show -n cl}
        """),
        ("scripts/go.sh", "az aks create -n \"$1\" -g \"$2\"\n"));

    [Fact]
    public void A_logging_command_sets_a_variable_for_the_steps_after_it() => HostFixture.Check(
        """
        azure-pipelines.yml:9:9 bash aks show -n aks-1 -g ?$(out) -l ?rg?
        """,
        (Path, """
        steps:
        - bash: |
            echo "##vso[task.setvariable variable=name]aks-1"
            echo '##vso[task.setvariable variable=out;isOutput=true]x'
        - bash: echo "##vso[task.setvariable variable=rg;issecret=false]rg"
          condition: always()

        # `$RG` is in the environment, too.
        - bash: az aks show -n $(name) -g "$(out)" -l "$RG"
        """));

    [Fact]
    public void Deployments_matrices_and_dependencies_are_followed() => HostFixture.Check(
        """
        azure-pipelines.yml:17:13 bash aks show -n one-1
        azure-pipelines.yml:17:13 bash aks show -n two-2
        azure-pipelines.yml:8:17 bash aks show -n pre
        azure-pipelines.yml:10:24 bash if aks show -n dep
        """,
        (Path, """
        jobs:
        - deployment: d
          dependsOn: m
          strategy:
            runOnce:
              preDeploy:
                steps:
                - bash: az aks show -n pre
              deploy:
                steps: [{bash: az aks show -n dep, condition: failed()}]
        - job: m
          strategy:
            matrix:
              first: {name: one, n: 1}
              second: {name: two, n: 2}
          steps:
          - script: az aks show -n $(name)-$N
        """));

    [Fact]
    public void A_pipeline_cut_anywhere_gives_no_failure()
    {
        const string Text = """
            parameters: [{name: a, default: [x]}, b]
            variables: [{name: v, value: "$(v)${{ variables.v }}"}, {template: azure-pipelines.yml}]
            stages:
            - ${{ if a }}: [{stage: s}]
            - ${{ each x in parameters.a }}:
              - stage: t
                jobs:
                - template: azure-pipelines.yml
                - job: j
                  strategy: {matrix: {k: [1]}}
                  pool: {vmImage: $(v)}
                  steps:
                  - script: az aks show -n $(v) ${{ x.y
                  - task: AzureCLI@2
                    inputs: {scriptPath: ../../x.sh, arguments: "'"}
                  - ${{ parameters.a }}
            """;
        for (var length = 0; length <= Text.Length; length++)
        {
            using var folder = new TemporaryFolder();
            folder.Write(Path, Text[..length]);
            var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
            Assert.All(result.Model.Commands, command => Assert.True(command.Invocation.Extent.Span.End <= length));
        }
    }
}
