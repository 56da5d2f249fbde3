namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Commands that run the command in their arguments.</content>
internal sealed partial class ScriptEvaluator
{
    /// <summary>Options that take the next word, and how many words stand before the command.</summary>
    private static (string Options, int Operands)? WrapperOf(string program) => program switch
    {
        "sudo" => (" -u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot --close-from --role --type --other-user ", 0),
        "doas" => (" -u -C ", 0),
        "env" => (" -u -C --unset --chdir ", 0),
        "nohup" or "setsid" or "chronic" or "unbuffer" or "winpty" or "catchsegv" or "fakeroot" or "busybox" => ("", 0),
        "caffeinate" => (" -t -w ", 0),
        "time" or "gtime" => (" -f -o --format --output ", 0),
        "nice" => (" -n --adjustment ", 0),
        "ionice" => (" -c -n -p --class --classdata ", 0),
        "stdbuf" => (" -i -o -e --input --output --error ", 0),
        "timeout" or "gtimeout" => (" -k -s --kill-after --signal ", 1),
        "strace" or "ltrace" => (" -o -e -s -p -u ", 0),
        "watch" => (" -n --interval ", 0),
        "retry" => (" -t -n -s -d -m --tries --times --sleep --delay --max --count ", 0),
        "xargs" => (" -I -L -n -P -d -a -s -E --replace --max-lines --max-args --max-procs --delimiter --arg-file --max-chars ", 0),
        "flock" => (" -w -E --timeout --wait --conflict-exit-code ", 1),
        "chroot" => ("", 1),
        _ => null,
    };

    private void RunWrapper(ShellInvocation invocation, string program, List<ShellField> fields)
    {
        switch (program)
        {
            case "ssh":
                RunRemote(invocation, fields);
                return;
            case "docker" or "podman" or "nerdctl":
                RunContainer(invocation, fields);
                return;
            case "cat" or "tee":
                RecordWrittenScript(invocation, program, fields);
                PrintProgram(invocation, program);
                return;
        }

        if (WrapperOf(program) is not { } wrapper)
        {
            if (program is "pwsh" or "powershell" or "pwsh.exe" or "powershell.exe")
                RunPowerShell(invocation, fields);
            else if (fields[0].Text is { } path && path.Contains('/', StringComparison.Ordinal))
                RunFile(fields, 0);
            PrintProgram(invocation, program);
            return;
        }

        var (next, isEnvironmentKnown) = SkipOptions(fields, wrapper.Options);
        next += wrapper.Operands;
        if (program is "retry" && next < fields.Count && fields[next].Text is { } count && count.All(char.IsAsciiDigit))
            next++;
        if (next >= fields.Count)
            return;
        var inner = fields[next..];
        var isXargs = program is "xargs";
        if (isXargs)
            inner = ReplaceArguments(fields[..next], inner, ref invocation);
        InSubshell(() =>
        {
            // What `env X=1` and `sudo X=1` set reaches the program they run.
            while (inner.Count > 0 && program is "env" or "sudo" && inner[0].Value.Prefix.IndexOf('=', StringComparison.Ordinal) > 0)
            {
                AssignField(inner[0], isExported: true);
                inner = inner[1..];
            }

            if (!isEnvironmentKnown || isXargs)
                _conditions++;
            Run(invocation, inner, skipsFunctions: true);
            if (!isEnvironmentKnown || isXargs)
                _conditions--;
        });
    }

    /// <summary>Where the options of a wrapper end; false where a word of unknown number stands among them.</summary>
    private static (int Next, bool IsCertain) SkipOptions(List<ShellField> fields, string withValue)
    {
        var next = 1;
        var isCertain = true;
        while (next < fields.Count)
        {
            if (fields[next].Value.Prefix is not ['-', _, ..] and not "-")
            {
                if (!fields[next].IsAnyNumber)
                    break;
                isCertain = false;
                next++;
                continue;
            }

            var option = fields[next++].Text;
            if (option is "--")
                break;
            if (option is not null && withValue.Contains($" {option} ", StringComparison.Ordinal))
                next++;
        }

        return (next, isCertain);
    }

    /// <summary>xargs puts what it reads into the command: at the mark of <c>-I</c>, or at the end.</summary>
    private static List<ShellField> ReplaceArguments(List<ShellField> options, List<ShellField> command, ref ShellInvocation invocation)
    {
        string? mark = null;
        for (var i = 0; i < options.Count; i++)
        {
            if (options[i].Text is "-I" or "--replace")
                mark = i + 1 < options.Count ? options[i + 1].Text : null;
            else if (options[i].Text is ['-', 'I', .. var attached] && attached.Length > 0)
                mark = attached;
            else if (options[i].Text is "-i")
                mark = "{}";
        }

        invocation = invocation with { TakesMoreWords = mark is null };
        if (mark is not { Length: > 0 })
            return command;
        return [.. command.Select(field => field.Text?.Contains(mark, StringComparison.Ordinal) is true
            ? field with { Value = Substitute(field.Text, mark) }
            : field)];
    }

    private static ShellString Substitute(string text, string mark)
    {
        var builder = new ShellString.Builder();
        var pieces = text.Split(mark);
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
                builder.Append(TextFragment.Unknown(mark));
            builder.Append(pieces[i]);
        }

        return builder.ToShellString();
    }

    private void RunRemote(ShellInvocation invocation, List<ShellField> fields)
    {
        var (next, _) = SkipOptions(fields, " -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B ");
        if (next >= fields.Count)
            return;
        var text = next + 1 < fields.Count
            ? fields.Count == next + 2 ? TextOf(invocation, fields[next + 1]) : JoinText(invocation, fields, next + 1)
            : InputOf(invocation.Command);
        if (text is not null)
            InRemoteProcess(() => EvaluateText(text));
    }

    /// <summary>The command of a container: <c>docker run image az …</c> or <c>… bash -c '…'</c>.</summary>
    private void RunContainer(ShellInvocation invocation, List<ShellField> fields)
    {
        if (fields.Count < 3 || fields[1].Text is not ("run" or "exec"))
            return;
        var start = fields.FindIndex(2, static field => field.Text is "az" or "bash" or "sh" or "/bin/bash" or "/bin/sh");
        if (start >= 0)
            InRemoteProcess(() => Run(invocation, fields[start..], skipsFunctions: true));
    }
}
