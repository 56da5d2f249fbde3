using Stockade.Syntax.Shell;
using Stockade.Semantics.AzureCli;
using static Stockade.Tests.Semantics.AzureCli.ScriptFixture;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>The constructs that scripts around az use, each with the words bash 5.2 passes on.</summary>
public sealed class ShellConstructTests
{
    [Fact]
    public void A_continuation_joins_lines() => Assert.Equal("aks create -g rg", Commands("az aks create \\\n  -g rg\n"));

    [Fact]
    public void A_blank_after_the_backslash_ends_the_command()
    {
        var result = Read("az aks create \\ \n  -g rg\n");

        var cut = Assert.Single(result.Invocations);
        Assert.Equal("aks create ' '", Print(cut));
        Assert.Equal(ContinuationFaultKind.TrailingBlank, cut.Fault?.Kind);
    }

    [Fact]
    public void A_comment_ends_a_continued_command()
    {
        var result = Read("az aks create -n c \\\n # --flag \\\n --more\n");

        Assert.Equal("aks create -n c", Print(result.Invocations[0]));
        Assert.Equal(ContinuationFaultKind.Comment, result.Invocations[0].Fault?.Kind);
    }

    [Fact]
    public void An_option_as_a_command_tells_of_a_missing_backslash() =>
        Assert.Equal(ContinuationFaultKind.Missing, Read("az aks create -g rg\n  --name c\n").Invocations[0].Fault?.Kind);

    [Fact]
    public void An_unset_variable_vanishes() => Assert.Equal("x --y", Commands("unset U; az x $U --y"));

    [Fact]
    public void A_variable_of_the_environment_may_be_any_words() => Assert.Equal("~ x *${U} --y", Commands("az x $U --y"));

    [Fact]
    public void An_unknown_value_in_quotes_is_one_word_that_may_be_empty()
    {
        var word = Read("az x --api-server-authorized-ip-ranges \"$IP\"").Invocations[0].Words[2];

        Assert.Null(word.Value);
        Assert.False(word.MayBeAnyWords);
        Assert.True(word.MayBeEmpty);
        Assert.Equal("${IP}", word.Symbol);
    }

    [Fact]
    public void A_known_value_is_split_outside_quotes() => Assert.Equal("x --a b '--a b'", Commands("F=\"--a b\"; az x $F \"$F\""));

    [Fact]
    public void Array_elements_are_words() => Assert.Equal("x -g rg --p '-g rg --p'", Commands("A=(-g rg); A+=(--p); az x \"${A[@]}\" \"${A[*]}\""));

    [Fact]
    public void An_empty_array_is_no_word() => Assert.Equal("x ''", Commands("EA=(); az x \"${EA[@]}\" \"${EA[@]:-}\""));

    [Theory]
    [InlineData("unset N; az x ${N:-def} ${N-def} \"$N\"", "x def def ''")]
    [InlineData("N=; az x \"${N:-def}\" \"${N-def}\"", "x def ''")]
    [InlineData("unset N; az x ${N:=def} $N", "x def def")]
    [InlineData("N=v; az x ${N:-def} ${N:=def} ${N:?msg}", "x v v v")]
    [InlineData("az x \"${N:-def}\"", "x ?${N:-def}")]
    [InlineData("unset N; az x ${N:?msg}; az y", "")]
    public void Defaults_apply_where_the_parameter_is_missing(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void Both_candidates_of_a_default_are_kept() => Assert.Equal("def", Read("az x \"${N:-def}\"").Invocations[0].Words[1].Fallback);

    [Theory]
    [InlineData("PRIV=1; az x ${PRIV:+--enable-private-cluster}", "x --enable-private-cluster")]
    [InlineData("PRIV=; az x ${PRIV:+--enable-private-cluster}", "x")]
    [InlineData("az x ${PRIV:+--enable-private-cluster}", "~ x *${PRIV:+--enable-private-cluster}")]
    public void An_alternative_is_a_conditional_word(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void Parts_make_one_word() => Assert.Equal("x 1.2.3.4/32,5.6.7.8/32", Commands("X=1.2.3.4; az x $X/32,\"5.6.7.8\"'/32'"));

    [Fact]
    public void Braces_expand_in_bash() => Assert.Equal("x 1 2 3 a=c b=c", Commands("az x {1..3} {a,b}=c"));

    [Fact]
    public void Braces_do_not_expand_in_sh() => Assert.Equal("x {1..3} {a,b}=c", Commands("az x {1..3} {a,b}=c", ScriptDialect.Sh));

    [Fact]
    public void Dollar_quotes_decode_escapes() => Assert.Equal("x 'a\\tb' loc", Commands("az x $'a\\tb' $\"loc\""));

    [Fact]
    public void A_here_document_is_no_command() => Assert.Equal("", Commands("cat <<EOF\naz aks create $X\nEOF\n"));

    [Theory]
    [InlineData("bash <<EOF\naz aks create $X\nEOF\n")]
    [InlineData("cat <<EOF | bash\naz aks create $X\nEOF\n")]
    [InlineData("cat > x.sh <<EOF\naz aks create $X\nEOF\nbash x.sh\n")]
    [InlineData("tee x.sh <<EOF\naz aks create $X\nEOF\n./x.sh\n")]
    [InlineData("ssh host <<EOF\naz aks create $X\nEOF\n")]
    public void A_here_document_for_a_shell_is_run(string script)
    {
        var invocation = Assert.Single(Read("X=v\n" + script).Invocations);

        Assert.Equal("aks create v", Print(invocation));
        Assert.Equal(3, invocation.Location.Line);
    }

    [Fact]
    public void Here_documents_follow_each_other() =>
        Assert.Equal("x $V 'v\\n'", Commands("V=v\nread -r A <<'ONE'; read -r -d '' B <<-TWO\n$V\nONE\n\t$V\n\tTWO\naz x \"$A\" \"$B\"$'\\n'"));

    [Theory]
    [InlineData("bash -c 'az x \"$1\" $0' _ v", "x v _")]
    [InlineData("sh -lc 'az x'", "x")]
    [InlineData("ssh host 'az x'", "x")]
    [InlineData("docker run --rm image bash -c 'az x'", "x")]
    public void A_command_string_is_run(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("X=c; eval \"az aks create -n $X\"", "aks create -n c")]
    [InlineData("eval \"az aks create -n $X\"", "~ aks create -n *${X}")]
    public void Eval_parses_again(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("N=$(az aks show -n c); az x \"$N\"", "aks show -n c\nx ?$(az aks show -n c)")]
    [InlineData("N=`az aks show`; az x $N", "aks show\n~ x *`az aks show`")]
    public void Substitutions_run_first(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void A_public_address_is_recognised() =>
        Assert.Equal(UnknownOrigin.PublicAddress, Read("IP=$(curl -s ifconfig.me); az x --r \"$IP/32\"").Invocations[0].Words[2].Origin);

    [Fact]
    public void Functions_are_inlined() =>
        Assert.Equal("aks create -n c --p\naks create -n d", Commands("mk(){ az aks create -n \"$1\" \"${@:2}\"; }; mk c --p; mk d"));

    [Fact]
    public void Loops_over_literals_are_unrolled() => Assert.Equal("x aks-eu\nx aks-us", Commands("for r in eu us; do az x aks-$r; done"));

    [Theory]
    [InlineData("for i in $(seq 1 3); do az x \"$i\"; done", "if x ?${i}")]
    [InlineData("while read -r l; do az x \"$l\"; done", "if x ?${l}")]
    public void Other_loops_run_once_with_unknown_values(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void Maps_are_looked_up() => Assert.Equal("x rg1", Commands("declare -A M=([eu]=rg1 [us]=rg2); k=eu; az x \"${M[$k]}\""));

    [Fact]
    public void Keys_of_a_map_come_each_once() =>
        Assert.Equal("x eu rg1\nx us rg2", Commands("declare -A M=([eu]=rg1 [us]=rg2); for k in \"${!M[@]}\"; do az x \"$k\" \"${M[$k]}\"; done"));

    [Fact]
    public void Indirection_is_followed() => Assert.Equal("x v", Commands("A=v; V=A; az x \"${!V}\""));

    [Fact]
    public void Operators_compute_on_known_text() => Assert.Equal(
        "x 'a b c' a b,c b A,B,C 5",
        Commands("S=a,b,c; az x \"${S//,/ }\" ${S%%,*} ${S#*,} ${S:2:1} ${S^^} ${#S}"));

    [Fact]
    public void A_pattern_may_match_an_empty_value() => Assert.Equal("x z ''", Commands("E=; az x \"${E/*/z}\" \"${E/a/z}\""));

    [Fact]
    public void The_arguments_of_declare_take_part_in_brace_expansion() => Assert.Equal("x b {a,b}", Commands("declare A={a,b}; B={a,b}; az x \"$A\" \"$B\""));

    [Fact]
    public void A_guard_inside_a_subshell_makes_the_rest_of_it_conditional() =>
        Assert.Equal("if a\nif b\nc", Commands("( while x; do [[ $y ]] || exit; az a; done; az b ); az c"));

    [Fact]
    public void A_return_inside_a_loop_makes_the_rest_of_the_function_conditional() =>
        Assert.Equal("if a\nb", Commands("f() { for x in 1 2; do [[ $y ]] && return; done; az a; }; f; az b"));

    [Fact]
    public void Star_joins_by_the_separator() => Assert.Equal("x 1,2", Commands("a=(1 2); (IFS=,; az x \"${a[*]}\")"));

    [Fact]
    public void Printf_assigns() => Assert.Equal("x 1,2", Commands("printf -v J '%s,' 1 2; az x \"${J%,}\""));

    [Theory]
    [InlineData("mapfile -t R < <(list); az x \"${R[@]/%//32}\"", "~ x *${R[@]/%//32}")]
    [InlineData("mapfile -t R <<EOF\n1.1.1.1\n2.2.2.2\nEOF\naz x \"${R[@]/%//32}\"", "x 1.1.1.1/32 2.2.2.2/32")]
    public void Lines_become_elements(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void A_conditional_append_leaves_two_states() => Assert.Equal("~ x --a *${ARGS}", Commands("ARGS=--a; [[ $E == prod ]] && ARGS+=\" --p\"; az x $ARGS"));

    [Theory]
    [InlineData("if q; then A='-g a --p'; else A='-g b --p'; fi; az x $A", "~ x -g *${A} --p")]
    [InlineData("A='-g a'; if q; then A+=' --p'; fi; A+=' --y'; az x $A --z", "~ x -g a *${A} --y --z")]
    [InlineData("A='-g a'; if q; then A+=' --p'; fi; eval \"az x $A --y\"", "~ x -g a *${A} --y")]
    [InlineData("A='-g a'; if q; then A+=' --p'; fi; az x $A-b \"$A\"", "~ x *${A}-b ?${A}")]
    [InlineData("A=-g; for t in $(list); do A+=\" --t\"; done; az x $A", "~ x *${A}")]
    [InlineData("A='a b'; if q; then A='a  b'; fi; az x $A", "x a b")]
    public void What_all_values_of_a_variable_begin_and_end_with_is_certain(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("a=(1.1.1.1 2.2.2.2); az x $(IFS=,; echo \"${a[*]}\")", "x 1.1.1.1,2.2.2.2")]
    [InlineData("a=(1 2); J=$(printf '%s,' \"${a[@]}\"); az x \"${J%,}\"", "x 1,2")]
    [InlineData("az x \"$(echo \"aks-$E\")\" \"aks-$E\"", "x ?aks-${E} ?aks-${E}")]
    [InlineData("az x \"$(echo $E)\"", "x ?$(echo $E)")]
    [InlineData("az x $(echo a; echo b) \"$(echo a | tr a b)\" \"$(echo -e 'a\\tb')\"", "~ x *$(echo a; echo b) ?$(echo a | tr a b) ?$(echo -e 'a\\tb')")]
    [InlineData("echo() { :; }; az x \"$(echo a)\"", "x ?$(echo a)")]
    public void What_echo_and_printf_print_is_known(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("bash -c \"az x $(az y)\"", "y\n~ x *$(az y)")]
    [InlineData("bash <<EOF\naz x \"$(az y)\"\nEOF\n", "y\nx ?$(az y)")]
    public void A_substitution_in_stored_text_runs_once(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("sh -c 'az x {a,b}'", "Sh x {a,b}")]
    [InlineData("bash -c 'az x {a,b}'", "Bash x a b")]
    [InlineData("./posix.sh; bash posix.sh; ./plain.sh", "Sh x {a,b}\nBash x a b\nBash y a b")]
    [InlineData("sh -c './plain.sh; ./bash.sh'", "Sh y {a,b}\nBash z a b")]
    public void A_shell_that_a_script_starts_reads_by_its_own_rules(string script, string expected)
    {
        var result = Read(script, ScriptDialect.Bash, ("./posix.sh", "#!/bin/sh -e\naz x {a,b}"), ("posix.sh", "#!/bin/sh -e\naz x {a,b}"), ("./plain.sh", "az y {a,b}"), ("./bash.sh", "#!/usr/bin/env bash\naz z {a,b}"));

        Assert.Equal(expected, string.Join('\n', result.Invocations.Select(invocation => $"{invocation.Dialect} {Print(invocation)}")));
    }

    [Fact]
    public void Whether_sh_knows_escapes_in_quotes_is_open() => Assert.Equal("x ?$'a\\tb'", Commands("az x $'a\\tb'", ScriptDialect.Sh));

    [Fact]
    public void Evaluated_text_keeps_its_place() => Assert.Equal("script.sh:1:7", Read("eval \"az x $Y\"").Invocations[0].Location.ToString());

    [Fact]
    public void A_conditional_element_leaves_what_is_certain() =>
        Assert.Equal("~ x -g rg *${ARGS} -y", Commands("ARGS=(-g rg); if [[ $E ]]; then ARGS+=(--p); fi; ARGS+=(-y); az x \"${ARGS[@]}\""));

    [Fact]
    public void Arms_and_branches_are_alternatives() => Assert.Equal(
        "if a\nif b\nif c\nif d",
        Commands("case $E in prod|stg) az a;; *) az b;; esac; if x; then az c; elif y; then az d; fi"));

    [Fact]
    public void Show_or_create_may_run_each() => Assert.Equal("aks show\nif aks update\nif aks create", Commands("az aks show && az aks update || az aks create"));

    [Fact]
    public void A_condition_always_runs() => Assert.Equal("aks show\nif aks create", Commands("if ! az aks show; then az aks create; fi"));

    [Fact]
    public void An_assignment_before_the_command_is_its_environment()
    {
        var invocation = Read("AZURE_DEFAULTS_GROUP=rg az aks create").Invocations[0];

        Assert.Equal("aks create", Print(invocation));
        Assert.Equal("rg", Assert.Single(invocation.Environment).Value?.Value);
    }

    [Fact]
    public void Redirections_are_no_words() => Assert.Equal("aks create -n c --yes", Commands("az aks create 2>/dev/null -n c >&1 --yes"));

    [Theory]
    [InlineData("AZ=\"az aks\"; $AZ create", "aks create")]
    [InlineData("CMD=(az aks create); \"${CMD[@]}\"", "aks create")]
    [InlineData("alias k='az aks'\nk create", "")]
    [InlineData("shopt -s expand_aliases\nalias k='az aks'\nk create", "aks create")]
    public void The_command_word_may_be_stored(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Theory]
    [InlineData("sudo -u me az x")]
    [InlineData("env K=V az x")]
    [InlineData("command az x")]
    [InlineData("time az x")]
    [InlineData("exec az x")]
    [InlineData("nohup az x")]
    [InlineData("timeout -k 3 5 az x")]
    [InlineData("retry 3 az x")]
    [InlineData("\\az x")]
    [InlineData("\"az\" x")]
    [InlineData("/usr/bin/az x")]
    [InlineData("az.cmd x")]
    [InlineData("sudo -E env A=b nice -n 5 az x")]
    public void Wrappers_are_taken_off(string script) => Assert.Equal("x", Commands(script));

    [Fact]
    public void Xargs_fills_its_mark() => Assert.Equal("if x -n ?{}", Commands("list | xargs -I{} az x -n {}"));

    [Fact]
    public void Xargs_appends_what_it_reads() => Assert.Equal("if ~ x -n", Commands("list | xargs az x -n"));

    [Theory]
    [InlineData("set -- --a --b; az x \"$@\"; shift; az y \"$@\"", "x --a --b\ny --b")]
    [InlineData("az x \"$@\"", "~ x *${@}")]
    [InlineData("while getopts n: o; do case $o in n) N=$OPTARG;; esac; done; az x \"$N\"", "x ?${N#2}")]
    public void Positional_parameters_are_tracked(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void A_here_document_is_read_into_a_variable() => Assert.Equal("x --a b", Commands("read -r -d '' T <<'EOF'\n--a b\nEOF\naz x $T"));

    [Fact]
    public void Sourced_files_assign() => Assert.Equal(
        "x rg",
        Commands("source ./env.sh; az x $RG", ScriptDialect.Bash, ("./env.sh", "RG=rg\n")));

    [Fact]
    public void A_file_that_cannot_be_read_may_assign_anything() => Assert.Equal("x ?${RG}", Commands("RG=a; . vars; az x \"$RG\""));

    [Fact]
    public void Exported_dotenv_files_assign() => Assert.Equal(
        "x rg",
        Commands("export $(cat .env); az x $RG", ScriptDialect.Bash, (".env", "# comment\nRG=rg\n")));

    [Fact]
    public void Carriage_returns_at_line_ends_are_left_out() => Assert.Equal("x --yes\ny", Commands("az x \\\r\n --yes\r\naz y\r\n"));

    [Fact]
    public void Globs_stay_as_they_are() => Assert.Equal("x --q '[a]*zz'", Commands("az x --q [a]*zz"));

    [Fact]
    public void Only_a_leading_tilde_is_home() => Assert.Equal("x --f ?~/x --g=~/x", Commands("az x --f ~/x --g=~/x"));

    [Fact]
    public void Arithmetic_is_calculated() => Assert.Equal("x -n c3", Commands("i=2; az x -n c$((i+1))"));

    [Fact]
    public void Traps_run_at_the_end() => Assert.Equal("a\nb\naks delete", Commands("trap 'az aks delete' EXIT; az a & az b; wait"));

    [Fact]
    public void Pipelines_run_their_commands() => Assert.Equal("a\nb", Commands("az a | tee log | az b"));

    [Theory]
    [InlineData("[[ -n $1 ]] || { echo usage; exit 1; }; az x", "x")]
    [InlineData("az x; exit 0; az y", "x")]
    [InlineData("if [ -z \"$1\" ]; then exit 1; fi; az x", "x")]
    [InlineData("set -euo pipefail; az x", "x")]
    public void A_guard_that_leaves_makes_nothing_conditional(string script, string expected) => Assert.Equal(expected, Commands(script));

    [Fact]
    public void Quoted_flags_are_flags() => Assert.Equal("x --enable-private-cluster --network-policy=calico", Commands("az x \"--enable-private-cluster\" '--network-policy'=calico"));

    [Fact]
    public void A_placeholder_in_angle_brackets_is_a_pair_of_redirections() => Assert.Equal("x -n rg", Commands("az x -n <clusterName> -g rg"));

    [Theory]
    [InlineData("az x -n {{name}}", "x -n {{name}}")]
    [InlineData("az x -n __NAME__", "x -n __NAME__")]
    public void Other_placeholders_are_text(string script, string expected) => Assert.Equal(expected, Commands(script));
}
