using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content><c>declare</c>, <c>local</c>, <c>export</c>, <c>readonly</c>.</content>
internal sealed partial class ScriptEvaluator
{
    private Truth EvaluateDeclaration(SimpleCommand command)
    {
        var builtin = command.Words[0].Literal!;
        var flags = "";
        var names = 1;
        for (; names < command.Words.Length && command.Words[names].Literal is ['-' or '+', ..] option; names++)
        {
            if (option is "--")
            {
                names++;
                break;
            }

            flags += option;
        }

        // These print, or act on functions.
        if (flags.AsSpan().IndexOfAny('p', 'f', 'F') >= 0)
            return Truth.Unknown;
        var declaration = new Declaration(builtin, flags, IsLocal(builtin, flags));
        foreach (var word in command.Words.AsSpan()[names..])
        {
            // Unlike an assignment, the argument of a command takes part in brace expansion: `declare X={a,b}` leaves b.
            var expandsBraces = _dialect is not ScriptDialect.Sh && !_state.Options.IsBraceExpansionOff && word.Parts is not [_, ArrayLiteral];
            foreach (var variant in expandsBraces ? BraceExpansion.Expand(word) ?? [word] : [word])
                Declare(variant, declaration);
        }

        return Truth.Unknown;
    }

    private bool IsLocal(string builtin, string flags) =>
        builtin is "local" or "declare" or "typeset" && !flags.Contains('g', StringComparison.Ordinal) && _frames.Exists(static frame => !frame.IsLoop);

    private void Declare(ShellWord word, Declaration declaration)
    {
        if (word.Parts is not [LiteralPart { Text: var head }, ..])
        {
            DeclareExpanded(word, declaration);
            return;
        }

        var equals = head.IndexOf('=', StringComparison.Ordinal);
        var isAppend = equals > 0 && head[equals - 1] is '+';
        var name = equals < 0 ? head : head[..(isAppend ? equals - 1 : equals)];
        if (!IsName(name) || (equals < 0 && word.Parts.Length > 1))
        {
            DeclareExpanded(word, declaration);
            return;
        }

        if (equals < 0)
        {
            Hide(name, declaration);
            SetAttributes(name, declaration);
            return;
        }

        if (word.Parts is [_, ArrayLiteral array])
        {
            Hide(name, declaration);
            SetAttributes(name, declaration);
            AssignArray(name, array, isAppend, declaration.Has('A'));
            SetAttributes(name, declaration, isAssigned: true);
            return;
        }

        // The value is expanded before the name is hidden: `local x=$x`.
        ImmutableArray<ShellWordPart> parts = [new LiteralPart(word.Parts[0].Span, head[(equals + 1)..]), .. word.Parts.AsSpan()[1..]];
        var value = _dialect is ScriptDialect.Sh && HasUnquotedExpansion(parts) ? ExpandSplit(word, parts, declaration) : ExpandString(parts, isQuoted: false, isAssignment: true);
        var before = Lookup(name);
        Hide(name, declaration);
        if (isAppend)
            value = declaration.IsLocal || before.IsArray ? ShellString.Unknown(SymbolOf(name)) : ShellString.Concat(before.IsSet is Truth.False ? ShellString.Empty : before.Value, value);
        SetAttributes(name, declaration);
        Assign(name, value);
        SetAttributes(name, declaration, isAssigned: true);
    }

    /// <summary>dash splits the arguments of <c>export</c> like those of any command; newer versions and other shells do not.</summary>
    private ShellString ExpandSplit(ShellWord word, ImmutableArray<ShellWordPart> parts, Declaration declaration)
    {
        var value = ExpandString(parts, isQuoted: false, isAssignment: true);
        if (value.Text is { } text && !text.AsSpan().ContainsAny(' ', '\t', '\n'))
            return value;
        _ = declaration;
        return ShellString.Unknown(SourceText(word.Span));
    }

    private static bool HasUnquotedExpansion(ImmutableArray<ShellWordPart> parts) =>
        parts.Any(static part => part is ParameterExpansion or CommandSubstitution or ArithmeticExpansion);

    private void DeclareExpanded(ShellWord word, Declaration declaration)
    {
        if (TryExportFile(word))
            return;
        var fields = new List<ShellField>();
        ExpandWord(word, fields);
        foreach (var field in fields)
        {
            if (declaration.IsLocal)
                AssignUnknown(field with { Value = field.Value.Prefix.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? ShellString.Known(field.Value.Prefix[..equals]) : field.Value });
            else
                AssignField(field, declaration.Builtin is "export");
        }
    }

    /// <summary><c>local</c> in a function: what the name meant before comes back when the function returns.</summary>
    private void Hide(string name, Declaration declaration)
    {
        if (!declaration.IsLocal || _frames.FindLast(static frame => !frame.IsLoop) is not { } frame)
            return;
        if (!frame.Locals.ContainsKey(name))
        {
            // In a branch the name may or may not have been hidden when the function returns.
            var isCertain = ReferenceEquals(_state, frame.BaseState);
            frame.Locals.Add(name, isCertain ? Lookup(name) : null);
        }
        else if (_state.Find(name) is not { IsReadOnly: true } && declaration.Builtin is not "local")
        {
            return;
        }

        var inherited = Lookup(name);
        _state.Set(name, _dialect is ScriptDialect.Sh ? ShellVariable.Join(inherited, ShellVariable.Unset, SymbolOf(name)) : ShellVariable.Unset);
    }

    private void SetAttributes(string name, Declaration declaration, bool isAssigned = false)
    {
        var variable = Lookup(name);
        if (declaration.Has('A') && variable.Entries is null && !isAssigned)
            variable = new ShellVariable { IsSet = Truth.False, Entries = [] };
        else if (declaration.Has('a') && !variable.IsArray && variable.IsSet is Truth.False && !isAssigned)
            variable = variable with { Items = [] };
        else if (declaration.Has('a') && !variable.IsArray && variable.IsSet is Truth.Unknown && !isAssigned)
            variable = ShellVariable.UnknownArray(SymbolOf(name));
        var isOpaque = declaration.Has('i') || declaration.Has('l') || declaration.Has('u') || declaration.Has('n') || declaration.Has('c');
        _state.Set(name, variable with
        {
            IsExported = variable.IsExported || declaration.Builtin is "export" || declaration.Has('x') || _state.Options.ExportsAll,
            IsReadOnly = variable.IsReadOnly || (isAssigned && IsMadeReadOnly(declaration)),
            IsOpaque = variable.IsOpaque || isOpaque,
        });
    }

    private static bool IsMadeReadOnly(Declaration declaration) => !declaration.IsLocal && (declaration.Builtin is "readonly" || declaration.Has('r'));

    private sealed record Declaration(string Builtin, string Flags, bool IsLocal)
    {
        public bool Has(char flag) => Flags.Contains(flag, StringComparison.Ordinal) && Builtin is not "export";
    }
}
