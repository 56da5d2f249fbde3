using System.Globalization;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>The shell's own commands.</content>
internal sealed partial class ScriptEvaluator
{
    // A blank keeps these names apart from those of variables.
    private const string AliasPrefix = "alias ";

    private readonly Dictionary<string, int> _aliasLines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expandingAliases = new(StringComparer.Ordinal);

    /// <summary>The status of a builtin, or null where the name is none.</summary>
    private Truth? TryRunBuiltin(ShellInvocation invocation, string name, List<ShellField> fields)
    {
        switch (name)
        {
            case ":" or "true":
                return Truth.True;
            case "false":
                return Truth.False;
            case "echo" or "pwd" or "umask" or "hash" or "wait":
                RecordWrittenScript(invocation);
                if (name is "echo")
                    PrintText(EchoText(fields));
                return name is "echo" ? Truth.True : Truth.Unknown;
            case "export" or "declare" or "typeset" or "local" or "readonly":
                foreach (var field in fields.Skip(1))
                    AssignField(field, isExported: name is "export");
                return Truth.Unknown;
            case "unset":
                Unset(fields);
                return Truth.Unknown;
            case "set":
                SetOptions(fields);
                return Truth.True;
            case "shift":
                Shift(fields);
                return Truth.Unknown;
            case "shopt":
                SetShellOptions(fields);
                return Truth.Unknown;
            case "." or "source":
                RunSource(fields);
                return Truth.Unknown;
            case "eval":
                EvaluateText(JoinText(invocation, fields, 1));
                return Truth.Unknown;
            case "exec":
                RunExec(invocation, fields);
                return Truth.Unknown;
            case "exit":
                _state.Jump = ShellJump.Exit;
                return Truth.Unknown;
            case "return":
                if (_frames.Exists(static frame => !frame.IsLoop))
                    _state.Jump = ShellJump.Return;
                else
                    _isAfterEscape = true;
                return Truth.Unknown;
            case "break" or "continue":
                Jump(name is "break" ? ShellJump.Break : ShellJump.Continue, fields);
                return Truth.Unknown;
            case "trap":
                SetTrap(invocation, fields);
                return Truth.Unknown;
            case "read":
                Read(invocation, fields);
                return Truth.Unknown;
            case "mapfile" or "readarray":
                ReadLines(invocation, fields);
                return Truth.Unknown;
            case "printf":
                RecordWrittenScript(invocation);
                PrintText(PrintfText(fields));
                Print(fields);
                return Truth.Unknown;
            case "getopts":
                if (fields.Count > 2)
                    AssignUnknown(fields[2]);
                return Truth.Unknown;
            case "let":
                foreach (var field in fields.Skip(1))
                    Let(field);
                return Truth.Unknown;
            case "alias":
                DefineAliases(fields);
                return Truth.Unknown;
            case "unalias":
                foreach (var field in fields.Skip(1))
                    _state.Set(AliasPrefix + field.Text, ShellVariable.Unset);
                return Truth.Unknown;
            case "command" or "builtin":
                RunCommandBuiltin(invocation, fields);
                return Truth.Unknown;
            case "cd" or "pushd" or "popd":
                ChangeFolder(fields);
                return Truth.Unknown;
            case "test" or "[" or "kill" or "jobs" or "type" or "ulimit" or "times" or "bg" or "fg" or "disown" or "enable" or "history":
                return Truth.Unknown;
            default:
                return null;
        }
    }

    private void RunCommandBuiltin(ShellInvocation invocation, List<ShellField> fields)
    {
        var next = 1;
        while (next < fields.Count && fields[next].Text is ['-', ..] option)
        {
            if (option is "-v" or "-V")
                return;
            next++;
        }

        Run(invocation, fields[next..], skipsFunctions: true);
    }

    private void RunExec(ShellInvocation invocation, List<ShellField> fields)
    {
        var next = 1;
        while (next < fields.Count && fields[next].Text is "-c" or "-l" or "-a" or "--")
            next += fields[next].Text is "-a" ? 2 : 1;
        if (next >= fields.Count)
            return;
        Run(invocation, fields[next..], skipsFunctions: true);
        _state.Jump = ShellJump.Exit;
    }

    private void Jump(ShellJump jump, List<ShellField> fields)
    {
        var count = 1;
        if (fields.Count > 1 && !int.TryParse(fields[1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out count))
            count = 1;
        if (FindTarget(jump, 1) is null)
            return;
        (_state.Jump, _state.JumpCount) = (jump, Math.Max(1, count));
    }

    private void AssignUnknown(ShellField field)
    {
        if (field.Text is { } name && IsName(name))
            Assign(name, ShellString.Unknown(SymbolOf(name)));
        else if (field.Text is null)
            _state.ForgetButSeparators();
        else if (field.Text.IndexOf('[', StringComparison.Ordinal) is var open and > 0 && IsName(field.Text[..open]))
            _state.Set(field.Text[..open], ShellVariable.UnknownArray(SymbolOf(field.Text[..open])));
    }

    /// <summary><c>NAME=value</c> or <c>NAME</c> after <c>export</c> and its kin.</summary>
    private void AssignField(ShellField field, bool isExported)
    {
        if (field.IsAnyNumber)
        {
            _state.ForgetButSeparators();
            return;
        }

        if (field.Value.Prefix.StartsWith('-'))
            return;
        var equals = field.Value.Prefix.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            if (field.Text is null)
                _state.ForgetButSeparators();
            else if (isExported && IsName(field.Text))
                _state.Set(field.Text, Lookup(field.Text) with { IsExported = true });
            return;
        }

        var name = field.Value.Prefix[..equals].TrimEnd('+');
        var builder = new ShellString.Builder();
        builder.Append(field.Value.Prefix[(equals + 1)..]);
        foreach (var fragment in field.Value.Fragments.Skip(1))
            builder.Append(fragment);
        var value = builder.ToShellString();
        if (field.Value.Prefix[equals - (equals > 0 ? 1 : 0)] is '+')
            value = ShellString.Unknown(SymbolOf(name));
        Assign(name, value);
        if (isExported && IsName(name))
            _state.Set(name, Lookup(name) with { IsExported = true });
    }

    private void Unset(List<ShellField> fields)
    {
        var isFunction = false;
        foreach (var field in fields.Skip(1))
        {
            if (field.Text is null)
            {
                _state.ForgetButSeparators();
            }
            else if (field.Text is ['-', ..] option)
            {
                isFunction |= option.Contains('f', StringComparison.Ordinal);
            }
            else if (isFunction || (_state.Find(field.Text) is null && _state.FindFunction(field.Text) is not null))
            {
                if (_state.FindFunction(field.Text) is { } function)
                    _state.SetFunction(field.Text, function with { Body = null });
            }
            else if (IsName(field.Text))
            {
                if (_state.Find(field.Text) is { IsReadOnly: true })
                    continue;

                // A local variable stays hidden or shows the caller's again, by the version and options of bash.
                _state.Set(field.Text, _frames.Exists(static frame => !frame.IsLoop) && field.Text is not "IFS" ? ShellVariable.Unknown(SymbolOf(field.Text))
                    : field.Text is "IFS" ? Environment("IFS") : ShellVariable.Unset);
            }
            else
            {
                AssignUnknown(field);
            }
        }
    }

    private void SetOptions(List<ShellField> fields)
    {
        var options = _state.Options;
        var i = 1;
        for (; i < fields.Count; i++)
        {
            if (fields[i].IsAnyNumber || fields[i].Text is not { } word)
                break;
            if (word is "--" or "-")
            {
                i++;
                if (word is "--" || i < fields.Count)
                    SetPositionals(fields, i);
                break;
            }

            if (word.Length < 2 || word[0] is not ('-' or '+'))
                break;
            var isOn = word[0] is '-';
            foreach (var letter in word.AsSpan(1))
            {
                if (letter is 'o')
                    options = SetOption(options, i + 1 < fields.Count ? fields[++i].Text : null, isOn);
                else
                    options = SetOption(options, letter switch { 'a' => "allexport", 'f' => "noglob", 'B' => "braceexpand", _ => null }, isOn);
            }

            if (i == fields.Count - 1)
            {
                _state.Options = options;
                return;
            }
        }

        _state.Options = options;
        if (i < fields.Count && fields[i - 1].Text is not ("--" or "-"))
            SetPositionals(fields, i);
    }

    private void SetPositionals(List<ShellField> fields, int start) =>
        _state.Positionals = [.. fields.Skip(start).Select(static field => new ShellItem(field.Value, field.IsAnyNumber))];

    private static ShellOptions SetOption(ShellOptions options, string? name, bool isOn) => name switch
    {
        "allexport" => options with { ExportsAll = isOn },
        "noglob" => options with { IsGlobbingOff = isOn },
        "braceexpand" => options with { IsBraceExpansionOff = !isOn },
        "posix" => options with { ExpandsAliases = options.ExpandsAliases || isOn },
        _ => options,
    };

    private void SetShellOptions(List<ShellField> fields)
    {
        var isOn = fields.Exists(static field => field.Text is "-s" or "-qs" or "-sq");
        if (!isOn && !fields.Exists(static field => field.Text is "-u" or "-qu" or "-uq"))
            return;
        foreach (var field in fields)
        {
            _state.Options = field.Text switch
            {
                "nullglob" or "failglob" => _state.Options with { DropsUnmatchedGlobs = isOn },
                "expand_aliases" => _state.Options with { ExpandsAliases = isOn },
                "lastpipe" => _state.Options with { RunsLastOfPipeline = isOn },
                _ => _state.Options,
            };
        }
    }

    private void Shift(List<ShellField> fields)
    {
        long count = 1;
        if (fields.Count > 1 && (!long.TryParse(fields[1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || fields[1].Text is null))
        {
            _state.Positionals = [ShellItem.AnyNumber("${@}")];
            return;
        }

        var positionals = _state.Positionals;
        var known = 0;
        while (known < positionals.Length && !positionals[known].IsAnyNumber)
            known++;
        if (count <= known)
            _state.Positionals = positionals[(int)count..];
        else if (known < positionals.Length)
            _state.Positionals = [ShellItem.AnyNumber("${@}")];
    }

    private void SetTrap(ShellInvocation invocation, List<ShellField> fields)
    {
        var next = 1;
        if (next < fields.Count && fields[next].Text is "--")
            next++;
        if (next < fields.Count && fields[next].Text is null && _dryRuns == 0)
            _exitTraps.Clear();
        if (fields.Count < next + 2 || fields[next].Text is ['-', not '-', ..] && fields[next].Text is not "-" || _dryRuns > 0)
            return;
        var isExit = fields.Skip(next + 1).Any(static field => field.Text is "EXIT" or "exit" or "0");
        if (isExit && !IsConditional)
            _exitTraps.Clear();
        if (fields[next].Text is "-" or "")
            return;
        var text = TextOf(invocation, fields[next]);
        _exitTraps.Add((text, !isExit || IsConditional));
    }

    private void Let(ShellField field)
    {
        if (field.Text is { } text)
        {
            if (!ShellArithmetic.Evaluate(text, ReadNumber, WriteNumber).IsBroken)
                return;
        }

        _state.ForgetButSeparators();
    }

    private void DefineAliases(List<ShellField> fields)
    {
        foreach (var field in fields.Skip(1))
        {
            var prefix = field.Value.Prefix;
            var equals = prefix.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            _state.Set(AliasPrefix + prefix[..equals], field.Text is null ? ShellVariable.Unknown("") : ShellVariable.Of(ShellString.Known(prefix[(equals + 1)..])));
            _aliasLines.TryAdd(prefix[..equals], _readLine);
        }
    }
}
