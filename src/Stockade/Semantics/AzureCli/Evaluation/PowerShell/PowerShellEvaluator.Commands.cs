using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Commands, functions, and the commands that are collected.</content>
internal sealed partial class PowerShellEvaluator
{
    private const int MaxSameFunction = 4;
    private readonly List<ScriptBlock> _callStack = [];

    private void Run(CommandExpression command, List<PowerShellValue>? input)
    {
        if (!TryStep(command.Span) || !TryDescend(command.Span))
            return;
        var first = command.Elements[0];
        var name = first.Argument switch
        {
            StringExpression text => PowerShellValue.Of(ExpandString(text)),
            NumberExpression number => PowerShellValue.Of(number.Source),
            { } expression => Evaluate(expression),
            null => PowerShellValue.Unknown(first.Source),
        };
        if (_state.Jump is ShellJump.None)
            Run(command, name, 1, input);
        _depth--;
    }

    /// <summary>Runs the words from <paramref name="next"/> on under a name; wrappers come back here with the words they run.</summary>
    private void Run(CommandExpression command, PowerShellValue name, int next, List<PowerShellValue>? input)
    {
        if (name.Block is { } block)
        {
            RunBlock(block, ArgumentsOf(command, next), command.Operator is CallOperator.Dot);
            return;
        }

        if (name.Kind is PowerShellValueKind.List && name.Items is [{ Kind: PowerShellValueKind.Text }])
            name = name.Items[0];
        if (name.Kind is not PowerShellValueKind.Text || name.Text.Text is not { } text)
        {
            RunUnknown(command, name, next);
            return;
        }

        if (_state.Find("function:" + text) is { } function)
        {
            if (function.Block is { } body)
                Call(body, ArgumentsOf(command, next), input);
            else
                LoseTrack(command);
            return;
        }

        if (_state.Find("alias:" + text)?.Text.Text is { } alias && !string.Equals(alias, text, StringComparison.OrdinalIgnoreCase))
        {
            Run(command, PowerShellValue.Of(alias), next, input);
            return;
        }

        RunNamed(command, text, next, input);
    }

    private void RunNamed(CommandExpression command, string name, int next, List<PowerShellValue>? input)
    {
        var slash = Math.Max(name.LastIndexOf('/'), name.LastIndexOf('\\'));
        var program = (slash < 0 ? name : name[(slash + 1)..]).ToLowerInvariant();
        switch (program)
        {
            case "az" or "az.cmd" or "az.exe" or "az.bat" or "az.ps1":
                Collect(_record.Invocations, "az", command, NativeWords(command, next), next);
                EmitOutput(command);
                return;
            case "kubectl" or "kubectx" or "helm" or "cilium" or "kubectl.exe" or "helm.exe":
                var piped = program.StartsWith("kubectl", StringComparison.Ordinal) ? ManifestsOf(input) : null;
                Collect(_record.Tools, program.Split('.')[0], command, NativeWords(command, next), next, piped);
                EmitOutput(command);
                return;
            case "bash" or "sh" or "bash.exe" or "pwsh" or "powershell" or "pwsh.exe" or "powershell.exe" or "cmd" or "cmd.exe":
                RunShell(program.Split('.')[0], command, next);
                EmitOutput(command);
                return;
            case "sudo" or "env" or "nohup" or "time":
                if (next < command.Elements.Length && command.Elements[next].Argument is { } wrapped)
                    Run(command, Evaluate(wrapped), next + 1, input);
                return;
        }

        if (program.EndsWith(".ps1", StringComparison.Ordinal) || program.EndsWith(".psm1", StringComparison.Ordinal))
            RunFile(name, command, next);
        else if (program.EndsWith(".sh", StringComparison.Ordinal) || program.EndsWith(".cmd", StringComparison.Ordinal) || program.EndsWith(".bat", StringComparison.Ordinal))
            RunForeignFile(name, command, next);
        else if (AzureCmdlets.Find(program) is { } cmdlet)
            RunAzureCmdlet(cmdlet, command, ArgumentsOf(command, next));
        else if (!TryRunBuiltin(program, command, next, input))
            RunOther(command, next);
    }

    /// <summary>A command that is not known here. Script blocks among its arguments may be run by it (<c>Invoke-WithRetry { … }</c>).</summary>
    private void RunOther(CommandExpression command, int next)
    {
        foreach (var argument in ArgumentsOf(command, next).All)
        {
            if (argument.Value?.Block is { } block)
                Alternatives([() => RunBlock(block, new PowerShellArguments { IsOpen = true }, isDotted: false)], mayBeNone: true);
        }

        EmitOutput(command);
    }

    private void EmitOutput(CommandExpression command)
    {
        if (_output is null)
            return;
        var text = _file.At(command.Span).Text;
        var origin = ScriptEvaluator.OriginOf(text) is UnknownOrigin.PublicAddress ? UnknownOrigin.PublicAddress : UnknownOrigin.CommandOutput;
        _output.Add(PowerShellValue.Unknown(text.Length > 200 ? text[..200] : text, origin));
    }

    private void RunUnknown(CommandExpression command, PowerShellValue name, int next)
    {
        // `& "$PSScriptRoot/create.ps1"`; `& $az` with az's path from elsewhere.
        if (name.Kind is PowerShellValueKind.Text && name.Text.Fragments is [.., { IsKnown: true, Text: var tail }])
        {
            if (PathBesideScript(name.Text) is { } path)
            {
                RunFile(path, command, next);
                return;
            }

            if (tail.EndsWith("/az", StringComparison.Ordinal) || tail.EndsWith("\\az.cmd", StringComparison.OrdinalIgnoreCase) || tail.EndsWith("/az.cmd", StringComparison.Ordinal))
            {
                RunNamed(command, "az", next, input: null);
                return;
            }
        }

        var words = ArgumentsOf(command, next);
        foreach (var argument in words.All.Where(static argument => argument.Value?.Block is not null))
            Alternatives([() => RunBlock(argument.Value!.Block!, new PowerShellArguments { IsOpen = true }, isDotted: false)], mayBeNone: true);
        if (command.Operator is CallOperator.Dot)
            Forget();
        EmitOutput(command);
    }

    /// <summary>A function that one of several ways defined: it may assign anything in the script's scope.</summary>
    private void LoseTrack(CommandExpression command)
    {
        Forget();
        EmitOutput(command);
    }

    private void RunBlock(PowerShellFunction block, PowerShellArguments arguments, bool isDotted)
    {
        if (isDotted)
            Within(block, () => EvaluateStatements(block.Body.Statements));
        else
            Call(block, arguments);
    }

    private void Within(PowerShellFunction block, Action run)
    {
        var (file, atoms) = (_file, _atoms);
        (_file, _atoms) = (block.File, block.Atoms);
        run();
        (_file, _atoms) = (file, atoms);
    }

    private void Call(PowerShellFunction function, PowerShellArguments arguments, List<PowerShellValue>? input = null)
    {
        if (_callStack.Count(running => ReferenceEquals(running, function.Body)) >= MaxSameFunction || !TryDescend(function.Body.Span))
        {
            Report(function.Body.Span, "a function that calls itself is followed only a few times");
            Forget();
            _output?.Add(PowerShellValue.Unknown("…"));
            return;
        }

        var (isAfterEscape, isAfterReturn) = (_isAfterEscape, _isAfterReturn);
        var frame = new PowerShellFrame(isLoop: false, _log.Count);
        _frames.Add(frame);
        _callStack.Add(function.Body);
        _state = _state.Enter();
        var hasReturned = false;
        var output = Capture(() => Within(function, () =>
        {
            BindParameters(function.Body.Parameters, arguments, isScript: false);
            if (input is not null)
                Set(_state.Current, "_", PowerShellValue.Unknown(SymbolOf("_")));
            EvaluateStatements(function.Body.Statements);
            if (_state.Jump is not ShellJump.Exit)
                _state = _state with { Jump = ShellJump.None };
            hasReturned = frame.Escapes.Count > 0 || frame.HasLostTrack;
            JoinEscapes(frame);
        }));
        _state = _state.Leave();
        _callStack.RemoveAt(_callStack.Count - 1);
        _frames.Remove(frame);
        (_isAfterEscape, _isAfterReturn) = (isAfterEscape, isAfterReturn);
        Emit(hasReturned ? [PowerShellValue.Unknown(SymbolOf("return"))] : output);
        _depth--;
    }

    private void Collect(List<CommandInvocation> list, string program, CommandExpression command, List<CommandWord> words, int next, PipedManifests? piped = null)
    {
        if (_dryRuns > 0)
            return;
        _record.Words += words.Count;
        var name = command.Elements[next - 1].Span;
        list.Add(new CommandInvocation
        {
            Program = program,
            Location = _file.At(name),
            Extent = _file.At(TextSpan.FromBounds(Math.Min(name.Start, command.Span.Start), Math.Max(command.Span.End, name.End))),
            Dialect = _input.Dialect,
            Host = _input.Host,
            Words = [.. words],
            Complete = words.TrueForAll(static word => !word.MayBeAnyWords),
            Conditional = IsConditional,
            Order = _record.NextOrder,
            Environment = program is "az" ? AzureEnvironment(name) : [],
            Input = piped,
            Fault = command.Fault,
        });
    }

    /// <summary>What is piped into a program, as text: <c>@'…'@ | kubectl apply -f -</c>.</summary>
    private PipedManifests? ManifestsOf(List<PowerShellValue>? input)
    {
        if (input is null || _dryRuns > 0)
            return null;
        var fragments = input.SelectMany(static value => value.Enumerate()).SelectMany(static value => value.ToText().Fragments.Add(TextFragment.Known("\n"))).ToList();
        if (!fragments.Exists(static fragment => fragment.IsKnown && ScriptManifest.MayHoldAny(fragment.Text)))
            return null;
        var builder = new ShellText.Builder(_file);
        var place = _upstream;
        foreach (var fragment in fragments)
        {
            if (!fragment.IsKnown)
            {
                builder.AppendFixed(ScriptManifest.MarkOf(fragment.Text), _upstream);
                continue;
            }

            var at = fragment.Text.Length > 1 ? _file.Content.IndexOf(fragment.Text, place.Start, place.Length, StringComparison.Ordinal) : -1;
            if (at >= 0)
                place = TextSpan.FromBounds(at + fragment.Text.Length, place.End);
            if (at >= 0)
                builder.Append(fragment.Text, at);
            else
                builder.AppendWritten(fragment.Text, _upstream);
        }

        return new PipedManifests([]) { Text = ScriptManifest.Create(builder.Build()) };
    }

    /// <summary>The variables az itself reads: <c>AZURE_DEFAULTS_GROUP</c> and its kin.</summary>
    private ImmutableArray<EnvironmentVariable> AzureEnvironment(TextSpan span)
    {
        var result = ImmutableArray<EnvironmentVariable>.Empty;
        foreach (var name in (ReadOnlySpan<string>)["AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_LOCATION", "AZURE_CONFIG_DIR", "AZURE_EXTENSION_DIR"])
        {
            if (_state.Find("env:" + name) is { Kind: not PowerShellValueKind.Null } value)
                result = result.Add(new EnvironmentVariable(name, WordOf(value.ToText(), span)));
        }

        return result;
    }
}
