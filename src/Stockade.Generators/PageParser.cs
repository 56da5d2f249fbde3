using System.Globalization;
using System.Text;

namespace Stockade.Generators;

/// <summary>Reads a rule page: front matter between <c>---</c> lines, a level-one title, fixed level-two headings.</summary>
internal static class PageParser
{
    private static readonly string[] Keys = ["id", "name", "category", "severity", "since", "message"];
    private static readonly string[] Categories = ["ApiServer", "PolicyEngine", "Ingress", "Metadata", "Analysis"];
    private static readonly string[] Severities = ["error", "warning", "info"];
    private static readonly string[] Headings =
        ["What it says", "Why it matters", "How to fix", "Noncompliant", "Compliant", "When to suppress", "References"];

    // Before the examples, which may use them.
    private const string Optional = "Settings";

    public static ParsedPage Parse(string path, string text)
    {
        var fileName = Path.GetFileName(path);
        var lines = text.Replace("\r\n", "\n").Split('\n');
        var end = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        if (end < 0)
            return Invalid(fileName, "front matter between two lines of '---' is missing");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1).Take(end - 1))
        {
            var colon = line.IndexOf(':');
            if (colon < 0 || !Keys.Contains(line[..colon], StringComparer.Ordinal))
                return Invalid(fileName, $"front matter line '{line}' is not one of {string.Join(", ", Keys)}");
            values[line[..colon]] = Unquote(line[(colon + 1)..].Trim());
        }

        var missing = Keys.FirstOrDefault(key => !values.ContainsKey(key));
        if (missing is not null)
            return Invalid(fileName, $"front matter has no '{missing}'");
        if (fileName != values["id"] + ".md")
            return Invalid(fileName, $"id '{values["id"]}' is not the file's name");
        if (!Categories.Contains(values["category"], StringComparer.Ordinal))
            return Invalid(fileName, $"category '{values["category"]}' is not one of {string.Join(", ", Categories)}");
        if (!Severities.Contains(values["severity"], StringComparer.Ordinal))
            return Invalid(fileName, $"severity '{values["severity"]}' is not one of {string.Join(", ", Severities)}");

        var headings = LevelTwoHeadings(lines);
        if (!headings.Where(static heading => heading != Optional).SequenceEqual(Headings, StringComparer.Ordinal) || headings.IndexOf(Optional) is not (-1 or 3))
            return Invalid(fileName, $"headings are '{string.Join(", ", headings)}', not '{string.Join(", ", Headings)}'");
        var title = lines.FirstOrDefault(static line => line.StartsWith("# ", StringComparison.Ordinal));
        if (title is null)
            return Invalid(fileName, "the title ('# …') is missing");
        if (!TryReadMessage(values["message"], out var format, out var placeholders))
            return Invalid(fileName, $"message '{values["message"]}' has an unclosed or empty placeholder");

        return new ParsedPage(fileName)
        {
            Id = values["id"],
            Name = values["name"],
            Category = values["category"],
            Severity = values["severity"],
            Since = values["since"],
            Title = title[2..].Trim(),
            Description = FirstParagraph(lines, Array.IndexOf(lines, "## What it says") + 1),
            MessageFormat = format,
            Placeholders = string.Join(" ", placeholders),
            Markdown = string.Join("\n", lines.Skip(end + 1)).Trim() + "\n",
        };
    }

    private static ParsedPage Invalid(string path, string error) => new(path) { Error = error };

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;

    private static List<string> LevelTwoHeadings(string[] lines)
    {
        var headings = new List<string>();
        var isInFence = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isInFence = !isInFence;
            else if (!isInFence && line.StartsWith("## ", StringComparison.Ordinal))
                headings.Add(line[3..].Trim());
        }

        return headings;
    }

    private static string FirstParagraph(string[] lines, int start) =>
        string.Join(" ", lines.Skip(start).SkipWhile(static line => line.Length == 0).TakeWhile(static line => line.Length > 0).Select(static line => line.Trim()));

    private static bool TryReadMessage(string message, out string format, out List<string> placeholders)
    {
        var result = new StringBuilder();
        placeholders = [];
        format = "";
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] != '{')
            {
                result.Append(message[i]);
                continue;
            }

            var close = message.IndexOf('}', i);
            if (close <= i + 1)
                return false;
            var name = message[(i + 1)..close];
            if (!placeholders.Contains(name))
                placeholders.Add(name);
            result.Append('{').Append(placeholders.IndexOf(name).ToString(CultureInfo.InvariantCulture)).Append('}');
            i = close;
        }

        format = result.ToString();
        return true;
    }
}
