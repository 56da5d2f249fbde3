using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Scripts that a script runs: files, strings and here-documents.</content>
internal sealed partial class ScriptEvaluator
{
    // Characters for private use stand for unknown pieces of text that is parsed; the n-th marker is the n-th of these.
    private const char FirstMarker = '\ue000';
    private const int MaxMarkers = 4096;
    private const int MaxSourceDepth = 16;

    private readonly List<TextFragment> _markers = [];
    private readonly List<SourceFile> _sourceStack = [];

    /// <summary>Runs something as a new process: it sees exported variables only, and leaves none behind.</summary>
    private void InProcess(ImmutableArray<ShellItem> positionals, ScriptDialect dialect, Action run)
    {
        var outer = _dialect;
        _dialect = dialect;
        InSubshell(() =>
        {
            _state = new ShellState(_state) { Positionals = positionals, Options = new ShellOptions(), IsProcess = true };
            run();
        });
        _dialect = outer;
    }

    /// <summary>Runs something on another machine, whose variables nobody knows here.</summary>
    private void InRemoteProcess(Action run) => InProcess([], _dialect, () =>
    {
        _state.ForgetButSeparators();
        run();
    });

    private static ScriptDialect DialectOf(string shell) => shell is "sh" or "dash" or "ash" ? ScriptDialect.Sh : ScriptDialect.Bash;

    private void RunShell(ShellInvocation invocation, string program, List<ShellField> fields)
    {
        var dialect = DialectOf(program);
        var next = 1;
        var isString = false;
        var readsInput = false;
        for (; next < fields.Count; next++)
        {
            if (fields[next].Text is not { Length: > 1 } option || option[0] is not ('-' or '+'))
                break;
            if (option is "--")
            {
                next++;
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                if (option is "--rcfile" or "--init-file")
                    next++;
                continue;
            }

            isString |= option[0] is '-' && option.Contains('c', StringComparison.Ordinal);
            readsInput |= option[0] is '-' && option.Contains('s', StringComparison.Ordinal);
            if (option[^1] is 'o' or 'O')
                next++;
        }

        if (isString)
        {
            if (next < fields.Count)
            {
                var text = TextOf(invocation, fields[next]);
                InProcess(Arguments(fields, next + 2), dialect, () =>
                {
                    if (next + 1 < fields.Count)
                        _state.Name = fields[next + 1].Value;
                    EvaluateText(text);
                });
            }
        }
        else if (next >= fields.Count || readsInput)
        {
            if (InputOf(invocation.Command) is { } text)
                InProcess(Arguments(fields, next), dialect, () => EvaluateText(text));
        }
        else
        {
            RunFile(fields, next, dialect);
        }
    }

    private static ImmutableArray<ShellItem> Arguments(List<ShellField> fields, int start) =>
        [.. fields.Skip(start).Select(static field => new ShellItem(field.Value, field.IsAnyNumber))];

    /// <summary>Runs a script in a shell, or in the one its first line names.</summary>
    private void RunFile(List<ShellField> fields, int index, ScriptDialect? dialect = null)
    {
        if (fields[index].Text is { } path && _writtenScripts.Remove(Normalize(path), out var written))
        {
            InProcess(Arguments(fields, index + 1), dialect ?? _dialect, () => EvaluateText(written));
            return;
        }

        if (FileOf(fields[index], Open) is not { } file)
            return;
        if (ScriptDialects.Of(file) is ScriptDialect.PowerShell or ScriptDialect.Cmd)
            RunForeign(ShellText.Of(file), ScriptDialects.Of(file), file, fields[(index + 1)..]);
        else
            InProcess(Arguments(fields, index + 1), dialect ?? ScriptDialects.OfFirstLine(file) ?? _dialect, () => RunSourceFile(file));
    }

    private SourceFile? Open(string? path) => path?.Length is > 0 and < 1024 ? _input.Source?.Invoke(path) : null;

    private SourceFile? OpenIncluded(string? path) => path?.Length is > 0 and < 1024 ? (_input.Included ?? _input.Source)?.Invoke(path) : null;

    private void RunSource(List<ShellField> fields)
    {
        if (fields.Count < 2)
            return;
        if (fields[1].Text is { } path && _writtenScripts.Remove(Normalize(path), out var written))
        {
            EvaluateText(written);
            return;
        }

        if (FileOf(fields[1], OpenIncluded) is not { } file)
        {
            // The file may assign any variable.
            _state.ForgetButSeparators();
            return;
        }

        var positionals = _state.Positionals;
        if (fields.Count > 2)
            _state.Positionals = Arguments(fields, 2);
        var frame = new ShellFrame(isLoop: false, _state);
        _frames.Add(frame);
        var isAfterReturn = _isAfterReturn;
        RunSourceFile(file);
        _isAfterReturn = isAfterReturn;
        if (_state.Jump is ShellJump.Return)
            _state.Jump = ShellJump.None;
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.Escapes.Count > 0 || frame.HasLostTrack)
            _state.ForgetButSeparators();
        if (fields.Count > 2)
            _state.Positionals = positionals;
    }

    private void RunSourceFile(SourceFile file)
    {
        if (_input.Callers.Length + _sourceStack.Count >= MaxSourceDepth || IsRunning(file))
        {
            Report(default, $"'{file.Path}' includes itself");
            _state.ForgetButSeparators();
            return;
        }

        _record.AddSourced(file);
        var (outerFile, line) = (_file, _readLine);
        _file = file;
        _sourceStack.Add(file);
        var script = ShellParser.Parse(file);
        foreach (var error in script.Errors)
            Report(error.Location.Span, error.Message);
        EvaluateScript(script);
        _sourceStack.RemoveAt(_sourceStack.Count - 1);
        (_file, _readLine) = (outerFile, line);
    }

    /// <summary><c>export $(cat .env)</c>, also with a filter for comments: every line of the file is an assignment.</summary>
    private bool TryExportFile(ShellWord word)
    {
        if (word.Parts is not [CommandSubstitution { Body: [{ Elements: [{ Pipeline.Commands: [SimpleCommand { Words: [var program, ..] words }, ..] }] }] }])
            return false;
        if (program.Literal is not ("cat" or "grep" or "sed" or "egrep") || words[^1].Literal is not { } path || OpenIncluded(InCurrentFolder(path)) is not { } file)
            return false;
        foreach (var line in file.Content.Split('\n'))
        {
            var trimmed = line.Trim();
            var equals = trimmed.IndexOf('=', StringComparison.Ordinal);
            if (trimmed.StartsWith('#') || equals <= 0 || !IsName(trimmed[..equals]))
                continue;

            // A value with blanks or quotes becomes something else on its way through the substitution.
            var value = trimmed[(equals + 1)..];
            var isPlain = value.AsSpan().IndexOfAny(" \t\"'\\*?[#") < 0;
            Assign(trimmed[..equals], isPlain ? ShellString.Known(value) : ShellString.Unknown(SymbolOf(trimmed[..equals])));
            _state.Set(trimmed[..equals], Lookup(trimmed[..equals]) with { IsExported = true });
        }

        return true;
    }

    /// <summary>The text on a command's standard input, where it is a here-document or a here-string.</summary>
    private ShellText? InputOf(SimpleCommand command)
    {
        ShellText? text = null;
        foreach (var redirection in command.Redirections)
        {
            if (redirection.HereDocument is { Text: { } raw, Body: { } body } document)
                text = document.IsQuoted ? raw : TextOf(body.Parts, isQuoted: true);
            else if (redirection is { Operator: "<<<", Target: { } target })
                text = TextOf(target.Parts, isQuoted: false);
            else if (redirection.Operator is "<" or "<&" or "<>")
                text = null;
        }

        return text;
    }

    /// <summary>A field as text to be parsed: with the positions of its word where the word is written out, else shown at the word.</summary>
    private ShellText TextOf(ShellInvocation invocation, ShellField field)
    {
        var word = invocation.Command.Words.FirstOrDefault(word => word.Span == field.Span);
        if (word is not null && IsWritten(word) && !field.IsAnyNumber)
        {
            var text = TextOf(word.Parts, isQuoted: false);
            if (string.Equals(text.Content, field.Value.Text ?? text.Content, StringComparison.Ordinal))
                return text;
        }

        var builder = new ShellText.Builder(_file);
        AppendFixed(builder, field.Value, field.Span);
        return builder.Build();
    }

    private ShellText TextOf(ImmutableArray<ShellWordPart> parts, bool isQuoted)
    {
        // What is expanded here was expanded before the command ran: its effects, and the commands in it, count once.
        var builder = new ShellText.Builder(_file);
        _dryRuns++;
        OnLayer(() => AppendText(builder, parts, isQuoted));
        _dryRuns--;
        return builder.Build();
    }

    private void AppendText(ShellText.Builder builder, ImmutableArray<ShellWordPart> parts, bool isQuoted)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    builder.AppendWritten(literal.Text, literal.Span);
                    break;
                case QuotedLiteralPart quoted:
                    builder.AppendWritten(quoted.Text, quoted.Span);
                    break;
                case DoubleQuotedPart quoted:
                    AppendText(builder, quoted.Parts, isQuoted: true);
                    break;
                default:
                    AppendFixed(builder, ExpandString([part], isQuoted), part.Span);
                    break;
            }
        }
    }

    private void AppendFixed(ShellText.Builder builder, ShellString value, TextSpan span)
    {
        foreach (var fragment in value.Fragments)
            builder.AppendFixed(fragment.IsKnown ? fragment.Text : Mark(fragment), span);
    }

    private string Mark(TextFragment fragment)
    {
        if (_markers.Count < MaxMarkers)
            _markers.Add(fragment);
        return ((char)(FirstMarker + _markers.Count - 1)).ToString();
    }

    /// <summary>Literal text of a script, in which markers stand for what is unknown.</summary>
    private ShellString Decode(string text)
    {
        if (_markers.Count == 0 || text.AsSpan().IndexOfAnyInRange(FirstMarker, (char)(FirstMarker + MaxMarkers)) < 0)
            return ShellString.Known(text);
        var builder = new ShellString.Builder();
        foreach (var c in text)
        {
            var index = c - FirstMarker;
            if (index >= 0 && index < _markers.Count)
                builder.Append(_markers[index]);
            else
                builder.Append([c]);
        }

        return builder.ToShellString();
    }

    private ShellText JoinText(ShellInvocation invocation, List<ShellField> fields, int start)
    {
        var builder = new ShellText.Builder(_file);
        for (var i = start; i < fields.Count; i++)
        {
            if (i > start)
                builder.AppendFixed(" ", fields[i].Span);
            var text = TextOf(invocation, fields[i]);
            builder.Append(text, 0, text.Content.Length);
        }

        return builder.Build();
    }

    /// <summary><c>cat &lt;&lt;EOF | bash</c> and <c>echo '…' | sh</c>.</summary>
    private void RunPipedScript(ShellPipeline pipeline)
    {
        if (pipeline.Commands is not [SimpleCommand { Words: [var printer, ..] } source, SimpleCommand { Words: [var shell, .. var rest] }])
            return;
        var isShell = shell.Literal is "bash" or "sh" or "/bin/bash" or "/bin/sh" or "dash" && rest.All(static word => word.Literal is ['-', ..] and not "-c");
        if (!isShell)
            return;
        ShellText? text = null;
        if (printer.Literal is "cat" && source.Words.Length == 1)
            text = InputOf(source);
        else if (printer.Literal is "echo" && source.Words.Length > 1 && source.Words[1].Literal is not ['-', ..])
            text = TextOf([.. source.Words.Skip(1).SelectMany(static (word, i) => i == 0 ? word.Parts : word.Parts.Insert(0, new LiteralPart(word.Span, " ")))], isQuoted: false);
        if (text is not null)
            InProcess([], DialectOf(shell.Literal![(shell.Literal!.LastIndexOf('/') + 1)..]), () => EvaluateText(text));
    }

    private void RecordWrittenScript(ShellInvocation invocation, string? program = null, List<ShellField>? fields = null)
    {
        var path = invocation.Command.Redirections.LastOrDefault(static redirection => redirection.Operator is ">" or ">|" && redirection.Descriptor is null or "1")?.Target?.Literal;
        if (program is "tee" && fields is { Count: 2 })
            path = fields[1].Text;
        if (path is null)
            return;
        _writtenScripts.Remove(Normalize(path));
        if (program is not null && InputOf(invocation.Command) is { } text && _dryRuns == 0)
            _writtenScripts[Normalize(path)] = text;
    }

    private static string Normalize(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
