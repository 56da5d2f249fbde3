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
        _record.AddSourced(file);
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
            Included = _input.Included,
            Environment = [.. environment],
            IsConditional = IsConditional,
        });
        _record.Steps += 50;
        foreach (var file in result.Sourced)
            _record.AddSourced(file);

        // The places among each other are kept.
        var order = _record.NextOrder;
        if (_state.EndedBy is { } ended)
        {
            _unreached.AddRange(result.Invocations.Select(invocation => new UnreachedCommand(invocation.Location, ended.Location, ended.Command)));
            return;
        }

        _record.Invocations.AddRange(result.Invocations.Select(invocation => invocation with { Order = invocation.Order + order }));
        _record.Tools.AddRange(result.Tools.Select(tool => tool with { Order = tool.Order + order }));
    }

    private HostValue ToHostValue(string text) =>
        HostValue.Of(ToShellString(text).Fragments.Select(static fragment => new HostFragment(fragment.Text, fragment.IsKnown)));

    private ShellString ToShellString(string text)
    {
        var builder = new ShellString.Builder();
        foreach (var c in text)
        {
            if (_unknowns.IsUnknown(c))
                builder.Append(_unknowns.FragmentOf(c));
            else
                builder.Append([c]);
        }

        return builder.ToShellString();
    }

    /// <summary>What <c>echo</c> prints: all that follows one character after its name, blanks at the end included.</summary>
    private void Print(string rest, OutputTarget target)
    {
        if (_state.EndedBy is null && rest.Length > 1)
            _record.HostOutput.Print(ToShellString(rest[1..]), target, IsConditional);
    }
}
