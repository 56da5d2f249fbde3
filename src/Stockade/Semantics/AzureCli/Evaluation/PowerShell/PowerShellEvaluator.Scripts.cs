using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Shell.PowerShell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Scripts that a script runs: files, and text for other shells.</content>
internal sealed partial class PowerShellEvaluator
{
    private const int MaxCallers = 16;

    private static string? PathOf(ShellString value) => value.Text?.Replace('\\', '/') ?? PathBesideScript(value);

    /// <summary><c>"$PSScriptRoot/env.ps1"</c>: a file beside this one.</summary>
    private static string? PathBesideScript(ShellString value) =>
        value.Fragments is [{ IsKnown: false, Origin: UnknownOrigin.ScriptDirectory }, { IsKnown: true, Text: ['/' or '\\', .. var rest] }] ? "./" + rest.Replace('\\', '/') : null;

    private SourceFile? Open(string path) => path.Length is > 0 and < 1024 ? _input.Source?.Invoke(path) : null;

    private void RunFile(string path, CommandExpression command, int next)
    {
        if (command.Operator is CallOperator.Dot)
        {
            var arguments = ArgumentsOf(command, next);
            Include(path.Replace('\\', '/'), command, arguments);
            return;
        }

        if (Enter(path.Replace('\\', '/'), command) is { } script)
        {
            Call(script, ArgumentsOf(command, next));

            // `exit` ends the script it stands in.
            if (_state.Jump is ShellJump.Exit)
                _state = _state with { Jump = ShellJump.None };
            _callers.RemoveAt(_callers.Count - 1);
        }

        EmitOutput(command);
    }

    /// <summary>Runs a file in the scope of the caller.</summary>
    private void Include(string path, CommandExpression command, PowerShellArguments? arguments = null)
    {
        if (Enter(path, command) is not { } script)
        {
            // The file may assign any variable.
            Forget();
            return;
        }

        var frame = new PowerShellFrame(isLoop: false, _log.Count);
        _frames.Add(frame);
        Within(script, () =>
        {
            BindParameters(script.Body.Parameters, arguments ?? new PowerShellArguments(), isScript: false);
            EvaluateStatements(script.Body.Statements);
        });
        if (_state.Jump is ShellJump.Return)
            _state = _state with { Jump = ShellJump.None };
        JoinEscapes(frame);
        _frames.Remove(frame);
        _callers.RemoveAt(_callers.Count - 1);
    }

    /// <summary>The script in a file of the repository, which counts as running until the caller removes it.</summary>
    private PowerShellFunction? Enter(string path, CommandExpression command)
    {
        if (Open(path) is not { } file)
            return null;
        if (_callers.Count >= MaxCallers || _callers.Contains(file))
        {
            Report(command.Span, $"'{file.Path}' calls itself");
            return null;
        }

        _callers.Add(file);
        _record.AddSourced(file);
        var atoms = _atoms;
        var script = Parse(ShellText.Of(file));
        _atoms = atoms;
        return new PowerShellFunction(file, script.Body, []);
    }

    private void RunForeignFile(string path, CommandExpression command, int next)
    {
        if (Open(path.Replace('\\', '/')) is { } file)
            RunForeignFile(file, NativeWords(command, next));
        EmitOutput(command);
    }

    private void RunForeignFile(SourceFile file, List<CommandWord> words)
    {
        if (_callers.Count >= MaxCallers || _callers.Contains(file))
            return;
        _record.AddSourced(file);
        var called = ScriptInput.Of(file) with { Source = _input.Source, Included = _input.Included, Arguments = words.Exists(static word => word.MayBeAnyWords) ? null : [.. words], Callers = [.. _callers, file] };
        TakeOver(called);
    }

    /// <summary><c>bash -c "…"</c>, <c>cmd /c …</c>, <c>pwsh -File …</c>.</summary>
    private void RunShell(string shell, CommandExpression command, int next)
    {
        var elements = command.Elements;
        for (var i = next; i < elements.Length; i++)
        {
            var option = elements[i].Source.ToLowerInvariant();
            var value = i + 1 < elements.Length && elements[i + 1].Argument is { } argument ? argument : null;
            switch (shell, option)
            {
                case ("cmd", "/c" or "/k") when value is not null:
                    TakeOverText(ScriptDialect.Cmd, JoinWords(elements, i + 1), command);
                    return;
                case ("bash" or "sh", "-c" or "-lc" or "-ec") when value is not null:
                    TakeOverText(shell is "sh" ? ScriptDialect.Sh : ScriptDialect.Bash, Evaluate(value).ToText(), command);
                    return;
                case ("pwsh" or "powershell", "-command" or "-c") when value is not null:
                    if (Evaluate(value) is { Block: { } block })
                        Call(block, new PowerShellArguments());
                    else
                        TakeOverText(ScriptDialect.PowerShell, JoinWords(elements, i + 1), command);
                    return;
                case ("pwsh" or "powershell", "-file" or "-f") when value is not null && PathOf(Evaluate(value).ToText()) is { } path:
                    RunFile(path, command with { Operator = CallOperator.Call }, i + 2);
                    return;
            }

            if (elements[i].Argument is StringExpression { Literal: { } name } && name is not ['-' or '/', ..])
            {
                if (name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
                    RunFile(name, command with { Operator = CallOperator.Call }, i + 1);
                else if (Open(name.Replace('\\', '/')) is { } file)
                    RunForeignFile(file, NativeWords(command, i + 1));
                return;
            }
        }
    }

    private ShellString JoinWords(ImmutableArray<CommandElement> elements, int start)
    {
        var builder = new ShellString.Builder();
        for (var i = start; i < elements.Length; i++)
        {
            if (i > start)
                builder.Append(" ");
            if (elements[i].Argument is { } argument && elements[i].Parameter is null)
                builder.Append(argument is NumberExpression number ? ShellString.Known(number.Source) : Evaluate(argument).ToText());
            else
                builder.Append(elements[i].Source);
        }

        return builder.ToShellString();
    }

    private void TakeOverText(ScriptDialect dialect, ShellString text, CommandExpression command)
    {
        if (text.Fragments is [{ IsKnown: false }] || _callers.Count >= MaxCallers)
            return;
        TakeOver(new ScriptInput
        {
            Text = TextOf(text, command),
            Dialect = dialect,
            Source = _input.Source,
            Included = _input.Included,
            Arguments = [],

            // Text within text within text: the callers count the levels.
            Callers = [.. _callers, _file],
        });
    }

    /// <summary>Runs a script as a process of its own and takes over what it runs.</summary>
    private void TakeOver(ScriptInput called)
    {
        if (_dryRuns > 0)
            return;
        var result = ScriptReader.Read(called with { Host = _input.Host, IsConditional = IsConditional, Environment = KnownEnvironment() });
        foreach (var invocation in result.Invocations.Concat(result.Tools).OrderBy(static invocation => invocation.Order))
        {
            _record.Words += invocation.Words.Length;
            (invocation.Program is "az" ? _record.Invocations : _record.Tools).Add(invocation with { Order = _record.NextOrder });
        }

        foreach (var error in result.Errors)
            AddError(error);
        _record.HostOutput.AddRange(result.Published);
        foreach (var file in result.Sourced)
            _record.AddSourced(file);
    }

    private ImmutableArray<HostVariable> KnownEnvironment()
    {
        var variables = ImmutableArray.CreateBuilder<HostVariable>();
        foreach (var (name, value) in _state.Scopes[0].Where(static entry => entry.Key.StartsWith("env:", StringComparison.OrdinalIgnoreCase)).OrderBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (value.Kind is PowerShellValueKind.Text)
                variables.Add(new HostVariable(name[4..], HostValue.Of(value.Text.Fragments.Select(static fragment => new HostFragment(fragment.Text, fragment.IsKnown)))));
        }

        return variables.DrainToImmutable();
    }
}
