using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Stockade.Cli;

/// <summary>The library's help, followed by examples.</summary>
internal sealed class ExamplesHelp(HelpAction inner) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        var examples = ExamplesOf(parseResult.CommandResult.Command.Name);
        if (examples.Length > 0)
            parseResult.InvocationConfiguration.Output.Write("Examples:\n" + examples + "\n");
        return ExitCode.Clean;
    }

    private static string ExamplesOf(string command) => command switch
    {
        "check" =>
            """
              stockade check                                  the current folder
              stockade check k8s infra/create.sh              a folder and a script
              helm template . | stockade check -              what Helm renders
              stockade check --report sarif=stockade.sarif    frames here, SARIF for the CI
              stockade check --select AKS4 --fail-on error    rules about the metadata service only

            Exit codes:
              0  nothing at or above --fail-on     3  nothing to analyse was found
              1  something is                      4  an internal error
              2  wrong usage, or a path that cannot be read

            """,
        "model" =>
            """
              stockade model                                  verdicts of the current folder
              stockade model --format mermaid                 a drawing for a Markdown page
              helm template . | stockade model - --namespace shop

            """,
        "explain" =>
            """
              stockade explain AKS4001                        what a rule says and how to fix it
              stockade explain shop/Deployment/web            why this workload can or cannot be reached
              stockade explain web k8s                        the same, looked for in a folder

            """,
        "fix" =>
            """
              stockade fix                                    a diff of the fixes that hold
              stockade fix --apply                            write them
              stockade fix k8s --select AKS4 --apply          some of them
              stockade fix --unsafe                           also flags of commands, and who may connect

            """,
        "init" =>
            """
              stockade init                                   a stockade.yaml for this repository
              stockade init --pre-commit --ci github          with the commit hook and a workflow

            """,
        "show" => "  stockade config show k8s/web.yaml               what holds for this file, and why\n",
        "rules" or "config" => "",
        _ =>
            """
              stockade check                                  analyse the current folder
              stockade explain AKS4001                        what a rule says and how to fix it
              stockade check --help                           all options and exit codes

            """,
    };
}
