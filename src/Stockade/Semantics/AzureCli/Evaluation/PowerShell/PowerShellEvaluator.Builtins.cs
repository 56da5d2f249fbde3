using Stockade.Syntax.Shell;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>The cmdlets that run something, or whose output is known.</content>
internal sealed partial class PowerShellEvaluator
{
    private bool TryRunBuiltin(string name, CommandExpression command, int next, List<PowerShellValue>? input)
    {
        switch (name)
        {
            case "foreach-object" or "%" or "foreach":
                RunForEachObject(ArgumentsOf(command, next), input);
                return true;
            case "where-object" or "?" or "where" or "select-object" or "select" or "sort-object" or "sort" or "group-object" or "measure-object" or "compare-object"
                or "set-strictmode" or "out-null" or "add-member" or "register-argumentcompleter" or "new-module":
                if (name is not "out-null")
                    EmitOutput(command);
                return true;
            case "write-output" or "echo" or "write":
                foreach (var argument in ArgumentsOf(command, next).All.Where(static argument => argument.Name is null))
                    Emit(argument.Value!);
                return true;
            case "write-host":
                WriteLines(ArgumentsOf(command, next).All.Where(static argument => argument.Name is null).Take(1).Select(static argument => argument.Value!), OutputTarget.Log);
                return true;
            case "add-content" or "ac" or "set-content" or "sc" or "out-file" or "tee-object" or "tee":
                WriteFile(ArgumentsOf(command, next), input);
                return true;
            case "write-verbose" or "write-warning" or "write-error" or "write-information" or "write-debug":
                ArgumentsOf(command, next);
                return true;
            case "invoke-expression" or "iex":
                RunExpression(command, ArgumentsOf(command, next), input);
                return true;
            case "invoke-command" or "icm" or "measure-command" or "start-job" or "start-threadjob" or "exec":
                foreach (var block in ArgumentsOf(command, next).All.Select(static argument => argument.Value?.Block).OfType<PowerShellFunction>())
                    Call(block, new PowerShellArguments { IsOpen = true });
                return true;
            case "start-process" or "saps" or "start":
                StartProcess(command, ArgumentsOf(command, next));
                return true;
            case "set-variable" or "new-variable" or "sv" or "nv":
                SetByName(ArgumentsOf(command, next), "name", "value", "");
                return true;
            case "set-item" or "si" or "new-item":
                SetByName(ArgumentsOf(command, next), "path", "value", "env:");
                return true;
            case "set-alias" or "new-alias" or "sal" or "nal":
                SetByName(ArgumentsOf(command, next), "name", "value", "alias:");
                return true;
            case "import-module" or "ipmo":
                if (Find(ArgumentsOf(command, next), "name", 0)?.ToText() is { } module && PathOf(module) is { } path && path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase))
                    Include(path, command);
                return true;
            case "join-path":
                JoinPath(ArgumentsOf(command, next), command);
                return true;
            case "new-object":
                var type = Find(ArgumentsOf(command, next), "typename", 0)?.ToText().Text ?? "";
                if (type.Contains("list", StringComparison.OrdinalIgnoreCase) && ArgumentsOf(command, next).All.Count == 1)
                    _output?.Add(PowerShellValue.EmptyList);
                else
                    EmitOutput(command);
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>… | Out-File $env:GITHUB_ENV -Append</c>, <c>Add-Content -Path $env:GITHUB_ENV -Value …</c></summary>
    private void WriteFile(PowerShellArguments arguments, List<PowerShellValue>? input)
    {
        var path = Find(arguments, "filepath", -1) ?? Find(arguments, "literalpath", -1) ?? Find(arguments, "path", 0) ?? PowerShellValue.Null;
        var value = Find(arguments, "value", 1) ?? Find(arguments, "inputobject", -1) ?? PowerShellValue.Unknown("…");
        if (HostOutput.TargetOf(path.ToText()) is var target and not OutputTarget.Log)
            WriteLines(input ?? [.. value.Enumerate()], target);
    }

    private void RunForEachObject(PowerShellArguments arguments, List<PowerShellValue>? input)
    {
        var blocks = arguments.All.Where(static argument => argument.Value?.Block is not null && argument.Name?.ToLowerInvariant() is not ("begin" or "end")).Select(static argument => argument.Value!.Block!).ToList();
        if (blocks.Count == 0)
        {
            _output?.Add(PowerShellValue.Unknown(SymbolOf("foreach")));
            return;
        }

        // The block runs in the scope of the caller; `return` in it goes on with the next object.
        var block = blocks.Count == 1 ? blocks[0] : blocks[^1];
        ForEach("_", PowerShellValue.Of([.. input ?? [PowerShellValue.Unknown(SymbolOf("_"))]]), () =>
        {
            var frame = new PowerShellFrame(isLoop: false, _log.Count);
            var isAfterReturn = _isAfterReturn;
            _frames.Add(frame);
            Within(block, () => EvaluateStatements(block.Body.Statements));
            if (_state.Jump is ShellJump.Return)
                _state = _state with { Jump = ShellJump.None };
            JoinEscapes(frame);
            _frames.Remove(frame);
            _isAfterReturn = isAfterReturn;
        });
    }

    /// <summary>The value of a parameter: by its name or a beginning of it, else by its place among those without a name.</summary>
    private static PowerShellValue? Find(PowerShellArguments arguments, string name, int position)
    {
        var all = arguments.All;
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Name is { Length: > 0 } given && name.StartsWith(given, StringComparison.OrdinalIgnoreCase))
                return all[i].Value ?? (i + 1 < all.Count && all[i + 1].Name is null ? all[i + 1].Value : null);
        }

        var plain = new List<PowerShellValue>();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Name is null && (i == 0 || all[i - 1].Name is null || all[i - 1].Value is not null))
                plain.Add(all[i].Value!);
        }

        return position >= 0 && position < plain.Count ? plain[position] : null;
    }

    private void SetByName(PowerShellArguments arguments, string nameParameter, string valueParameter, string drive)
    {
        if (Find(arguments, nameParameter, 0)?.ToText().Text is not { } name)
        {
            // `Set-Variable $name …`: any variable may be meant.
            if (drive.Length == 0)
                Forget();
            return;
        }

        var value = Find(arguments, valueParameter, 1) ?? PowerShellValue.Null;
        if (drive is "env:" && !name.StartsWith("env:", StringComparison.OrdinalIgnoreCase))
            return;
        if (drive is "alias:")
            Set(0, drive + name, value);
        else
            SetVariable(name.Replace("env:/", "env:", StringComparison.OrdinalIgnoreCase).Replace("env:\\", "env:", StringComparison.OrdinalIgnoreCase), value);
    }

    private void JoinPath(PowerShellArguments arguments, CommandExpression command)
    {
        var (parent, child) = (Find(arguments, "path", 0), Find(arguments, "childpath", 1));
        if (parent?.Kind is PowerShellValueKind.Text && child?.Kind is PowerShellValueKind.Text && arguments.All.Count(static argument => argument.Name is null) <= 2)
            _output?.Add(PowerShellValue.Of(ShellString.Concat(parent.Text, ShellString.Known("/"), child.Text)));
        else
            EmitOutput(command);
    }

    private void RunExpression(CommandExpression command, PowerShellArguments arguments, List<PowerShellValue>? input)
    {
        var value = Find(arguments, "command", 0) ?? input?.FirstOrDefault();
        if (value is not { Kind: PowerShellValueKind.Text } || value.Text.Fragments is [{ IsKnown: false }])
        {
            Forget();
            EmitOutput(command);
            return;
        }

        RunText(TextOf(value.Text, command));
    }

    /// <summary>Runs stored text in this scope.</summary>
    private void RunText(ShellText text)
    {
        var atoms = _atoms;
        var script = Parse(text);
        EvaluateStatements(script.Body.Statements);
        _atoms = atoms;
    }

    /// <summary>A string as text to be parsed: what is written in the command that runs it stands where it is written, all else at the command.</summary>
    private ShellText TextOf(ShellString value, CommandExpression command)
    {
        var builder = new ShellText.Builder(_file);
        var position = command.Span.Start;
        foreach (var fragment in value.Fragments)
        {
            var end = Math.Min(command.Span.End, _file.Content.Length);
            var written = fragment.IsKnown && position < end ? _file.Content.IndexOf(fragment.Text, position, end - position, StringComparison.Ordinal) : -1;
            if (written >= 0)
            {
                builder.Append(fragment.Text, written);
                position = written + fragment.Text.Length;
            }
            else if (fragment.IsKnown)
            {
                builder.AppendFixed(fragment.Text, command.Span);
            }
            else
            {
                builder.AppendAtom(fragment.Text, command.Span);
            }
        }

        return builder.Build();
    }

    /// <summary><c>Start-Process az -ArgumentList …</c>: the arguments are joined by blanks, and az splits them again.</summary>
    private void StartProcess(CommandExpression command, PowerShellArguments arguments)
    {
        var program = Find(arguments, "filepath", 0)?.ToText().Text?.ToLowerInvariant();
        if (program is not ("az" or "az.cmd" or "az.exe" or "kubectl" or "helm"))
            return;
        var words = new List<CommandWord>();
        var list = Find(arguments, "argumentlist", 1) ?? Find(arguments, "args", -1) ?? PowerShellValue.Null;
        foreach (var item in list.Enumerate())
        {
            var text = item.IsUnknown ? null : item.ToText().Text;
            if (text is null || text.AsSpan().IndexOfAny("\"'\\") >= 0)
                words.Add(AnyWords(item, command.Span));
            else
                words.AddRange(text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(part => new CommandWord(part, _file.At(command.Span))));
        }

        if (arguments.IsOpen)
            words.Add(AnyWords(PowerShellValue.Unknown("…"), command.Span));
        Collect(program.StartsWith("az", StringComparison.Ordinal) ? _record.Invocations : _record.Tools, program.Split('.')[0], command, words, 1);
    }
}
