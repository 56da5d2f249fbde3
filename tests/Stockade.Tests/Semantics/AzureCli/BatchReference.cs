using System.Text;
using System.Text.RegularExpressions;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// cmd as its documentation describes it ("set /?", "for /?", "call /?", the UCRT's "Parsing C command-line arguments"), by regular expressions
/// and for scripts of which everything is known. Shares no code with the engine.
/// </summary>
internal sealed partial class BatchReference
{
    /// <summary>What the environment decides: a variable that the script does not set.</summary>
    public const char Unknown = '\ufffd';

    private readonly Dictionary<string, string> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _arguments = [];
    private bool _expandsLate;

    /// <summary>What az was run with.</summary>
    public List<string> Calls { get; } = [];

    public void Run(BatchStatement statement)
    {
        // A block is expanded as a whole before any of it runs.
        Run(statement, Expand(statement));
    }

    private BatchStatement Expand(BatchStatement statement) => statement with
    {
        Text = Percents().Replace(statement.Text, Replace),
        Body = [.. statement.Body.Select(Expand)],
    };

    private string Replace(Match match)
    {
        if (match.Value is "%%" or "%")
            return match.Value is "%%" ? "%" : "";
        if (match.Value is "%*")
            return string.Join(' ', _arguments);
        if (match.Groups["index"].Success)
        {
            var index = match.Groups["index"].Value[0] - '1';
            var argument = index < _arguments.Count ? _arguments[index] : "";
            return match.Value.Contains('~', StringComparison.Ordinal) && argument is ['"', .., '"'] ? argument[1..^1] : argument;
        }

        var value = _variables.GetValueOrDefault(match.Groups["name"].Value, "");
        if (match.Groups["search"].Success)
            return Regex.Replace(value, Regex.Escape(match.Groups["search"].Value), match.Groups["with"].Value.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.IgnoreCase);
        if (!match.Groups["from"].Success)
            return value;
        var from = int.Parse(match.Groups["from"].Value, System.Globalization.CultureInfo.InvariantCulture);
        var characters = (from < 0 ? value.TakeLast(-from) : value.Skip(from)).ToList();
        if (!match.Groups["count"].Success)
            return string.Concat(characters);
        var count = int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(count < 0 ? characters.SkipLast(-count) : characters.Take(count));
    }

    private void Run(BatchStatement written, BatchStatement expanded)
    {
        switch (written.Kind)
        {
            case "block":
                foreach (var statement in expanded.Body)
                    Run(statement, statement);
                break;
            case "setlocal":
                _expandsLate = true;
                break;
            case "for":
                foreach (var item in written.Items)
                {
                    foreach (var statement in expanded.Body)
                        Run(Loop(statement, item), Loop(statement, item));
                }

                break;
            case "if":
                var sides = Unescape(expanded.Text).Split("==");
                if (Late(sides[0]) == Late(sides[1]))
                    expanded.Body.ForEach(statement => Run(statement, statement));
                break;
            case "set":
                Set(Late(Unescape(expanded.Text)));
                break;
            case "az":
                // call expands once more, and doubles the carets in quotes.
                var text = Late(Unescape(expanded.Text));
                var again = Percents().Replace(Regex.Replace(text, "\"[^\"]*(\"|$)", static match => match.Value.Replace("^", "^^", StringComparison.Ordinal)), Replace);
                // az is a batch file too, and inherits the delayed expansion ("setlocal /?").
                Calls.Add(string.Join('|', Split(Late(Unescape(CutAtOperator(again)))).Select(static word => word.Contains(Unknown, StringComparison.Ordinal) ? "?" : word)));
                break;
        }
    }

    private static BatchStatement Loop(BatchStatement statement, string item) => statement with
    {
        Text = statement.Text.Replace("%~v", item.Trim('"'), StringComparison.Ordinal).Replace("%v", item, StringComparison.Ordinal),
    };

    private void Set(string text)
    {
        if (text.StartsWith('"'))
            text = text[1..text.LastIndexOf('"')];
        var parts = text.Split('=', 2);
        if (parts[1].Length == 0)
            _variables.Remove(parts[0]);
        else
            _variables[parts[0]] = parts[1];
    }

    public void SetArguments(IEnumerable<string> arguments) => _arguments.AddRange(arguments);

    // The name of a variable goes from one exclamation mark to the next, whatever stands between them.
    private string Late(string text) => !_expandsLate || !text.Contains('!', StringComparison.Ordinal)
        ? text
        : Regex.Replace(text, @"\^(.?)|!([^!]*)!|!", match => match.Value switch
        {
            ['^', ..] => match.Groups[1].Value,
            "!" or "!!" => "",
            { Length: > 3 } or [_, < 'A' or > 'F', _] => Unknown.ToString(),
            _ => _variables.GetValueOrDefault(match.Groups[2].Value, ""),
        });

    // Carets go outside quotes; what stands behind one is taken as it is.
    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        var quotes = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '^' && quotes % 2 == 0)
            {
                if (++i < text.Length)
                    result.Append(text[i]);
                continue;
            }

            quotes += text[i] == '"' ? 1 : 0;
            result.Append(text[i]);
        }

        return result.ToString();
    }

    // An operator that stands outside quotes when az.cmd hands its arguments on: what comes of it depends on the version of az.
    private static string CutAtOperator(string text)
    {
        var match = Operator().Match(text);
        return match.Success ? match.Groups["kept"].Value + Unknown : text;
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        var (isQuoted, isWord) = (false, false);
        foreach (Match match in Pieces().Matches(text))
        {
            var slashes = match.Groups["slashes"].Length;
            var quotes = match.Groups["quotes"].Length;
            if (quotes == 0 && !isQuoted && match.Value is " " or "\t")
            {
                if (isWord)
                    yield return word.ToString();
                word.Clear();
                isWord = false;
                continue;
            }

            isWord = true;
            if (quotes == 0)
            {
                word.Append(match.Value);
                continue;
            }

            word.Append('\\', slashes / 2);
            if (slashes % 2 == 1)
            {
                word.Append('"');
                quotes--;
            }

            for (; quotes > 0; quotes--)
            {
                if (isQuoted && quotes > 1)
                {
                    word.Append('"');
                    quotes--;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
        }

        if (isWord)
            yield return word.ToString();
    }

    [GeneratedRegex(@"%%|%\*|%~?(?<index>[1-9])|%(?<name>\w+):~(?<from>-?\d+)(,(?<count>-?\d+))?%|%(?<name>\w+):(?<search>[^=%~*][^=%]*)=(?<with>[^%]*)%|%(?<name>\w+)%|%")]
    private static partial Regex Percents();

    [GeneratedRegex("""^(?<kept>(?:[^"^&|<>()]|\^.|"[^"]*")*)[&|<>()]""")]
    private static partial Regex Operator();

    [GeneratedRegex("""(?<slashes>\\*)(?<quotes>"+)|\\+|.""", RegexOptions.Singleline)]
    private static partial Regex Pieces();
}
