using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Simple commands, functions, and the commands that are collected.</content>
internal sealed partial class ScriptEvaluator
{
    private const int MaxSameFunction = 4;
    private readonly List<ShellCommand> _callStack = [];

    private Truth EvaluateSimple(SimpleCommand command)
    {
        if (command.Words is [{ Literal: { } alias }, ..] && TryExpandAlias(command, alias) is { } expanded)
            return expanded;
        if (command.Words is [{ Literal: "declare" or "typeset" or "local" or "export" or "readonly" }, ..] && _state.FindFunction(command.Words[0].Literal!) is null)
        {
            VisitRedirections(command.Redirections);
            foreach (var assignment in command.Assignments)
                ExpandString(assignment.Value ?? new ShellWord(assignment.Span, []));
            return EvaluateDeclaration(command);
        }

        var fields = ExpandWords(command.Words);
        VisitRedirections(command.Redirections);
        if (_state.Jump is not ShellJump.None)
            return Truth.Unknown;
        if (fields.Count == 0)
        {
            foreach (var assignment in command.Assignments)
                Assign(assignment);
            var mayFail = command.Assignments.Any(static assignment => HasSubstitution(assignment)) || !command.Words.IsEmpty || !command.Redirections.IsEmpty;
            return mayFail ? Truth.Unknown : Truth.True;
        }

        var invocation = new ShellInvocation(command, fields);
        var status = Truth.Unknown;
        WhilePrintingTo(TargetOf(command.Redirections), () =>
            status = command.Assignments.IsEmpty ? Run(invocation, fields) : WithTemporaries(command.Assignments, () => Run(invocation, fields)));
        return status;
    }

    private static bool HasSubstitution(ShellAssignment assignment) =>
        assignment.Array is not null || assignment.Subscript is not null || assignment.Value!.Parts.Any(static part => part is not (LiteralPart or QuotedLiteralPart));

    /// <summary>Assignments before a command hold while it runs.</summary>
    private Truth WithTemporaries(ImmutableArray<ShellAssignment> assignments, Func<Truth> run)
    {
        var saved = assignments.Select(static assignment => assignment.Name).Distinct(StringComparer.Ordinal).Select(name => (name, Lookup(name))).ToList();
        foreach (var assignment in assignments)
        {
            Assign(assignment);
            if (_state.Find(assignment.Name) is { IsArray: false } variable)
                _state.Set(assignment.Name, variable with { IsExported = true });
        }

        var status = run();

        // `X=1 :` keeps the value where a special builtin runs in POSIX mode, which sh is.
        foreach (var (name, old) in saved)
            _state.Set(name, _dialect is ScriptDialect.Sh ? ShellVariable.Join(old, Lookup(name), SymbolOf(name)) : old);
        return status;
    }

    /// <summary>Runs a command of which the words are expanded; wrappers come back here with the words they run.</summary>
    private Truth Run(ShellInvocation invocation, List<ShellField> fields, bool skipsFunctions = false)
    {
        if (fields.Count == 0)
            return Truth.Unknown;
        var first = fields[0];
        _printed = null;
        if (first.Text is not { } name)
            return RunUnknown(invocation, fields);
        if (!skipsFunctions && _state.FindFunction(name) is { } function)
        {
            var called = Call(function, fields);
            _printed = null;
            return called;
        }

        if (TryRunBuiltin(invocation, name, fields) is { } status)
        {
            _printed = ManifestsFrom(invocation.Command, name, fields);
            return status;
        }

        var slash = name.LastIndexOf('/');
        var program = slash < 0 ? name : name[(slash + 1)..];
        _printed = ManifestsFrom(invocation.Command, program, fields);
        switch (program)
        {
            case "az" or "az.cmd" or "az.exe" or "az.bat":
                Collect(_record.Invocations, "az", invocation, fields);
                PrintProgram(invocation, "az");
                return Truth.Unknown;
            case "kubectl" or "kubectx" or "kubens" or "helm" or "cilium" or DeploymentTask.Program:
                Collect(_record.Tools, program, invocation, fields);
                return Truth.Unknown;
            case "bash" or "sh" or "dash" or "zsh" or "ksh" or "ash":
                RunShell(invocation, program, fields);
                return Truth.Unknown;
            case "true":
                return Truth.True;
            case "false":
                return Truth.False;
            default:
                RunWrapper(invocation, program, fields);
                return Truth.Unknown;
        }
    }

    /// <summary>The command's name is not known. It may vanish and leave the next word as the name, or run that word (<c>$SUDO az …</c>).</summary>
    private Truth RunUnknown(ShellInvocation invocation, List<ShellField> fields)
    {
        var first = fields[0];
        if (FileOf(first, Open) is not null)
        {
            RunFile(fields, 0);
            return Truth.Unknown;
        }

        if (!first.IsAnyNumber && first.Value.Fragments is [.., { IsKnown: true, Text: var tail }] && tail.EndsWith("/az", StringComparison.Ordinal))
        {
            Collect(_record.Invocations, "az", invocation, fields);
            return Truth.Unknown;
        }

        var layer = OnLayer(() => Conditionally(() =>
        {
            if (fields.Count > 1)
                Run(invocation, fields[1..]);
        }));
        Join([layer], mayBeNone: true);

        // The name may be that of a function here, which may assign anything.
        if (_hasFunctions)
            _state.ForgetButSeparators();
        foreach (var field in fields)
        {
            if (field.Value.Prefix.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && IsName(field.Value.Prefix[..equals]))
                _state.Set(field.Value.Prefix[..equals], ShellVariable.Unknown(SymbolOf(field.Value.Prefix[..equals])));
        }

        return Truth.Unknown;
    }

    private Truth Call(ShellFunction function, List<ShellField> fields)
    {
        if (function.Body is not { } body || _callStack.Count(running => ReferenceEquals(running, body)) >= MaxSameFunction || !TryDescend(fields[0].Span))
        {
            if (function.Body is not null)
                Report(fields[0].Span, "a function that calls itself is followed only a few times");
            _state.ForgetButSeparators();
            return Truth.Unknown;
        }

        var outer = _state;
        var (file, line, isAfterEscape, isAfterReturn, positionals) = (_file, _readLine, _isAfterEscape, _isAfterReturn, _state.Positionals);
        var layer = new ShellState(outer) { Positionals = [.. fields.Skip(1).Select(static field => new ShellItem(field.Value, field.IsAnyNumber))] };
        var frame = new ShellFrame(isLoop: false, layer);
        (_state, _file, _readLine) = (layer, function.File, function.Line);
        _frames.Add(frame);
        _callStack.Add(body);
        var status = EvaluateCommand(body);
        if (_state.Jump is not ShellJump.Exit)
            _state.Jump = ShellJump.None;
        JoinEscapes(frame);
        foreach (var (name, variable) in frame.Locals)
            _state.Set(name, variable ?? ShellVariable.Unknown(SymbolOf(name)));
        _callStack.RemoveAt(_callStack.Count - 1);
        _frames.RemoveAt(_frames.Count - 1);
        (_state, _file, _readLine, _isAfterEscape, _isAfterReturn) = (outer, file, line, isAfterEscape, isAfterReturn);
        layer.Positionals = positionals;
        outer.Commit(layer);
        _depth--;
        return status;
    }

    private void Collect(List<CommandInvocation> list, string program, ShellInvocation invocation, List<ShellField> fields)
    {
        if (_dryRuns > 0)
            return;
        var words = fields.Skip(1).Select(ToWord).ToImmutableArray();
        _record.Words += words.Length;
        var environment = list == _record.Invocations ? AzureEnvironment(fields[0].Span) : [];
        var commandWords = invocation.Command.Words;
        var extent = TextSpan.FromBounds(
            Math.Min(commandWords[0].Span.Start, fields[0].Span.Start),
            Math.Max(commandWords[^1].Span.End, Math.Max(commandWords[0].Span.Start, fields[0].Span.End)));
        list.Add(new CommandInvocation
        {
            Program = program,
            Location = _file.At(fields[0].Span),
            Extent = _file.At(extent),
            Dialect = _dialect,
            Host = _input.Host,
            Words = words,
            TakesMoreWords = invocation.TakesMoreWords,
            Complete = !invocation.TakesMoreWords && words.All(static word => !word.MayBeAnyWords),
            Conditional = IsConditional,
            Order = _record.NextOrder,
            Folder = InCurrentFolder(""),
            Environment = environment,
            Input = program is "kubectl" ? ManifestsInto(invocation.Command) : null,
            Written = program is "kubectl" ? WrittenManifests(fields) : ImmutableDictionary<string, SourceFile>.Empty,
            Fault = invocation.Command.Fault,
        });
    }

    private CommandWord ToWord(ShellField field)
    {
        var unknown = field.Value.Fragments.FirstOrDefault(static fragment => !fragment.IsKnown);
        return new CommandWord(field.Text, _file.At(field.Span))
        {
            Symbol = field.Text is null ? field.Value.Symbol : null,
            MayBeEmpty = field.Text is null && field.Value.MayBeEmpty,
            MayBeAnyWords = field.IsAnyNumber,
            Prefix = field.Text is null ? field.Value.Prefix : field.Text,
            Fallback = field.Value.Fragments.Length == 1 ? unknown.Fallback : null,
            Origin = unknown.Origin,
        };
    }

    /// <summary>The variables az itself reads: <c>AZURE_DEFAULTS_GROUP</c> and its kin.</summary>
    private ImmutableArray<EnvironmentVariable> AzureEnvironment(TextSpan span)
    {
        var result = ImmutableArray<EnvironmentVariable>.Empty;
        foreach (var name in (ReadOnlySpan<string>)["AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_LOCATION", "AZURE_CONFIG_DIR", "AZURE_EXTENSION_DIR"])
        {
            if (_state.Find(name) is not { IsSet: not Truth.False, IsArray: false } variable)
                continue;
            if (variable.IsExported)
                result = result.Add(new EnvironmentVariable(name, ToWord(new ShellField(variable.Value, span))));
            else if (variable.MayBeExported)
                result = result.Add(new EnvironmentVariable(name, ToWord(new ShellField(ShellString.Unknown($"${{{name}}}"), span))));
        }

        return result;
    }

    /// <summary>An alias, where bash reads one: on in the shell's options, and defined on an earlier line than the command was read at.</summary>
    private Truth? TryExpandAlias(SimpleCommand command, string name)
    {
        var isOn = _dialect is ScriptDialect.Sh || _state.Options.ExpandsAliases;
        if (!isOn || _state.Find(AliasPrefix + name) is not { IsSet: Truth.True } alias || _expandingAliases.Contains(name))
            return null;
        if (alias.Value.Text is not { } text || _aliasLines.GetValueOrDefault(name, int.MaxValue) >= _readLine)
            return null;
        var parsed = ShellParser.Parse(StoredText(ShellString.Known(text), command.Words[0].Span));
        if (parsed is not { Errors: [], Statements: [{ Elements: [{ Pipeline: { IsNegated: false, Commands: [SimpleCommand prefix] } }] }] } || prefix.Words.IsEmpty)
        {
            _state.ForgetButSeparators();
            return Truth.Unknown;
        }

        _expandingAliases.Add(name);
        var status = EvaluateSimple(command with
        {
            Assignments = command.Assignments.AddRange(prefix.Assignments),
            Words = [.. prefix.Words, .. command.Words.AsSpan()[1..]],
            Redirections = command.Redirections.AddRange(prefix.Redirections),
        });
        _expandingAliases.Remove(name);
        return status;
    }

    /// <summary>Text that was stored in a variable or a word, shown where it runs.</summary>
    private ShellText StoredText(ShellString value, TextSpan span)
    {
        var builder = new ShellText.Builder(_file);
        builder.AppendFixed(value.Text ?? "", span);
        return builder.Build();
    }
}
