namespace Stockade.Tests.Reporting;

/// <summary>A workflow command as GitHub's runner reads it: blanks before it do not matter, and what is no command is a line of the log.</summary>
internal sealed record WorkflowCommand(string Name, Dictionary<string, string> Properties, string Message)
{
    public static WorkflowCommand? Parse(string line)
    {
        line = line.TrimStart();
        if (!line.StartsWith("::", StringComparison.Ordinal) || line.IndexOf("::", 2, StringComparison.Ordinal) is not (var end and >= 0))
            return null;
        var words = line[2..end].Split(' ', 2);
        var properties = words.Length == 1
            ? []
            : words[1].Split(',').Select(static pair => pair.Split('=', 2)).ToDictionary(
                static pair => pair[0],
                static pair => Unescape(pair[1].Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal)),
                StringComparer.Ordinal);
        return new WorkflowCommand(words[0], properties, Unescape(line[(end + 2)..]));
    }

    private static string Unescape(string text) =>
        text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
