using Stockade.Semantics.AzureCli.Evaluation;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Reads bash and sh scripts: which commands they run, and with which words.</summary>
internal static class ScriptReader
{
    /// <param name="file">The script.</param>
    /// <param name="dialect">Bash or Sh.</param>
    /// <param name="host">Where the script was found.</param>
    /// <param name="source">Gives the file a script includes by the path it writes, or null where there is none to read.</param>
    public static ScriptResult Read(SourceFile file, ScriptDialect dialect, ScriptHost host, Func<string, SourceFile?>? source = null) =>
        new ScriptEvaluator(dialect, host, source).Evaluate(ShellParser.Parse(file));
}
