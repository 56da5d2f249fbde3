namespace Stockade.Tests.Syntax.Hosts;

public class WorkflowTests
{
    private const string Path = ".github/workflows/w.yml";

    [Fact]
    public void Variables_of_three_levels_are_known_to_the_shell_and_to_expressions() => HostFixture.Check(
        """
        .github/workflows/w.yml:9:12 bash aks create -n inner -g rg-outer -l ?${LOC} --flag -x
        .github/workflows/w.yml:12:9 bash aks show -n job -g rg-outer
        """,
        (Path, """
        on: push
        env: {NAME: outer, RG: "rg-${{ env.NAME }}", FLAGS: --flag -x}
        jobs:
          a:
            runs-on: ubuntu-latest
            env:
              NAME: job
            steps:
            - run: az aks create -n $NAME -g "${{ env.RG }}" -l "$LOC" ${{ env.FLAGS }}
              env: {NAME: inner, RG: "rg-outer"}
            - run: |
                az aks show -n ${{ env.NAME }} -g $RG
        """));

    [Fact]
    public void Expressions_that_only_a_run_resolves_are_unknown_even_in_single_quotes() => HostFixture.Check(
        """
        .github/workflows/w.yml:7:12 bash ~ aks create -n ?${{ secrets.NAME }} -g ?x-${{ needs.a.outputs.rg }} *${{ github.ref_name }}
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            container: image
            steps:
            - run: az aks create -n '${{secrets.NAME}}' -g "x-${{ needs.a.outputs.rg }}" ${{  github.ref_name }}
        """));

    [Fact]
    public void Inputs_have_their_defaults() => HostFixture.Check(
        """
        .github/workflows/w.yml:11:12 bash aks create -n aks-in -g ?${{ inputs.rg }} -l we --node-count 3
        """,
        (Path, """
        on:
          workflow_dispatch:
            inputs:
              name: {default: aks-in}
              rg: {required: true}
              count: {default: 3}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - run: az aks create -n ${{ inputs.name }} -g "${{ github.event.inputs.rg }}" -l ${{ 'we' }} --node-count ${{ inputs.count }}
        """));

    [Fact]
    public void A_matrix_gives_one_entry_a_round_with_include_and_exclude() => HostFixture.Check(
        """
        .github/workflows/w.yml:16:12 bash aks show -n a-eu -g ''
        .github/workflows/w.yml:16:12 bash aks show -n a-us -g big
        .github/workflows/w.yml:16:12 bash aks show -n b-us -g big
        .github/workflows/w.yml:16:12 bash aks show -n c-asia -g ''
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            strategy:
              matrix:
                name: [a, b]
                region: [eu, us]
                exclude:
                - {name: b, region: eu}
                include:
                - {region: us, size: big}
                - name: c
                  region: asia
            steps:
            - run: az aks show -n ${{ matrix.name }}-${{ matrix.region }} -g "${{ matrix.size }}"
        """));

    [Fact]
    public void A_matrix_that_is_an_expression_is_one_round_of_unknown_values() => HostFixture.Check(
        ".github/workflows/w.yml:8:12 bash aks show -n ?${{ matrix.name }} -g one",
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ${{ matrix.os }}
            strategy:
              matrix: {name: "${{ fromJSON(needs.x.outputs.y) }}", o: [{deep: {x: one}}]}
            steps:
            - run: az aks show -n "${{ matrix.name }}" -g ${{ matrix.o.deep.x }}
        """));

    [Fact]
    public void What_a_step_writes_to_the_environment_file_holds_for_later_steps() => HostFixture.Check(
        """
        .github/workflows/w.yml:14:12 bash aks create -n aks-1 -g rg-1 -l we -z eu
        .github/workflows/w.yml:15:12 bash if aks show -n ?MAYBE? -g later
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - run: |
                echo "NAME=aks-1" >> $GITHUB_ENV
                { echo RG=rg-1; printf 'LOC=%s\n' we; } >> "$GITHUB_ENV"
                echo ZONE=eu | tee -a ${{ github.env }}
                SHELL_ONLY=lost
                if test "$X"; then echo MAYBE=x >> $GITHUB_ENV; fi
            - run: echo RG=later >> $GITHUB_ENV
              shell: python
            - run: az aks create -n $NAME -g $RG -l ${{ env.LOC }} -z $ZONE
            - run: az aks show -n "$MAYBE" -g later
              if: always()
        """));

    [Fact]
    public void Text_of_unknown_content_in_the_environment_file_makes_the_variables_unknown() => HostFixture.Check(
        ".github/workflows/w.yml:8:12 bash aks show -n ?${{ env.NAME }} -g step",
        (Path, """
        on: push
        env: {NAME: known}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - run: cat vars.env >> $GITHUB_ENV
            - run: az aks show -n "$NAME" -g $RG
              env: {RG: step}
        """));

    [Fact]
    public void The_shell_comes_from_the_step_the_job_the_workflow_or_the_runner() => HostFixture.Check(
        """
        .github/workflows/w.yml:11:13 sh aks show -n step
        .github/workflows/w.yml:12:12 bash aks show -n job
        .github/workflows/w.yml:16:12 sh aks show -n workflow
        """,
        (Path, """
        on: push
        defaults: {run: {shell: sh}}
        jobs:
          a:
            runs-on: windows-latest
            defaults:
              run: {shell: 'bash -l -eo pipefail {0}'}
            steps:
            - run: az aks show -n never
              shell: python
            - {run: az aks show -n step, shell: sh}
            - run: az aks show -n job
          b:
            runs-on: ubuntu-latest
            steps:
            - run: az aks show -n workflow
        """));

    [Fact]
    public void A_condition_on_a_job_or_a_step_makes_its_commands_conditional() => HostFixture.Check(
        """
        .github/workflows/w.yml:7:12 bash if aks show -n a
        .github/workflows/w.yml:11:12 bash if aks show -n b
        .github/workflows/w.yml:15:12 bash aks show -n c
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            if: github.ref == 'refs/heads/main'
            steps:
            - run: az aks show -n a
          b:
            runs-on: ubuntu-latest
            steps:
            - run: az aks show -n b
              if: success()
            - run: az aks show -n never
              if: false
            - run: az aks show -n c
        """));

    [Fact]
    public void Jobs_run_after_those_they_need() => HostFixture.Check(
        """
        .github/workflows/w.yml:10:12 bash aks show -n first
        .github/workflows/w.yml:6:12 bash aks show -n second
        """,
        (Path, """
        on: push
        jobs:
          second:
            needs: [first]
            steps:
            - run: az aks show -n second
          first:
            needs: []
            steps:
            - run: az aks show -n first
        """));

    [Fact]
    public void Actions_of_azure_run_their_inline_script() => HostFixture.Check(
        """
        .github/workflows/w.yml:10:13 bash aks create -n x -g rg
        """,
        (Path, """
        on: push
        env: {RG: rg}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - uses: Azure/CLI@v2
              with:
                inlineScript: |
                    az aks create \
                      -n x -g $RG
            - uses: actions/github-script@v7
              with: {script: az aks delete -n x}
        """));

    [Fact]
    public void A_local_action_runs_with_its_inputs_as_part_of_its_caller() => HostFixture.Check(
        """
        .github/actions/make/action.yml:11:10 sh aks create -n from-caller -g gdef -l job --tags a=step
        .github/actions/make/action.yml:13:10 bash if aks show -n from-caller
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            env: {LOC: job}
            steps:
            - uses: ./.github/actions/make
              with: {name: "from-${{ env.WHO }}"}
              env: {WHO: caller, TAG: "a=${{ 'step' }}"}
            - uses: ./.github/actions/missing
        """),
        (".github/actions/make/action.yml", """
        inputs:
          name: {required: true}
          group: {default: gdef}
          unset: {}
        runs:
          using: composite
          steps:
          - run: az aks show
            if: false
            shell: bash
          - run: az aks create -n ${{ inputs.name }} -g ${{ inputs.group }}${{ inputs.unset }} -l $LOC --tags $TAG
            shell: sh
          - run: az aks show -n ${{ inputs.name }}
            if: inputs.group == 'x'
            shell: bash
        """));

    [Fact]
    public void A_reusable_workflow_runs_with_the_inputs_of_every_caller_and_not_alone() => HostFixture.Check(
        """
        .github/workflows/called.yml:10:12 bash aks create -n aks-a -g rg-own
        .github/workflows/called.yml:10:12 bash aks create -n aks-b -g rg-own
        """,
        (Path, """
        on: push
        env: {RG: not-inherited}
        jobs:
          a:
            uses: ./.github/workflows/called.yml
            strategy: {matrix: {n: [a, b]}}
            with: {name: "aks-${{ matrix.n }}"}
            secrets: inherit
        """),
        (".github/workflows/called.yml", """
        on:
          workflow_call:
            inputs:
              name: {type: string}
        env: {RG: rg-own}
        jobs:
          j:
            runs-on: ubuntu-latest
            steps:
            - run: az aks create -n ${{ inputs.name }} -g $RG
        """));

    [Fact]
    public void Scripts_that_a_step_calls_run_with_its_arguments_and_environment_and_not_alone() => HostFixture.Check(
        """
        infra/scripts/a.sh:2:1 bash aks create -n aks-1 -g two -l we
        infra/scripts/b.sh:1:1 bash aks show -n exported -g '' -l we
        infra/scripts/a.sh:2:1 bash aks create -n aks-2 -g rg -l we
        infra/scripts/b.sh:1:1 bash aks show -n exported -g '' -l we
        infra/scripts/c.sh:2:1 sh aks show -n from-env -g rg-env
        """,
        (Path, """
        on: push
        env: {LOC: we}
        jobs:
          a:
            runs-on: ubuntu-latest
            defaults: {run: {working-directory: infra}}
            steps:
            - run: ./scripts/a.sh aks-1 "two"
            - run: bash $GITHUB_WORKSPACE/infra/scripts/a.sh aks-2 rg
            - run: cd scripts && sh -c './c.sh'
            - run: cd $SOMEWHERE && ./scripts/a.sh nowhere
        """),
        ("infra/scripts/a.sh", """
        export N=exported; M=own; L() { :; }
        az aks create -n $1 -g $2 -l $LOC
        "$(dirname "$0")/b.sh"
        ./scripts/a.sh loop again
        """),
        ("infra/scripts/b.sh", "az aks show -n $N -g \"$1\" -l $LOC\n"),
        ("infra/scripts/c.sh", ". ../prod.env; source vars.sh\naz aks show -n $NAME -g $GROUP\n"),
        ("infra/prod.env", "NAME=from-env\n"),
        ("infra/scripts/vars.sh", "GROUP=rg-env\n"));

    [Fact]
    public void Scripts_stand_where_the_file_holds_them() => HostFixture.Check(
        """
        .github/workflows/w.yml:7:9 bash aks show -n folded -g rg
        .github/workflows/w.yml:11:13 bash aks show -n quoted -g rg
        .github/workflows/w.yml:13:13 bash aks show -n single
        .github/workflows/w.yml:14:12 bash aks show -n plain -g rg
        .github/workflows/w.yml:18:10 bash aks show -n indented
        """,
        (Path, """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
            - run: >
                az aks show
                -n folded
                -g rg

            - run: "az aks show -n \"quo\"ted \
                -g rg"
            - run: 'az aks show -n ''single'''
            - run: az aks show
                -n plain
                -g rg
            - run: |2-
                 az aks show -n indented
        """));

    [Fact]
    public void A_workflow_cut_anywhere_gives_no_failure()
    {
        const string Text = """
            on: {workflow_dispatch: {inputs: {x: {default: "a"}}}}
            env: &e {A: "${{ inputs.x }}", B: "${{ env.B }}"}
            jobs:
              a:
                needs: a
                runs-on: [ubuntu-latest]
                strategy: {matrix: {include: [{a: 1}], exclude: [x], b: [*e]}}
                env: *e
                steps:
                - run: az aks show -n ${{ env.B }} ${{ '}} '
                - uses: ./
                - run: [az]
                - ${{ if x }}
                - {with: {inlineScript: az aks show}, uses: azure/cli@v1}
              b: {uses: ./.github/workflows/w.yml, with: [1]}
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
