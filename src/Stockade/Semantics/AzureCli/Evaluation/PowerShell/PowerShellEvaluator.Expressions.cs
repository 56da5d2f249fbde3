using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Values of expressions.</content>
internal sealed partial class PowerShellEvaluator
{
    private const int MaxItems = 4096;

    private PowerShellValue Evaluate(PowerShellExpression expression)
    {
        if (!TryDescend(expression.Span))
            return PowerShellValue.Unknown("…");
        var value = EvaluateHere(expression);
        _depth--;
        return value;
    }

    private PowerShellValue EvaluateHere(PowerShellExpression expression)
    {
        switch (expression)
        {
            case StringExpression text:
                return PowerShellValue.Of(ExpandString(text));
            case TextExpression text:
                return PowerShellValue.Of(Decode(text.Text));
            case NumberExpression number:
                return number.Value is { } known ? PowerShellValue.Of(known) : PowerShellValue.Of(ShellString.Unknown(number.Source, mayBeEmpty: false));
            case VariableExpression variable:
                return Lookup(variable.Name);
            case ListExpression list:
                return PowerShellValue.Of([.. list.Elements.Select(Evaluate)]);
            case GroupExpression group:
                return EvaluateGroup(group);
            case HashtableExpression table:
                return EvaluateTable(table);
            case ScriptBlockExpression block:
                return PowerShellValue.Of(new PowerShellFunction(_file, block.Body, _atoms));
            case OperatorExpression operation:
                return EvaluateOperator(operation);
            case ConditionalExpression choice:
                return EvaluateChoice(choice);
            case CastExpression cast:
                return Convert(cast.Type, Evaluate(cast.Operand));
            case MemberExpression member:
                return EvaluateMember(member);
            case IndexExpression index:
                return EvaluateIndex(index);
            case CommandExpression command:
                return PowerShellValue.Collapse(Capture(() => Run(command, input: null)));
            default:
                return UnknownAt(expression);
        }
    }

    private PowerShellValue UnknownAt(PowerShellExpression expression)
    {
        var text = _file.At(expression.Span).Text;
        return PowerShellValue.Unknown(text.Length > 200 ? text[..200] : text, OriginOf(text));
    }

    private static UnknownOrigin OriginOf(string text) => ScriptEvaluator.OriginOf(text) is UnknownOrigin.PublicAddress ? UnknownOrigin.PublicAddress : UnknownOrigin.Other;

    private ShellString ExpandString(StringExpression text)
    {
        var builder = new ShellString.Builder();
        foreach (var part in text.Parts)
        {
            if (part is TextExpression literal)
                builder.Append(Decode(literal.Text));
            else
                builder.Append(Evaluate(part).ToText());
        }

        return builder.ToShellString();
    }

    /// <summary>Literal text of a script, in which atoms stand for what is unknown.</summary>
    private ShellString Decode(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange(ShellText.FirstAtom, '\uf8ff') < 0)
            return ShellString.Known(text);
        var builder = new ShellString.Builder();
        foreach (var c in text)
        {
            if (c - ShellText.FirstAtom is var index and >= 0 && index < _atoms.Length)
                builder.Append(TextFragment.Unknown(_atoms[index]));
            else
                builder.Append([c]);
        }

        return builder.ToShellString();
    }

    private PowerShellValue Lookup(string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "null":
                return PowerShellValue.Null;
            case "true":
                return PowerShellValue.Of(true);
            case "false":
                return PowerShellValue.Of(false);
            case "psscriptroot":
                return PowerShellValue.Of(ShellString.Unknown("${PSScriptRoot}", UnknownOrigin.ScriptDirectory, mayBeEmpty: false));
            case "?" or "lastexitcode" or "matches" or "error" or "myinvocation" or "input" or "pwd" or "home" or "psversiontable" or "iswindows" or "islinux" or "ismacos":
                return PowerShellValue.Unknown($"${{{name}}}");
        }

        _spellings.TryAdd(Plain(name), Plain(name));
        if (_state.Find(Plain(name)) is { } value)
            return value;
        var origin = UnknownOrigin.Environment;
        return PowerShellValue.Unknown($"${{{_spellings.GetValueOrDefault(Plain(name), name)}}}", origin);
    }

    /// <summary>The name without a scope that only says where it is looked for.</summary>
    private static string Plain(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return name;
        return name[..colon].ToLowerInvariant() is "script" or "global" or "local" or "private" or "using" or "variable" or "workflow" ? name[(colon + 1)..] : name;
    }

    private PowerShellValue EvaluateGroup(GroupExpression group)
    {
        if (group is { Kind: GroupKind.Parentheses, Statements: [AssignmentStatement assignment] })
        {
            Assign(assignment);
            return Evaluate(assignment.Target);
        }

        if (group is { Kind: GroupKind.Parentheses, Statements: [var only] })
            return EvaluateValue(only);
        var output = Capture(() => EvaluateStatements(group.Statements));
        return group.Kind is GroupKind.Array ? PowerShellValue.Of([.. output]) : PowerShellValue.Collapse(output);
    }

    private PowerShellValue EvaluateTable(HashtableExpression table)
    {
        var result = PowerShellValue.EmptyTable;
        var isKnown = true;
        foreach (var entry in table.Entries)
        {
            var key = Evaluate(entry.Key);
            var value = EvaluateValue(entry.Value);
            if (!key.IsUnknown && key.ToText().Text is { } name && result.Entries.Length < MaxItems)
                result = result.With(name, value);
            else
                isKnown = false;
        }

        return isKnown ? result : PowerShellValue.Unknown("@{…}");
    }

    private PowerShellValue EvaluateChoice(ConditionalExpression choice)
    {
        var truth = Evaluate(choice.Condition).Truth;
        if (truth is not Truth.Unknown)
            return Evaluate(truth is Truth.True ? choice.Then : choice.Otherwise);
        var output = Capture(() => Alternatives([() => Emit(Evaluate(choice.Then)), () => Emit(Evaluate(choice.Otherwise))], mayBeNone: false));
        return PowerShellValue.Collapse(output);
    }

    private PowerShellValue EvaluateIndex(IndexExpression expression)
    {
        var target = Evaluate(expression.Target);
        var index = Evaluate(expression.Index);
        if (target.Kind is PowerShellValueKind.Table && index.Kind is PowerShellValueKind.Text && index.Text.Text is { } key)
            return target.Find(key) ?? PowerShellValue.Null;
        if (target.Kind is PowerShellValueKind.List && index.Kind is PowerShellValueKind.Number && !target.Items.Any(static item => item.IsUnknown))
        {
            var at = index.Number < 0 ? target.Items.Length + index.Number : index.Number;
            return at >= 0 && at < target.Items.Length ? target.Items[(int)at] : PowerShellValue.Null;
        }

        return UnknownAt(expression);
    }

    private PowerShellValue EvaluateMember(MemberExpression member)
    {
        if (member.Target is TypeExpression type)
            return EvaluateStatic(type, member);
        var target = Evaluate(member.Target);
        ImmutableArray<PowerShellValue> arguments = member.Arguments is { } list ? [.. list.Select(Evaluate)] : [];
        var name = member.Name?.ToLowerInvariant();
        switch (target.Kind)
        {
            case PowerShellValueKind.Table when member.Arguments is null && member.Name is { } key:
                if (target.Find(key) is { } value)
                    return value;
                return name switch
                {
                    "keys" => PowerShellValue.Of([.. target.Entries.Select(static entry => PowerShellValue.Of(entry.Key))]),
                    "values" => PowerShellValue.Of([.. target.Entries.Select(static entry => entry.Value)]),
                    _ => PowerShellValue.Unknown($"{member.Name}"),
                };
            case PowerShellValueKind.Table when name is "add" or "set_item" && arguments is [{ Kind: PowerShellValueKind.Text, Text.Text: { } added }, var set] && member.Target is VariableExpression variable:
                SetVariable(variable.Name, target.With(added, set));
                return PowerShellValue.Null;
            case PowerShellValueKind.List when name is "add" && arguments is [var item] && member.Target is VariableExpression variable:
                SetVariable(variable.Name, target.Items.Length < MaxItems ? PowerShellValue.Of(target.Items.Add(item)) : PowerShellValue.Unknown(SymbolOf(variable.Name)));
                return PowerShellValue.Null;
            case PowerShellValueKind.List when name is "addrange" && arguments is [{ Kind: PowerShellValueKind.List } more] && member.Target is VariableExpression variable:
                SetVariable(variable.Name, PowerShellValue.Of([.. target.Items, .. more.Items]));
                return PowerShellValue.Null;
            case PowerShellValueKind.List when name is "count" or "length" && !target.Items.Any(static item => item.IsUnknown):
                return PowerShellValue.Of(target.Items.Length);
            case PowerShellValueKind.List when name is "foreach" && arguments is [{ Block: { } block }]:
                return PowerShellValue.Collapse(Capture(() => ForEach("_", target, () => EvaluateStatements(block.Body.Statements))));
            case PowerShellValueKind.Block when name is "invoke" or "invokereturnasis":
                return PowerShellValue.Collapse(Capture(() => Call(target.Block!, new PowerShellArguments())));
            case PowerShellValueKind.Text when target.Text.Text is { } text:
                return EvaluateTextMember(text, name, arguments) ?? PowerShellValue.Of(ShellString.Unknown(_file.At(member.Span).Text));
        }

        // A call on an object that a variable holds may change it.
        if (member is { Arguments: not null, Target: VariableExpression changed } && target.Kind is PowerShellValueKind.List or PowerShellValueKind.Table)
            SetVariable(changed.Name, PowerShellValue.Unknown(SymbolOf(changed.Name)));
        foreach (var argument in arguments.Where(static argument => argument.Block is not null))
            Alternatives([() => Call(argument.Block!, new PowerShellArguments())], mayBeNone: true);
        var source = _file.At(member.Span).Text;
        var inherited = target.Text.Fragments.FirstOrDefault(static fragment => !fragment.IsKnown).Origin;
        return PowerShellValue.Unknown(source, inherited is UnknownOrigin.PublicAddress ? inherited : OriginOf(source));
    }

    private PowerShellValue EvaluateStatic(TypeExpression type, MemberExpression member)
    {
        ImmutableArray<PowerShellValue> arguments = member.Arguments is { } list ? [.. list.Select(Evaluate)] : [];
        var name = $"{type.Name.ToLowerInvariant().Replace("system.", "", StringComparison.Ordinal)}::{member.Name?.ToLowerInvariant()}";
        switch (name, arguments)
        {
            case ("environment::setenvironmentvariable", [{ Text.Text: { } variable }, var value, ..]):
                Set(0, "env:" + variable, value);
                return PowerShellValue.Null;
            case ("environment::getenvironmentvariable", [{ Text.Text: { } variable }, ..]):
                return Lookup("env:" + variable);
            case ("string::isnullorempty" or "string::isnullorwhitespace", [var tested]):
                return PowerShellValue.OfTruth(Not(tested.Truth), _file.At(member.Span).Text);
            case (_, []) when name.EndsWith("::new", StringComparison.Ordinal) && (name.Contains("list[", StringComparison.Ordinal) || name.Contains("arraylist", StringComparison.Ordinal)):
                return PowerShellValue.EmptyList;
            case ("string::empty", _):
                return PowerShellValue.Of("");
            case ("string::join", [{ Kind: PowerShellValueKind.Text, Text.Text: { } separator }, { Kind: PowerShellValueKind.List } items]):
                return JoinItems(items, separator);
            default:
                return UnknownAt(member);
        }
    }

    private static PowerShellValue? EvaluateTextMember(string text, string? name, ImmutableArray<PowerShellValue> arguments)
    {
        switch (name, arguments)
        {
            case ("length", []):
                return PowerShellValue.Of(text.Length);
            case ("tolower" or "tolowerinvariant", []):
                return PowerShellValue.Of(text.ToLowerInvariant());
            case ("toupper" or "toupperinvariant", []):
                return PowerShellValue.Of(text.ToUpperInvariant());
            case ("trim", []):
                return PowerShellValue.Of(text.Trim());
            case ("tostring", []):
                return PowerShellValue.Of(text);
            case ("replace", [{ Kind: PowerShellValueKind.Text, Text.Text: { Length: > 0 } old }, { Kind: PowerShellValueKind.Text, Text.Text: { } replacement }]) when text.Length < 4096:
                return PowerShellValue.Of(text.Replace(old, replacement, StringComparison.Ordinal));
            case ("split", [{ Kind: PowerShellValueKind.Text, Text.Text: { Length: 1 } separator }]):
                return PowerShellValue.Of([.. text.Split(separator[0]).Select(static part => PowerShellValue.Of(part))]);
            default:
                return null;
        }
    }

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    private static PowerShellValue JoinItems(PowerShellValue items, string separator) =>
        items.Enumerate().Any(static item => item.IsUnknown)
            ? PowerShellValue.Of(ShellString.Unknown($"{string.Join(separator, items.Enumerate().Select(static item => item.ToText().Symbol))}"))
            : PowerShellValue.Of(PowerShellValue.Join(items.Enumerate(), separator));
}
