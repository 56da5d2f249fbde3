using Stockade.Semantics.AzureCli.Evaluation;
using Stockade.Semantics.AzureCli.Evaluation.Batch;
using Stockade.Semantics.AzureCli.Evaluation.PowerShell;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// Reads scripts: which commands they run, and with which words. A script that calls one in another language comes back here with that one's text
/// (<see cref="ScriptInput.Callers"/> grown by the file) and takes over what it runs.
/// </summary>
internal static class ScriptReader
{
    public static ScriptResult Read(ScriptInput input) => input.Dialect switch
    {
        ScriptDialect.PowerShell => PowerShellReader.Read(input),
        ScriptDialect.Cmd => BatchReader.Read(input),
        _ => new ScriptEvaluator(input).Evaluate(),
    };
}
