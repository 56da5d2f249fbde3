namespace Stockade.Tests.Syntax.Hosts;

public class OtherHostTests
{
    [Fact]
    public void GitLab_joins_the_lines_of_a_job_with_what_it_includes_extends_and_references() => HostFixture.Check(
        """
        .gitlab-ci.yml:27:11 bash if aks show -n prep -g rg
        .gitlab-ci.yml:14:16 bash aks show -n snippet -g rg
        .gitlab-ci.yml:17:5 bash aks create -n aks-rg -g rg --enable-private-cluster -l we
        .gitlab-ci.yml:18:7 bash aks show -n nested
        .gitlab-ci.yml:20:5 bash aks update -n aks-rg -g rg
        .gitlab-ci.yml:23:5 bash aks show -n after -g ?${EXTRA}
        """,
        (".gitlab-ci.yml", """
        include:
        - local: /ci/base.yml
        - remote: https://example.com/x.yml
        stages: [prepare, deploy]
        variables: {RG: rg, NAME: "aks-${RG}"}
        default:
          before_script:
          - export EXTRA="--enable-private-cluster"
        create:
          stage: deploy
          extends: [.base]
          before_script:
          - EXTRA="--enable-private-cluster"
          - !reference [.snippet, script]
          script:
          # a comment
          - az aks create -n "$NAME" -g $RG $EXTRA -l $LOC
          - - az aks show -n nested
          - |
            az aks update -n $NAME \
              -g $RG
          after_script:
          - az aks show -n after -g "$EXTRA"
        prepare:
          stage: prepare
          before_script: []
          script: az aks show -n prep -g $RG
          rules: [{if: $CI_COMMIT_BRANCH == "main"}]
        never:
          script: az aks show -n never
          when: never
        .hidden:
          script: az aks show -n hidden
        """),
        ("ci/base.yml", """
        .base:
          variables: {LOC: we}
        .snippet:
          script: [az aks show -n snippet -g $RG]
        """));

    [Fact]
    public void Make_expands_its_variables_before_the_shell_and_runs_each_line_alone() => HostFixture.Check(
        """
        Makefile:13:3 bash ~ aks create -n aks-rg -g rg *$(FLAGS)
        Makefile:15:2 bash aks show -n one -g rg
        Makefile:15:2 bash aks show -n two
        Makefile:17:19 bash aks show -n a -g create
        Makefile:17:19 bash aks show -n b -g create
        Makefile:18:2 bash aks show -n ?${X}
        Makefile:10:15 bash aks show -n all
        Makefile:22:3 bash if aks show -n ci
        """,
        ("Makefile", """
        SHELL := /bin/bash
        RG ?= rg
        NAME = aks-$(RG)
        export RG
        define SHOW
        az aks show -n one -g $$RG
        @az aks show -n two
        endef
        .PHONY: all
        all: create ; az aks show -n all
        # The first target needs it.
        create:
        	@az aks create \
        		-n "$(NAME)" -g $(RG) $(FLAGS)
        	$(SHOW)
        	X=lost
        	for n in a b; do az aks show -n $$n -g $@; done
        	az aks show -n "$${X}"

        ifdef CI
        ci:
        	-az aks show -n ci
        endif
        """));

    [Fact]
    public void Make_with_one_shell_runs_a_recipe_as_one_script() => HostFixture.Check(
        "x.mk:4:2 sh aks show -n kept",
        ("x.mk", ".ONESHELL:\nall:\n\tX=kept\n\taz aks show -n $$X\n"));

    [Fact]
    public void A_here_document_without_a_delimiter_is_none() => HostFixture.Check(
        "Dockerfile:3:5 sh aks show -n next",
        ("Dockerfile", """
        FROM image
        RUN <<
        RUN az aks show -n next
        RUN <<-
        """));

    [Fact]
    public void Docker_runs_its_instructions_with_arguments_and_variables() => HostFixture.Check(
        """
        Dockerfile:6:5 sh aks create -n aks-rg -g rg -l 'a b'
        Dockerfile:8:5 sh aks show -n exec -g 'one word'
        Dockerfile:10:1 sh aks show -n heredoc -g rg
        Dockerfile:13:19 bash aks show -n array
        Dockerfile:14:5 bash aks show -n json
        """,
        ("Dockerfile", """
        FROM image AS one
        ARG RG=rg
        ENV NAME=aks-${RG} LOC="a b"
        RUN az login && \
            # in between
            az aks create -n $NAME \
              -g $RG -l "$LOC"
        RUN ["az", "aks", "show", "-n", "exec", "-g", "one word"]
        RUN --mount=type=cache,target=/x <<END
        az aks show -n heredoc -g ${RG}
        END
        SHELL ["/bin/bash", "-c"]
        RUN A=(-n array); az aks show "${A[@]}"
        RUN ["bash", "-c", "az aks show -n json"]
        CMD az aks show -n never
        """));

    [Fact]
    public void Hooks_of_azd_run_in_the_order_of_events() => HostFixture.Check(
        """
        hooks/pre.sh:1:1 bash if aks create -n pre -g rg
        azure.yaml:7:7 bash aks show -n post -g ?${RG}
        azure.yaml:15:14 bash aks show -n service
        """,
        ("azure.yaml", """
        name: shop
        hooks:
          postprovision:
            shell: sh
            continueOnError: true
            run: |
              az aks show -n post -g "$RG"
          preprovision:
            posix: {run: ./hooks/pre.sh, shell: sh}
            windows: {run: ./hooks/pre.ps1}
        services:
          web:
            hooks:
              predeploy:
              - run: az aks show -n service
                shell: sh
        """),
        ("hooks/pre.sh", "az aks create -n pre -g rg\n"));

    [Fact]
    public void Markdown_fences_are_one_session_without_their_prompts() => HostFixture.Check(
        """
        README.md:5:4 bash aks create -n ?<cluster-name> -g rg --enable-private-cluster
        README.md:12:3 bash aks show -n con -g rg-md
        README.md:17:3 bash aks show -n quoted -g rg-md
        README.md:21:1 bash aks show -n ?{{ name }}
        """,
        ("README.md", """
        # Guide
        1. Create it:

           ```azurecli-interactive
           az aks create -n <cluster-name> -g rg \
             --enable-private-cluster
           ```

        ```console
        $ export RG=rg-md
        Done.
        $ az aks show -n con -g $RG
        az aks show -n printed
        ```

        > ~~~ bash
        > az aks show -n quoted -g $RG
        > ~~~

        ```
        az aks show -n {{ name }}
        ```

        ```json
        {"az ": "az aks show -n json"}
        ```
        `az aks show -n inline`
        """));

    [Fact]
    public void Markdown_is_not_read_unless_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        folder.Write("README.md", "```bash\naz aks create -n x -g rg\n```\n");
        Assert.Empty(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Commands);
    }

    [Fact]
    public void A_script_without_az_that_calls_others_gives_them_their_arguments() => HostFixture.Check(
        """
        mk.sh:1:1 bash aks show -n one -g rg
        mk.sh:1:1 bash aks show -n two -g rg
        """,
        ("all.sh", "./step.sh\nbash mk.sh two\n"),
        ("step.sh", "./mk.sh one\n"),
        ("mk.sh", "az aks show -n $1 -g rg\n"));

    [Fact]
    public void What_a_script_includes_needs_no_name_of_a_script() => HostFixture.Check(
        "a.sh:2:1 bash aks show -n one -g rg",
        ("a.sh", ". ./config/settings\naz aks show -n $N -g $RG\n"),
        ("config/settings", "N=one\nRG=rg\n"));
}
