using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Variables that a script sets for the steps after it.</content>
internal sealed partial class ScriptEvaluator
{
    // docs.microsoft.com, "Logging commands".
    private const string SetVariable = "##vso[task.setvariable ";

    private readonly List<PublishedVariable> _published = [];

    // Standard output goes to the file of variables of a GitHub job.
    private bool _isPublishing;

    private bool Publishes(ImmutableArray<ShellRedirection> redirections)
    {
        foreach (var redirection in redirections)
        {
            if (redirection is { Operator: ">>" or ">" or ">|", Descriptor: null or "1", Target: { } target } && IsEnvironmentFile(ExpandString(target)))
                return true;
        }

        return false;
    }

    private static bool IsEnvironmentFile(ShellString value) => value.Fragments is [{ IsKnown: false, Text: "${GITHUB_ENV}" or "${{ github.env }}" }];

    /// <summary><c>… | tee -a $GITHUB_ENV</c>.</summary>
    private bool PublishesByTee(ShellPipeline pipeline) =>
        pipeline.Commands[^1] is SimpleCommand { Words: [{ Literal: "tee" }, .. var words] } && words.Any(word => IsEnvironmentFile(ExpandString(word)));

    private void WhilePublishing(bool isPublishing, Action run)
    {
        var outer = _isPublishing;
        _isPublishing |= isPublishing;
        run();
        _isPublishing = outer;
    }

    private void PublishEcho(List<ShellField> fields)
    {
        var builder = new ShellString.Builder();
        var isRaw = true;
        var start = 1;
        for (; start < fields.Count && fields[start].Text is "-n" or "-e" or "-en" or "-ne" or "-E"; start++)
            isRaw &= !fields[start].Text!.Contains('e', StringComparison.Ordinal);
        for (var i = start; i < fields.Count; i++)
        {
            if (i > start)
                builder.Append(" ");
            builder.Append(fields[i].Value);
        }

        var text = builder.ToShellString();
        PublishText(isRaw || text.Fragments.All(static fragment => !fragment.IsKnown || !fragment.Text.Contains('\\', StringComparison.Ordinal)) ? text : null);
    }

    /// <summary>A format of literal text and <c>%s</c>, as the only ones that are used for this.</summary>
    private void PublishPrintf(List<ShellField> fields)
    {
        if (fields.Count < 2 || fields[1].Text is not { } format)
        {
            PublishText(null);
            return;
        }

        var builder = new ShellString.Builder();
        var pieces = format.Replace("\\n", "\n", StringComparison.Ordinal).Split("%s");
        var isPlain = pieces.Length - 1 == fields.Count - 2;
        for (var i = 0; i < pieces.Length && isPlain; i++)
        {
            isPlain &= !pieces[i].AsSpan().ContainsAny('%', '\\');
            builder.Append(pieces[i]);
            if (i + 1 < pieces.Length)
                builder.Append(fields[i + 2].Value);
        }

        PublishText(isPlain ? builder.ToShellString() : null);
    }

    /// <summary>What any other program prints: known only where it copies a here-document.</summary>
    private void PublishProgram(ShellInvocation invocation, string program)
    {
        if (!_isPublishing || program is "tee" or "echo" or "printf")
            return;
        PublishText(program is "cat" && invocation.Command.Words.Length == 1 && InputOf(invocation.Command) is { } text ? Decode(text.Content) : null);
    }

    /// <summary>Reads printed text line by line; null stands for text that is not known.</summary>
    private void PublishText(ShellString? text)
    {
        if (_dryRuns > 0 || _published.Count > 1000 || (text is null && !_isPublishing))
            return;
        string? delimiter = null;
        foreach (var line in LinesOf(text))
        {
            if (delimiter is not null)
            {
                if (line.Text == delimiter)
                    delimiter = null;
                continue;
            }

            if (line.Fragments is [{ IsKnown: true, Text: var head }, ..] && head.TrimStart().StartsWith(SetVariable, StringComparison.Ordinal))
                PublishLoggingCommand(line);
            else if (_isPublishing)
                delimiter = PublishAssignment(line);
        }
    }

    private static List<HostValue> LinesOf(ShellString? text)
    {
        if (text is null)
            return [HostValue.Unknown("…")];
        var lines = new List<HostValue>();
        var line = new List<HostFragment>();
        foreach (var fragment in text.Fragments)
        {
            if (!fragment.IsKnown)
            {
                line.Add(new HostFragment(fragment.Text, IsKnown: false));
                continue;
            }

            var pieces = fragment.Text.Split('\n');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add(HostValue.Of(line));
                    line.Clear();
                }

                line.Add(new HostFragment(pieces[i], IsKnown: true));
            }
        }

        lines.Add(HostValue.Of(line));
        return lines;
    }

    private string? PublishAssignment(HostValue line)
    {
        if (line.Fragments.IsEmpty)
            return null;
        var first = line.Fragments[0];
        var equals = first.IsKnown ? first.Text.IndexOf('=', StringComparison.Ordinal) : -1;
        var marker = first.IsKnown ? first.Text.IndexOf("<<", StringComparison.Ordinal) : -1;
        if (marker > 0 && (equals < 0 || marker < equals))
        {
            Publish(first.Text[..marker], HostValue.Unknown($"${{{{ env.{first.Text[..marker]} }}}}"));
            return first.Text[(marker + 2)..];
        }

        if (equals <= 0)
            Publish("", HostValue.Unknown("…"));
        else
            Publish(first.Text[..equals], HostValue.Of([new HostFragment(first.Text[(equals + 1)..], IsKnown: true), .. line.Fragments[1..]]));
        return null;
    }

    private void PublishLoggingCommand(HostValue line)
    {
        var head = line.Fragments[0].Text;
        var start = head.IndexOf(SetVariable, StringComparison.Ordinal) + SetVariable.Length;
        var end = head.IndexOf(']', start);
        if (end < 0)
        {
            Publish("", HostValue.Unknown("…"));
            return;
        }

        var properties = head[start..end].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var name = Array.Find(properties, static property => property.StartsWith("variable=", StringComparison.OrdinalIgnoreCase))?["variable=".Length..];

        // An output variable has the name of its step before its own.
        var isOutput = Array.Exists(properties, static property => property.Equals("isoutput=true", StringComparison.OrdinalIgnoreCase));
        if (name is { Length: > 0 } && !isOutput)
            Publish(name, HostValue.Of([new HostFragment(head[(end + 1)..], IsKnown: true), .. line.Fragments[1..]]));
    }

    private void Publish(string name, HostValue value) => _published.Add(new PublishedVariable(name.Trim(), value, IsConditional));
}
