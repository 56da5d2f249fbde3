using System.Text;

namespace Stockade.Benchmarks;

/// <summary>Long deployment scripts, for how time grows with their lines.</summary>
internal static class ScriptShape
{
    public static string Bash(int lines) => Repeat(
        lines,
        static (text, i) => text
            .Append("NAME=\"aks-").Append(i).Append("\"\n")
            .Append("if [[ \"$ENV\" == prod ]]; then FLAGS=(--tier standard); else FLAGS=(); fi\n")
            .Append("az aks create -g rg -n \"$NAME\" --enable-private-cluster \\\n")
            .Append("  --network-plugin azure --network-dataplane cilium \"${FLAGS[@]}\"\n")
            .Append("for zone in 1 2; do az aks nodepool add -g rg --cluster-name \"$NAME\" -n \"p$zone\"; done\n"));

    public static string Cmd(int lines) => Repeat(
        lines,
        static (text, i) => text
            .Append("set \"NAME=aks-").Append(i).Append("\"\r\n")
            .Append("if \"%ENV%\"==\"prod\" (set FLAGS=--tier standard) else set FLAGS=\r\n")
            .Append("call az aks create -g rg -n \"%NAME%\" --enable-private-cluster ^\r\n")
            .Append("  --network-plugin azure --network-dataplane cilium %FLAGS%\r\n")
            .Append("for %%z in (1 2) do call az aks nodepool add -g rg --cluster-name \"%NAME%\" -n p%%z\r\n"));

    public static string PowerShell(int lines) => Repeat(
        lines,
        static (text, i) => text
            .Append("$name = \"aks-").Append(i).Append("\"\n")
            .Append("$flags = if ($env:ENV -eq 'prod') { @('--tier', 'standard') } else { @() }\n")
            .Append("az aks create -g rg -n $name --enable-private-cluster `\n")
            .Append("  --network-plugin azure --network-dataplane cilium @flags\n")
            .Append("foreach ($zone in 1, 2) { az aks nodepool add -g rg --cluster-name $name -n \"p$zone\" }\n"));

    /// <summary>One command on one line, of a million characters times <paramref name="megabytes"/>.</summary>
    public static string Line(int megabytes)
    {
        var text = new StringBuilder("az aks create -g rg -n c --tags");
        for (var i = 0; text.Length < megabytes * 1_000_000; i++)
            text.Append(" key").Append(i).Append("=value");
        return text.Append('\n').ToString();
    }

    /// <summary>Brackets in brackets, far deeper than anybody writes.</summary>
    public static string Nested(string open, string close, int depth) =>
        new StringBuilder().Insert(0, open, depth).Append("az aks list").Insert(depth * open.Length + "az aks list".Length, close, depth).Append('\n').ToString();

    // Each piece is five lines.
    private static string Repeat(int lines, Action<StringBuilder, int> append)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines / 5; i++)
            append(text, i);
        return text.ToString();
    }
}
