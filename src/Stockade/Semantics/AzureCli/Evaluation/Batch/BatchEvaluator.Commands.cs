using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <content>Internal commands, programs and what is collected of them.</content>
internal sealed partial class BatchEvaluator
{
    private static readonly string[] s_internal =
        ["call", "cd", "chdir", "cls", "echo", "endlocal", "exit", "goto", "mkdir", "md", "popd", "prompt", "pushd", "set", "setlocal", "shift", "title", "type", "ver"];

    private List<BatchChar> Late(IReadOnlyList<BatchChar> text) =>
        _expansion.ExpandLate(_loops.Count == 0 ? [.. text] : _expansion.ExpandLoopVariables(text, _loops), _state);

    private static string Text(IEnumerable<BatchChar> text) => string.Concat(text.Select(static c => c.Value));

    private bool ExecuteSimple(BatchCommand.Simple command)
    {
        var text = Late(command.Text);
        _target = HostOutput.TargetOf(ToShellString(Text(command.AppendsTo).Trim('"')));
        var goesOn = Dispatch(text, command.Fault, isCalled: false);
        _target = OutputTarget.Log;
        return goesOn;
    }

    /// <summary>Runs a command line of which everything is expanded. <paramref name="isCalled"/> after <c>call</c>: a batch file comes back.</summary>
    private bool Dispatch(List<BatchChar> text, ContinuationFault? fault, bool isCalled)
    {
        if (!TryStep())
            return false;
        var start = text.FindIndex(static c => !BatchParser.IsDelimiter(c.Value) && c.Value is not '@');
        if (start < 0)
            return true;
        var end = NameEnd(text, start);
        var name = Text(text[start..end]).Replace("\"", "", StringComparison.Ordinal);
        var rest = text[end..];
        switch (name.ToLowerInvariant())
        {
            case "call":
                return Call(rest, fault);
            case "goto":
                return Jump(Text(rest).Trim().StartsWith(":eof", StringComparison.OrdinalIgnoreCase) ? "eof" : NotEof(BatchFile.LabelName(Text(rest))));
            case "exit":
                return Exit(Text(rest));
            case "set":
                Set(rest);
                return true;
            case "setlocal":
                SetLocal(Text(rest));
                return true;
            case "endlocal":
                EndLocal();
                return true;
            case "shift":
                Shift(Text(rest));
                return true;
            case "echo":
                Print(Text(rest), _target);
                return true;
            case "start":
                InChild(() => Start(rest, fault));
                return true;
        }

        return RunProgram(name, text, start, end, fault, isCalled);
    }

    // `goto eof` without a colon means a label of that name.
    private string NotEof(string label) => label.Equals("eof", StringComparison.OrdinalIgnoreCase) && _file.FindLabel(label, 0) is null ? "eof " : label;

    /// <summary>The name of a command ends at a delimiter; that of an internal one also at a character that no name holds.</summary>
    private static int NameEnd(List<BatchChar> text, int start)
    {
        var letters = start;
        while (letters < text.Count && char.IsAsciiLetter(text[letters].Value))
            letters++;
        if (letters > start && (letters == text.Count || text[letters].Value is not ('.' or '\\' or '-' or '_' or '"') && !char.IsAsciiDigit(text[letters].Value))
            && s_internal.Contains(Text(text[start..letters]), StringComparer.OrdinalIgnoreCase))
            return letters;
        if (letters - start == 4 && letters < text.Count && text[letters].Value is '.' && Text(text[start..letters]).Equals("echo", StringComparison.OrdinalIgnoreCase))
            return letters;
        var isQuoted = false;
        var end = start;
        for (; end < text.Count && (isQuoted || !BatchParser.IsDelimiter(text[end].Value)); end++)
            isQuoted ^= text[end].Value is '"';
        return end;
    }

    private bool RunProgram(string name, List<BatchChar> text, int start, int end, ContinuationFault? fault, bool isCalled)
    {
        var rest = text[end..];
        var program = ProgramName(name);
        switch (program)
        {
            case "az" or "az.cmd" or "az.bat":
                var words = Collect(_record.Invocations, "az", text, start, end, fault, isBatchFile: true);
                if (!isCalled)
                    EndAfterLine(_arguments.Location(text, start, end), string.Join(' ', words.TakeWhile(static word => word.Value is ([not '-', ..])).Select(static word => word.Value)));
                return true;
            case "az.exe":
                Collect(_record.Invocations, "az", text, start, end, fault, isBatchFile: false);
                return true;
            case "kubectl" or "kubectl.exe" or "helm" or "helm.exe":
                Collect(_record.Tools, program.Split('.')[0], text, start, end, fault, isBatchFile: false);
                return true;
            case "cmd" or "cmd.exe":
                RunCmd(rest);
                return true;
            case "powershell" or "powershell.exe" or "pwsh" or "pwsh.exe":
                RunPowerShell(_arguments.Split(rest));
                return true;
            case "bash" or "bash.exe" or "sh" or "sh.exe":
                RunShell(_arguments.Split(rest));
                return true;
        }

        if (!_unknowns.IsKnown(name) && !IsBesideThisFile(name))
        {
            // Text that is not here: it may assign everything, or end the file.
            if (isCalled)
                Forget();
            return true;
        }

        return RunBatchFile(name, program, text, start, end, isCalled);
    }

    private static string ProgramName(string name) => name[(name.LastIndexOfAny(['\\', '/']) + 1)..].ToLowerInvariant();

    /// <summary>Another batch file: without <c>call</c> it does not come back.</summary>
    private bool RunBatchFile(string name, string program, List<BatchChar> text, int start, int end, bool isCalled)
    {
        var isBatch = program.EndsWith(".cmd", StringComparison.Ordinal) || program.EndsWith(".bat", StringComparison.Ordinal);
        var file = isBatch ? Open(name) : program.Contains('.', StringComparison.Ordinal) ? null : Open(name + ".cmd") ?? Open(name + ".bat");
        if (file is null && !isBatch)
            return true;
        var goesOn = true;
        if (file is not null && !_files.Exists(running => running.Path == file.Path) && _files.Count < MaxDepth)
            goesOn = CallFile(file, SplitOperands(text[end..]));
        else
            Forget();
        if (!isCalled && goesOn)
            EndAfterLine(_arguments.Location(text, start, end), command: null);
        return goesOn;
    }

    // What stands on the same line is read already and may still run.
    private void EndAfterLine(SourceLocation location, string? command)
    {
        if (_children == 0 && _state.EndedBy is null)
            _state = _state with { EndsBy = _state.EndsBy ?? new BatchEnd(location, command) };
    }

    // %~dp0 is the folder of this file, with a backslash at its end.
    private bool IsBesideThisFile(string name) => name.Length > 1 && _unknowns.IsUnknown(name[0]) && _unknowns.FragmentOf(name[0]).Origin is UnknownOrigin.ScriptDirectory;

    private SourceFile? Open(string name)
    {
        if (IsBesideThisFile(name))
            name = name[1..].TrimStart('\\', '/');
        return name.Length is > 0 and < 1024 && _unknowns.IsKnown(name) ? _input.Source?.Invoke(name.Replace('\\', '/')) : null;
    }

    private bool CallFile(SourceFile file, List<string> arguments)
    {
        var (outer, splitter) = (_file, _arguments);
        (_file, _arguments) = (new BatchFile(ShellText.Of(file)), new BatchArguments(_unknowns, _expansion, file));
        _files.Add(file);
        _record.AddSourced(file);
        var goesOn = WithArguments(arguments, () => Run(0));
        _files.RemoveAt(_files.Count - 1);
        (_file, _arguments) = (outer, splitter);
        return goesOn;
    }

    private bool WithArguments(List<string> arguments, Func<bool> run)
    {
        var (caller, loops) = (_state, _loops);
        var known = arguments.FindIndex(HasBareUnknown) is var first and >= 0 ? arguments[..(first + 1)] : arguments;
        _state = _state with { Arguments = [.. known], KnowsArguments = known.Count == arguments.Count };
        _loops = [];
        var goesOn = run();
        _loops = loops;
        while (_state.Saved != caller.Saved && !_state.Saved.IsEmpty)
            EndLocal();
        _state = _state with { Arguments = caller.Arguments, KnowsArguments = caller.KnowsArguments, EndedBy = caller.EndedBy, EndsBy = _state.EndsBy ?? (caller.EndedBy is null ? _state.EndedBy : null) };
        return goesOn;
    }

    /// <summary><c>call</c> reads its line once more: percent signs are expanded again, and carets doubled before it looks for them.</summary>
    private bool Call(List<BatchChar> rest, ContinuationFault? fault)
    {
        var doubled = new List<BatchChar>(rest.Count);
        var isQuoted = false;
        foreach (var c in rest)
        {
            isQuoted ^= c.Value is '"';
            doubled.Add(c);
            if (isQuoted && c.Value is '^')
                doubled.Add(c);
        }

        if (_expansion.ExpandPercent(doubled, _state) is not { } text)
            return true;
        var start = text.FindIndex(static c => !BatchParser.IsDelimiter(c.Value));
        if (start < 0)
            return true;
        if (text[start].Value is not ':')
            return Dispatch(text[start..], fault, isCalled: true);

        var operands = SplitOperands(text[start..]);
        var name = BatchFile.LabelName(operands[0]);
        if (name.Equals("eof", StringComparison.OrdinalIgnoreCase) || (_unknowns.IsKnown(name) && _file.FindLabel(name, _next) is null))
            return true;
        if (_runs.Count >= MaxDepth || !_unknowns.IsKnown(name))
        {
            if (_runs.Count >= MaxDepth)
                Report(text[start].Span, "a subroutine that calls itself is followed only a few times");
            Forget();
            return true;
        }

        return WithArguments(operands[1..], () => Run(_file.FindLabel(name, _next)!.Value));
    }

    private bool Exit(string text)
    {
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var first, ..] && first.StartsWith("/b", StringComparison.OrdinalIgnoreCase))
        {
            Leave(_runs.Peek());
        }

        return false;
    }

    /// <summary><c>start "title" /wait az …</c></summary>
    private void Start(List<BatchChar> rest, ContinuationFault? fault)
    {
        while (true)
        {
            var start = rest.FindIndex(static c => !BatchParser.IsDelimiter(c.Value));
            if (start < 0)
                return;
            if (rest[start].Value is not ('/' or '"'))
            {
                Dispatch(rest[start..], fault, isCalled: true);
                return;
            }

            rest = rest[NameEnd(rest, start)..];
        }
    }

    /// <summary>A command line that is text: of <c>cmd /c</c>, or in a <c>for /f</c>.</summary>
    private void ExecuteText(List<BatchChar> text)
    {
        if (_runs.Count >= MaxDepth)
            return;
        var reads = _readsOneLine;
        _readsOneLine = true;
        var command = new BatchParser(static () => null).Parse(text);
        if (command is not null)
        {
            // A jump leads nowhere outside a batch file.
            _runs.Push(new BatchRun());
            Execute(command);
            _runs.Pop();
            _isRestarting = false;
        }

        _readsOneLine = reads;
    }

    private void RunCmd(List<BatchChar> rest)
    {
        var slash = rest.FindIndex(static c => c.Value is '/');
        while (slash >= 0 && slash + 1 < rest.Count && char.ToLowerInvariant(rest[slash + 1].Value) is not ('c' or 'k' or 'r'))
            slash = rest.FindIndex(slash + 1, static c => c.Value is '/');
        if (slash < 0 || slash + 1 >= rest.Count)
            return;
        var start = rest.FindIndex(slash + 2, static c => !BatchParser.IsDelimiter(c.Value));
        if (start < 0)
            return;
        var inner = rest[start..];
        var last = inner.FindLastIndex(static c => c.Value is '"');

        // The first quote and the last one go, where the text begins with one ("cmd /?").
        if (inner[0].Value is '"' && last > 0)
            inner = [.. inner[1..last], .. inner[(last + 1)..]];
        InChild(() => ExecuteText(inner));
    }

    private ImmutableArray<CommandWord> Collect(List<CommandInvocation> list, string program, List<BatchChar> text, int start, int end, ContinuationFault? fault, bool isBatchFile)
    {
        var rest = text[end..];
        var words = isBatchFile ? _arguments.SplitForBatchFile(rest, _state) : _arguments.Split(rest);
        var last = text.FindLastIndex(static c => !BatchParser.IsBlank(c.Value));
        var invocation = new CommandInvocation
        {
            Program = program,
            Location = _arguments.Location(text, start, end),
            Extent = _arguments.Location(text, start, Math.Max(end, last + 1)),
            Dialect = ScriptDialect.Cmd,
            Host = _input.Host,
            Words = words,
            Complete = words.All(static word => !word.MayBeAnyWords),
            Conditional = IsConditional,
            Order = _record.NextOrder,
            Environment = AzureEnvironment(text[start].Span),
            Fault = fault,
        };
        if (_state.EndedBy is { } ended)
            _unreached.Add(new UnreachedCommand(invocation.Location, ended.Location, ended.Command));
        else
            list.Add(invocation);
        return words;
    }

    private ImmutableArray<EnvironmentVariable> AzureEnvironment(TextSpan span)
    {
        var result = ImmutableArray<EnvironmentVariable>.Empty;
        foreach (var name in (ReadOnlySpan<string>)["AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_LOCATION", "AZURE_CONFIG_DIR", "AZURE_EXTENSION_DIR"])
        {
            if (_state.Values.GetValueOrDefault(name) is { } value)
                result = result.Add(new EnvironmentVariable(name, _arguments.ToWord(value, _file.File.At(span), mayBeAnyWords: false)));
        }

        return result;
    }
}
