using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Shell;

/// <summary>Compares the commands of a script with those that <c>shfmt --to-json</c> finds: where each begins, and the words it has.</summary>
internal static class Shfmt
{
    /// <summary>The first difference, "" where there is none, or null where shfmt does not read the script.</summary>
    public static string? FindDifference(string shfmt, byte[] script)
    {
        if (Run(shfmt, script) is not { } json)
            return null;

        // One character per byte, because shfmt counts bytes.
        var text = Encoding.Latin1.GetString(script);
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        using (var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 10_000 }))
            Collect(document.RootElement, expected);
        if (text.Contains('`', StringComparison.Ordinal))
            expected = [.. expected.Select(command => Widen(command, text))];
        var tree = ShellParser.Parse(new SourceFile("script", text));
        var actual = new SortedSet<string>(SimpleCommands.Of(tree).Where(command => command.Words.Length > 0).Select(Describe), StringComparer.Ordinal);
        if (text.Contains('`', StringComparison.Ordinal))
            actual = [.. actual.Select(command => Widen(command, text))];
        var missing = expected.Except(actual, StringComparer.Ordinal).FirstOrDefault();
        var extra = actual.Except(expected, StringComparer.Ordinal).FirstOrDefault();
        if (missing is null && extra is null)
            return "";
        var error = tree.Errors.IsEmpty ? "" : $"; error {tree.Errors[0].Location.Line}: {tree.Errors[0].Message}";
        return $"shfmt {Show(missing, text)}, here {Show(extra, text)}{error}";
    }

    public static int Count(ShellScript script) => SimpleCommands.Of(script).Count(command => command.Words.Length > 0);

    private static string? Run(string shfmt, byte[] script)
    {
        using var process = Process.Start(new ProcessStartInfo(shfmt, ["-ln", "bash", "--to-json"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(script);
        process.StandardInput.Close();
        process.WaitForExit();
        errors.Wait();
        return process.ExitCode == 0 ? output.Result : null;
    }

    private static string Describe(SimpleCommand command) => string.Join(' ', command.Words.Select(word => $"{word.Span.Start}-{word.Span.End}"));

    /// <summary>Inside backquotes shfmt counts the backslashes that the backquotes take away, before and after a word, to the word.</summary>
    private static string Widen(string command, string text)
    {
        return string.Join(' ', command.Split(' ').Select(Widen));

        string Widen(string span)
        {
            var ends = span.Split('-');
            var (start, end) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture));
            while (start > 0 && text[start - 1] is '\\')
                start--;
            while (end < text.Length && text[end] is '\\')
                end++;
            return $"{start}-{end}";
        }
    }

    private static string Show(string? command, string text)
    {
        if (command is null)
            return "nothing";
        var start = int.Parse(command.Split('-')[0], CultureInfo.InvariantCulture);
        var line = text.AsSpan(0, start).Count('\n') + 1;
        return $"line {line} [{command}] '{text.Substring(start, Math.Min(60, text.Length - start)).Replace('\n', '~')}'";
    }

    private static void Collect(JsonElement element, SortedSet<string> commands)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, commands);
            return;
        }

        if (element.ValueKind is not JsonValueKind.Object)
            return;
        var type = element.TryGetProperty("Type", out var kind) && kind.ValueKind is JsonValueKind.String ? kind.GetString() : null;
        if (type is "CallExpr" && element.TryGetProperty("Args", out var words))
            commands.Add(string.Join(' ', words.EnumerateArray().Select(Span)));
        else if (type is "LetClause")
            commands.Add(string.Join(' ', element.GetProperty("Exprs").EnumerateArray().Select(Span).Prepend(Keyword(element, "let"))));
        else if (type is "DeclClause")
            commands.Add(string.Join(' ', Spans(element, "Variant", "Args")));
        foreach (var property in element.EnumerateObject())
            Collect(property.Value, commands);
    }

    private static string Keyword(JsonElement element, string keyword) => $"{Offset(element, "Pos")}-{Offset(element, "Pos") + keyword.Length}";

    private static IEnumerable<string> Spans(JsonElement element, string first, string rest)
    {
        yield return Span(element.GetProperty(first));
        if (!element.TryGetProperty(rest, out var list))
            yield break;
        foreach (var item in list.EnumerateArray())
            yield return Span(item);
    }

    private static string Span(JsonElement node) => $"{Offset(node, "Pos")}-{Offset(node, "End")}";

    private static int Offset(JsonElement node, string name) => node.GetProperty(name).GetProperty("Offset").GetInt32();
}
