using System.Collections.Immutable;

namespace Stockade.Fuzz.Targets;

/// <summary>Kinds of files that only make sense as a part of a repository: everything is done with them but the reports.</summary>
internal static class FileTargets
{
    private const string Commands = "az aks create -g rg -n aks --enable-private-cluster";

    public static IEnumerable<FuzzTarget> Create()
    {
        yield return Of(
            "github",
            ".github/workflows/a.yml",
            [
                $"on: push\nenv: {{RG: rg}}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    strategy: {{matrix: {{n: [a, b], include: [{{n: c}}]}}}}\n    steps:\n      - run: |\n          {Commands} -l ${{{{ matrix.n }}}}\n        shell: bash\n        env: {{X: \"${{{{ env.RG }}}}\"}}\n      - if: always()\n        uses: azure/cli@v2\n        with: {{inlineScript: 'az aks update -n aks -g rg'}}\n  b:\n    needs: a\n    uses: ./.github/workflows/a.yml\n",
                "runs:\n  using: composite\n  steps:\n    - run: echo X=y >> $GITHUB_ENV\n      shell: pwsh\n",
            ],
            ["${{ ", " }}", "matrix.n", "env.RG", "inputs.x", "needs.a.outputs.b", "run: |\n", "shell: pwsh\n", "uses: ./x\n", "if: ", "working-directory: x\n", "on:\n  workflow_call:\n", "defaults:\n", "fromJSON('[1]')", "format('{0}', 'a')"]);
        yield return Of(
            "pipelines",
            "azure-pipelines.yml",
            [
                $"trigger: [main]\nparameters:\n- name: p\n  default: a\nvariables:\n- name: RG\n  value: rg\n- ${{{{ if eq(parameters.p, 'a') }}}}:\n  - name: X\n    value: y\nstages:\n- stage: s\n  jobs:\n  - job: j\n    pool: {{vmImage: ubuntu-latest}}\n    steps:\n    - script: {Commands} -l $(RG)\n    - task: AzureCLI@2\n      inputs:\n        scriptType: pscore\n        inlineScript: |\n          az aks update -n ${{{{ parameters.p }}}}\n    - ${{{{ each x in parameters.p }}}}:\n      - bash: echo \"##vso[task.setvariable variable=A]b\"\n",
                "steps:\n- pwsh: az aks show\n  condition: failed()\n- template: azure-pipelines.yml\n  parameters: {p: b}\n",
            ],
            ["${{ ", " }}", "$(RG)", "$[ variables.x ]", "- script: |\n", "- bash: ", "- template: a.yml\n", "parameters:\n", "variables:\n", "${{ if ", "${{ else }}:\n", "${{ each x in y }}:\n", "- task: AzureCLI@2\n", "workingDirectory: x\n", "extends:\n", "deployment: d\n", "strategy:\n"]);
        yield return Of(
            "gitlab",
            ".gitlab-ci.yml",
            [$"variables: {{RG: rg}}\ninclude: [{{local: /x.yml}}]\n.base: &b\n  before_script: [echo]\na:\n  <<: *b\n  extends: .base\n  script:\n    - {Commands}\n    - !reference [.base, before_script]\n  rules: [{{if: $X, variables: {{Y: z}}}}]\n"],
            ["extends: .base\n", "!reference [a, script]\n", "script:\n  - ", "variables:\n", "include:\n", "default:\n", "before_script: ", "$RG", "$$", "parallel: {matrix: [{A: [b]}]}\n"]);
        yield return Of(
            "azd",
            "azure.yaml",
            [$"name: x\nhooks:\n  preprovision:\n    shell: sh\n    run: {Commands}\n    windows: {{shell: pwsh, run: ./a.ps1}}\nservices:\n  web: {{project: src, hooks: {{postdeploy: {{run: az aks stop, continueOnError: true}}}}}}\n"],
            ["hooks:\n", "run: ", "shell: pwsh\n", "windows:\n", "posix:\n"]);
        yield return Of(
            "make",
            "Makefile",
            [$"RG ?= rg\nX := $(shell date)\ndefine body\naz aks show\nendef\nall: a b\n\t@{Commands} -l $(RG) \\\n\t  --yes\na b: ; -az aks stop -n $@ $$X\nifeq ($(RG),rg)\n\taz aks start\nelse\nendif\n.ONESHELL:\n"],
            ["$(RG)", "$@", "$$", "\n\t", ":= ", "?= ", "+= ", "ifdef X\n", "endif\n", "define x\n", "endef\n", "include x.mk\n", "$(foreach x,a b,$x)", "$(subst a,b,$c)", ".PHONY: ", "\\\n"]);
        yield return Of(
            "docker",
            "Dockerfile",
            [$"# escape=\\\nARG RG=rg\nFROM a AS b\nENV X=\"y z\" Q=1\nSHELL [\"/bin/bash\", \"-c\"]\nRUN --mount=type=cache,target=/x {Commands} -l $RG \\\n  # comment\n  && echo\nRUN <<EOF bash\naz aks stop -n a\nEOF\nRUN [\"az\", \"aks\", \"show\"]\n"],
            ["RUN ", "ENV A=b\n", "ARG A=b\n", "FROM a\n", "SHELL [\"pwsh\"]\n", "<<EOF\n", "EOF\n", "\\\n", "${A:-b}", "# escape=`\n", "ONBUILD ", "WORKDIR x\n"]);
        yield return Of(
            "markdown",
            "a.md",
            [$"# Title\n\n```bash\n{Commands} -n <name>\n```\n\n> ~~~ pwsh\n> az aks show\n> ~~~\n\n- item\n  ```azurecli-interactive\n  az aks stop -n {{{{name}}}}\n  ```\n"],
            ["```bash\n", "```\n", "~~~", "> ", "    ", "<name>", "```console\n$ "]);
        yield return Of(
            "arm",
            "a.json",
            [
                "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"parameters\": {\"n\": {\"type\": \"string\", \"defaultValue\": \"aks\"}}, \"variables\": {\"p\": \"[concat(parameters('n'), '-x')]\"}, \"resources\": [{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-01-01\", \"name\": \"[variables('p')]\", \"properties\": {\"apiServerAccessProfile\": {\"enablePrivateCluster\": \"[equals(parameters('n'), 'aks')]\", \"authorizedIPRanges\": [\"203.0.113.0/24\"]}, \"networkProfile\": {\"networkPolicy\": \"[if(true(), 'azure', 'none')]\"}}}]}",
            ],
            ["[parameters('n')]", "[variables('p')]", "[if(", "[concat(", "\"copy\": {\"name\": \"c\", \"count\": 3}", "[format('{0}', 'a')]", "[[", "null", "\"condition\": false,", "\"reference\":", "[createObject('a', 1)]", "//", "/*"]);
        yield return Of(
            "kustomize",
            "kustomization.yaml",
            [
                MemoryRepository.Of(
                    ("kustomization.yaml", "resources: [base]\nnamespace: n\nnamePrefix: p-\nlabels: [{pairs: {a: b}, includeSelectors: true}]\npatches:\n- target: {kind: NetworkPolicy, name: .*}\n  patch: |-\n    - op: replace\n      path: /spec/egress/0/to\n      value: [{ipBlock: {cidr: 0.0.0.0/0}}]\n    - op: remove\n      path: /spec/policyTypes/-\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec: {template: {spec: {containers: [{name: c, $patch: delete}]}}}\nreplacements:\n- source: {kind: Deployment, fieldPath: metadata.name}\n  targets: [{select: {kind: NetworkPolicy}, fieldPaths: [spec.podSelector.matchLabels.app]}]\n"),
                    ("base/kustomization.yaml", "resources: [a.yaml]\ncomponents: [../c]\ncommonLabels: {x: y}\nvars: [{name: V, objref: {kind: Deployment, name: web, apiVersion: apps/v1}}]\n"),
                    ("c/kustomization.yaml", "kind: Component\nnameSuffix: -s\n"),
                    ("base/a.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}\n")),
            ],
            ["resources:\n- ", "patches:\n- ", "op: add", "op: move\n  from: ", "op: test", "path: /a/0/~1b", "path: /-", "$patch: replace", "$setElementOrder/containers: ", "target: {kind: Deployment}", "fieldPaths: [a.[b=c].d]", "options: {delimiter: /, index: 1, create: true}", "components: [base]\n", "$(V)", "patchesStrategicMerge:\n- ", "patchesJson6902:\n- ", "../", "=== base/b.yaml\n", "namespace: x\n", "configurations: [a]\n"],
            4_000);
    }

    private static FuzzTarget Of(string name, string path, ImmutableArray<string> seeds, ImmutableArray<string> words, int maxLength = 2_000) =>
        new(
            name,
            [.. seeds, .. Repository.Files("samples", path[(path.LastIndexOf('/') + 1)..]).Select(static file => file.Text)],
            [Commands, .. words],
            text =>
            {
                var result = MemoryRepository.Analyze(MemoryRepository.Files($"=== {path}\n{text}"));
                return RepositoryTarget.Describe(result);
            })
        {
            MaxLength = maxLength,
        };
}
