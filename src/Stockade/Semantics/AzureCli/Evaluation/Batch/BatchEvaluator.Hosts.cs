using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <content>Scripts in other languages, and what a script tells its host.</content>
internal sealed partial class BatchEvaluator
{
    private void RunPowerShell(ImmutableArray<CommandWord> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var option = words[i].Value?.ToLowerInvariant();
            if (option is "-file" or "-f" && i + 1 < words.Length)
            {
                RunFile(words[i + 1].Value, ScriptDialect.PowerShell, words[(i + 2)..]);
                return;
            }

            if (option is "-command" or "-c" && i + 1 < words.Length)
            {
                RunTexts(words[(i + 1)..], ScriptDialect.PowerShell);
                return;
            }

            // The options before them that take a value.
            if (option is "-executionpolicy" or "-ep" or "-ex" or "-version" or "-windowstyle" or "-workingdirectory" or "-wd")
                i++;
            else if (option is null || !option.StartsWith('-'))
                break;
        }
    }

    private void RunShell(ImmutableArray<CommandWord> words)
    {
        if (words is [{ Value: [not '-', ..] path }, ..])
            RunFile(path, ScriptDialect.Bash, words[1..]);
        else if (words is [{ Value: ['-', .., 'c'] }, var text, ..])
            RunTexts([text], ScriptDialect.Bash);
    }

    private void RunFile(string? path, ScriptDialect dialect, ImmutableArray<CommandWord> arguments)
    {
        if (path is null || Open(path) is not { } file || _files.Exists(running => running.Path == file.Path) || _files.Count >= MaxDepth)
            return;
        if (!_sourced.Contains(file))
            _sourced.Add(file);
        var text = ShellText.Of(file);
        RunScript(new ScriptInput { Text = text, Dialect = dialect, Arguments = arguments, Callers = [.. _files, file] });
    }

    private void RunTexts(ImmutableArray<CommandWord> words, ScriptDialect dialect)
    {
        if (_files.Count >= MaxDepth)
            return;
        var builder = new ShellText.Builder(_file.File);
        foreach (var word in words)
        {
            if (word != words[0])
                builder.AppendFixed(" ", word.Location.Span);
            if (word.Value is { } known)
                builder.AppendFixed(known, word.Location.Span);
            else
                builder.AppendAtom(word.Symbol ?? word.Location.Text, word.Location.Span);
        }

        RunScript(new ScriptInput { Text = builder.Build(), Dialect = dialect, Callers = [.. _files] });
    }

    private void RunScript(ScriptInput input)
    {
        var environment = _state.Values
            .Where(static variable => variable.Value is not null)
            .OrderBy(static variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => new HostVariable(variable.Key, ToHostValue(variable.Value!)));
        var result = ScriptReader.Read(input with
        {
            Host = _input.Host,
            Source = _input.Source,
            Environment = [.. environment],
            IsConditional = IsConditional,
        });
        _steps += 50;
        foreach (var file in result.Sourced)
        {
            if (!_sourced.Contains(file))
                _sourced.Add(file);
        }

        // The places among each other are kept.
        var order = _invocations.Count + _tools.Count;
        if (_state.EndedBy is { } ended)
        {
            _unreached.AddRange(result.Invocations.Select(invocation => new UnreachedCommand(invocation.Location, ended.Location, ended.Command)));
            return;
        }

        _invocations.AddRange(result.Invocations.Select(invocation => invocation with { Order = invocation.Order + order }));
        _tools.AddRange(result.Tools.Select(tool => tool with { Order = tool.Order + order }));
    }

    private HostValue ToHostValue(string text) =>
        HostValue.Of(text.Select(c => _unknowns.IsUnknown(c) ? new HostFragment(_unknowns.FragmentOf(c).Text, IsKnown: false) : new HostFragment(c.ToString(), IsKnown: true)));

    /// <summary><c>echo ##vso[task.setvariable variable=name]value</c></summary>
    private void PublishCommand(string text)
    {
        const string Start = "##vso[task.setvariable ";
        text = text.Trim().Trim('"');
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || text.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var close))
            return;
        foreach (var property in text[Start.Length..close].Split(';'))
        {
            if (property.Trim().StartsWith("variable=", StringComparison.OrdinalIgnoreCase))
                Publish(property.Trim()["variable=".Length..], text[(close + 1)..]);
        }
    }

    /// <summary><c>echo name=value &gt;&gt; %GITHUB_ENV%</c></summary>
    private void PublishLine(List<BatchChar> text, string target)
    {
        if (!target.Equals("%GITHUB_ENV%", StringComparison.OrdinalIgnoreCase))
            return;
        var line = Text(text).TrimStart();
        if (!line.StartsWith("echo", StringComparison.OrdinalIgnoreCase) || line.Length < 6)
            return;
        line = line[5..].Trim();
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
            Publish(line[..equals], line[(equals + 1)..]);
    }

    private void Publish(string name, string value)
    {
        if (_unknowns.IsKnown(name) && _state.EndedBy is null)
            _published.Add(new PublishedVariable(name, ToHostValue(value), IsConditional));
    }
}
