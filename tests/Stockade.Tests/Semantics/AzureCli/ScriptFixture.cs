using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>Prints what a script runs: known words as they are, <c>?symbol</c> for one unknown word, <c>*symbol</c> for any number of them.</summary>
internal static class ScriptFixture
{
    public static ScriptResult Read(string script, ScriptDialect dialect = ScriptDialect.Bash, params (string Path, string Text)[] files)
    {
        var sources = files.ToDictionary(file => file.Path, file => new SourceFile(file.Path, file.Text), StringComparer.Ordinal);
        var text = ShellText.Of(new SourceFile("script.sh", script));
        return ScriptReader.Read(new ScriptInput { Text = text, Dialect = dialect, Source = path => sources.GetValueOrDefault(path) });
    }

    /// <summary>Every run of az on a line of its own.</summary>
    public static string Commands(string script, ScriptDialect dialect = ScriptDialect.Bash, params (string Path, string Text)[] files) =>
        string.Join('\n', Read(script, dialect, files).Invocations.Select(Print));

    public static string Print(CommandInvocation invocation)
    {
        var words = string.Join(' ', invocation.Words.Select(Print));
        return (invocation.Conditional ? "if " : "") + (invocation.Complete ? "" : "~ ") + words;
    }

    private static string Print(CommandWord word)
    {
        if (word.Value is null)
            return (word.MayBeAnyWords ? "*" : "?") + word.Symbol;
        return word.Value.Length > 0 && word.Value.All(c => c > ' ' && c is not ('\'' or '?' or '*')) ? word.Value : $"'{word.Value.Replace("\n", "\\n").Replace("\t", "\\t")}'";
    }
}
