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

    // Each piece is five lines.
    private static string Repeat(int lines, Action<StringBuilder, int> append)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines / 5; i++)
            append(text, i);
        return text.ToString();
    }
}
