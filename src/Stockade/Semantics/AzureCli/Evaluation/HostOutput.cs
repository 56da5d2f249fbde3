using System.Collections.Immutable;
using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>
/// Reads what a script prints for its host: the logging commands of Azure Pipelines (learn.microsoft.com, "Logging commands") and of GitHub
/// (docs.github.com, "Workflow commands"), and the lines of GitHub's files of variables.
/// </summary>
internal sealed class HostOutput
{
    private const string SetVariable = "##vso[task.setvariable ";
    private const int MaxVariables = 1000;

    private readonly List<PublishedVariable> _published = [];

    // A value of several lines that is not at its end: its delimiter, and what was read so far.
    private readonly Dictionary<OutputTarget, (string Name, string Delimiter, List<HostValue> Lines)> _open = [];

    public ImmutableArray<PublishedVariable> Published => [.. _published];

    public void AddRange(IEnumerable<PublishedVariable> published) => _published.AddRange(published);

    /// <summary>The target that a redirection to a file means, by the name of the variable that holds the file's path.</summary>
    public static OutputTarget TargetOf(ShellString path) => path.IsKnown ? OutputTarget.Log : path.Symbol.ToUpperInvariant() switch
    {
        "${GITHUB_ENV}" or "${ENV:GITHUB_ENV}" or "%GITHUB_ENV%" or "${{ GITHUB.ENV }}" => OutputTarget.Environment,
        "${GITHUB_OUTPUT}" or "${ENV:GITHUB_OUTPUT}" or "%GITHUB_OUTPUT%" or "${{ GITHUB.OUTPUT }}" => OutputTarget.Outputs,
        _ => OutputTarget.Log,
    };

    public void Print(ShellString? text, OutputTarget target, bool isConditional) =>
        Print(text is null ? null : HostValue.Of(text.Fragments.Select(static fragment => new HostFragment(fragment.Text, fragment.IsKnown))), target, isConditional);

    /// <summary>Reads printed text line by line; null stands for text that is not known.</summary>
    public void Print(HostValue? text, OutputTarget target, bool isConditional)
    {
        if (_published.Count > MaxVariables || (text is null && target is OutputTarget.Log))
            return;
        foreach (var line in text is null ? [HostValue.Unknown("…")] : LinesOf(text))
            PrintLine(line, target, isConditional);
    }

    private static List<HostValue> LinesOf(HostValue text)
    {
        var lines = new List<HostValue>();
        var line = new List<HostFragment>();
        foreach (var fragment in text.Fragments)
        {
            var pieces = fragment.IsKnown ? fragment.Text.Split('\n') : [fragment.Text];
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add(HostValue.Of(line));
                    line.Clear();
                }

                line.Add(fragment with { Text = pieces[i].TrimEnd('\r') });
            }
        }

        lines.Add(HostValue.Of(line));
        return lines;
    }

    private void PrintLine(HostValue line, OutputTarget target, bool isConditional)
    {
        if (_open.TryGetValue(target, out var open))
        {
            if (line.Text != open.Delimiter)
            {
                open.Lines.Add(line);
                return;
            }

            _open.Remove(target);
            var newline = new HostFragment("\n", IsKnown: true);
            var value = HostValue.Of(open.Lines.SelectMany((part, i) => i == 0 ? part.Fragments : part.Fragments.Insert(0, newline)));
            Publish(open.Name, value, isConditional, target is OutputTarget.Outputs);
            return;
        }

        var head = line.Fragments is [{ IsKnown: true, Text: var text }, ..] ? text : "";
        if (head.Contains(SetVariable, StringComparison.OrdinalIgnoreCase))
            PrintLoggingCommand(line, head, isConditional);
        else if (head.StartsWith("::set-output name=", StringComparison.Ordinal) && head.IndexOf("::", 2, StringComparison.Ordinal) is > 0 and var end)
            Publish(head["::set-output name=".Length..end], After(line, end + 2), isConditional, isOutput: true);
        else if (target is not OutputTarget.Log)
            PrintAssignment(line, head, target, isConditional);
    }

    /// <summary><c>NAME=value</c>, or <c>NAME&lt;&lt;EOF</c> before a value of several lines.</summary>
    private void PrintAssignment(HostValue line, string head, OutputTarget target, bool isConditional)
    {
        if (line.Fragments.IsEmpty)
            return;
        var equals = head.IndexOf('=', StringComparison.Ordinal);
        var marker = head.IndexOf("<<", StringComparison.Ordinal);
        if (marker > 0 && (equals < 0 || marker < equals) && line.Text is not null)
            _open[target] = (head[..marker], head[(marker + 2)..], []);
        else if (equals > 0)
            Publish(head[..equals], After(line, equals + 1), isConditional, target is OutputTarget.Outputs);
        else
            Publish("", HostValue.Unknown("…"), isConditional, target is OutputTarget.Outputs);
    }

    private void PrintLoggingCommand(HostValue line, string head, bool isConditional)
    {
        var start = head.IndexOf(SetVariable, StringComparison.OrdinalIgnoreCase) + SetVariable.Length;
        var end = head.IndexOf(']', start);
        if (end < 0)
        {
            Publish("", HostValue.Unknown("…"), isConditional, isOutput: false);
            return;
        }

        var properties = head[start..end].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var name = Array.Find(properties, static property => property.StartsWith("variable=", StringComparison.OrdinalIgnoreCase))?["variable=".Length..];
        var isOutput = Array.Exists(properties, static property => property.Equals("isoutput=true", StringComparison.OrdinalIgnoreCase));
        if (name is { Length: > 0 })
            Publish(name, After(line, end + 1), isConditional, isOutput);
    }

    private static HostValue After(HostValue line, int position) =>
        HostValue.Of([new HostFragment(line.Fragments[0].Text[position..], IsKnown: true), .. line.Fragments[1..]]);

    private void Publish(string name, HostValue value, bool isConditional, bool isOutput) =>
        _published.Add(new PublishedVariable(name.Trim(), value) { IsConditional = isConditional, IsOutput = isOutput });
}
