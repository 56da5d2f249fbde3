using System.Collections.Immutable;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Assignments, operators and conversions.</content>
internal sealed partial class PowerShellEvaluator
{
    private void Assign(AssignmentStatement assignment)
    {
        var value = EvaluateValue(assignment.Value);
        if (_state.Jump is not ShellJump.None)
            return;
        AssignTo(assignment.Target, assignment.Operator, value);
    }

    private void AssignTo(PowerShellExpression target, string operation, PowerShellValue value)
    {
        switch (target)
        {
            case CastExpression { Operand: VariableExpression variable } cast:
                SetVariable(variable.Name, Convert(cast.Type, operation is "=" ? value : Calculate(operation, Lookup(variable.Name), value)));
                break;
            case VariableExpression variable when operation is "=":
                SetVariable(variable.Name, Name(variable.Name, value));
                break;
            case VariableExpression variable:
                SetVariable(variable.Name, Calculate(operation, Lookup(variable.Name), value));
                break;
            case ListExpression list:
                foreach (var (element, i) in list.Elements.Select(static (element, i) => (element, i)))
                    AssignTo(element, "=", value.Kind is PowerShellValueKind.List && value.Items.Length == list.Elements.Length ? value.Items[i] : PowerShellValue.Unknown("…"));
                break;
            case IndexExpression { Target: VariableExpression variable } index:
                Change(variable.Name, Replace(variable.Name, Evaluate(index.Index).ToText().Text, operation, value));
                break;
            case MemberExpression { Target: VariableExpression variable } member:
                Change(variable.Name, Replace(variable.Name, member.Name, operation, value));
                break;
        }
    }

    /// <summary>What a command printed is named after the variable that keeps it.</summary>
    private PowerShellValue Name(string variable, PowerShellValue value)
    {
        if (!value.IsUnknown || value.Text.Fragments is not [{ Origin: UnknownOrigin.CommandOutput or UnknownOrigin.PublicAddress } fragment])
            return value;
        _spellings.TryAdd(Plain(variable), Plain(variable));
        return PowerShellValue.Unknown(ShellString.Of(fragment with { Text = SymbolOf(Plain(variable)) }));
    }

    private PowerShellValue Replace(string variable, string? key, string operation, PowerShellValue value)
    {
        var before = Lookup(variable);
        if (before.Kind is not PowerShellValueKind.Table || key is null || before.Entries.Length >= MaxItems)
            return PowerShellValue.Unknown(SymbolOf(variable));
        return before.With(key, operation is "=" ? value : Calculate(operation, before.Find(key) ?? PowerShellValue.Null, value));
    }

    // A member belongs to the object, which stays in the scope that made it.
    private void Change(string name, PowerShellValue value)
    {
        if (name.Contains(':', StringComparison.Ordinal))
            SetVariable(name, value);
        else
            Set(_state.ScopeOf(name), name, value);
    }

    private void SetVariable(string name, PowerShellValue value)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var scope = colon < 0 ? "" : name[..colon].ToLowerInvariant();
        if (scope is "env")
            Set(0, name, value.Kind is PowerShellValueKind.Null or PowerShellValueKind.Unknown ? value : PowerShellValue.Of(value.ToText()));
        else
            Set(scope is "script" or "global" ? 0 : _state.Current, Plain(name), value);
    }

    private PowerShellValue EvaluateOperator(OperatorExpression expression)
    {
        if (expression.Left is null)
            return EvaluateUnary(expression);
        var left = Evaluate(expression.Left);
        if (expression.Operator is "-and" or "-or" or "??")
            return EvaluateShortCircuit(expression, left);
        var right = Evaluate(expression.Right);
        var result = Calculate(expression.Operator, left, right);
        if (!result.IsUnknown)
            return result;
        var text = _file.At(expression.Span).Text;
        return IsText(expression.Operator, left)
            ? PowerShellValue.Of(ShellString.Unknown(text))
            : result.Text.Fragments is [{ Origin: not UnknownOrigin.Other }] ? result : PowerShellValue.Unknown(text);
    }

    // Of a string these make a string.
    private static bool IsText(string operation, PowerShellValue left) =>
        left.Kind is PowerShellValueKind.Text && operation is "+" or "-f" or "-join" || (left.Kind is PowerShellValueKind.Text && operation is "-replace" or "-creplace" or "-ireplace");

    private PowerShellValue EvaluateShortCircuit(OperatorExpression expression, PowerShellValue left)
    {
        var truth = expression.Operator is "??" ? left.Kind is PowerShellValueKind.Null ? Truth.False : left.IsUnknown ? Truth.Unknown : Truth.True : left.Truth;
        if (expression.Operator is "??")
        {
            if (truth is Truth.True)
                return left;
            var otherwise = Evaluate(expression.Right);
            if (truth is Truth.False)
                return otherwise;
            var fallback = otherwise.Kind is PowerShellValueKind.Text ? otherwise.Text.Text : null;
            var fragment = TextFragment.Unknown(_file.At(expression.Span).Text, mayBeEmpty: otherwise.Kind is not PowerShellValueKind.Text || otherwise.Text.MayBeEmpty) with { Fallback = fallback };
            return PowerShellValue.Unknown(ShellString.Of(fragment));
        }

        var decides = expression.Operator is "-and" ? Truth.False : Truth.True;
        if (truth == decides)
            return PowerShellValue.Of(decides is Truth.True);
        var right = Evaluate(expression.Right).Truth;
        return right == decides ? PowerShellValue.Of(decides is Truth.True)
            : truth is Truth.Unknown || right is Truth.Unknown ? PowerShellValue.Unknown("?") : PowerShellValue.Of(right is Truth.True);
    }

    private PowerShellValue EvaluateUnary(OperatorExpression expression)
    {
        if (expression.Operator is "++" or "--" && expression.Right is VariableExpression variable)
        {
            var before = Lookup(variable.Name);
            var after = before.Kind is PowerShellValueKind.Number or PowerShellValueKind.Null
                ? PowerShellValue.Of(before.Number + (expression.Operator is "++" ? 1 : -1))
                : PowerShellValue.Unknown(SymbolOf(variable.Name));
            SetVariable(variable.Name, after);
            return PowerShellValue.Null;
        }

        var value = Evaluate(expression.Right);
        return expression.Operator switch
        {
            "!" or "-not" => PowerShellValue.OfTruth(Not(value.Truth), "!" + value.ToText().Symbol),
            "-" when value.Kind is PowerShellValueKind.Number => PowerShellValue.Of(-value.Number),
            "+" when value.Kind is PowerShellValueKind.Number => value,
            "-join" => JoinItems(value, ""),
            _ => PowerShellValue.Unknown(_file.At(expression.Span).Text),
        };
    }

    private static PowerShellValue Calculate(string operation, PowerShellValue left, PowerShellValue right)
    {
        operation = operation.TrimEnd('=');
        switch (operation)
        {
            case "+":
                return Add(left, right);
            case "-" or "*" or "/" or "%" when left.Kind is PowerShellValueKind.Number && right.Kind is PowerShellValueKind.Number:
                return Compute(operation, left.Number, right.Number);
            case "??":
                return left.Kind is PowerShellValueKind.Null ? right : left.IsUnknown ? PowerShellValue.Unknown("??") : left;
            case "-join" when right.ToText().Text is { } separator && !left.IsUnknown:
                return JoinItems(left, separator);
            case "-f" when left.Kind is PowerShellValueKind.Text && left.Text.Text is { } format:
                return Format(format, right.Kind is PowerShellValueKind.List ? right.Items : [right]);
            case "-replace" or "-ireplace" or "-creplace" when left.Kind is PowerShellValueKind.Text && left.Text.Text is { } text:
                return ReplaceText(text, right, operation is "-creplace");
            case "-split" when left.Kind is PowerShellValueKind.Text && left.Text.Text is { } text && right.ToText().Text is "," or ";" or " " or "-" or "/" or ":":
                return PowerShellValue.Of([.. text.Split(right.ToText().Text![0]).Select(static part => PowerShellValue.Of(part))]);
            case ".." when left.Kind is PowerShellValueKind.Number && right.Kind is PowerShellValueKind.Number && Math.Abs(left.Number - right.Number) < MaxItems:
                return Range(left.Number, right.Number);
            default:
                return Compare(operation, left, right);
        }
    }

    private static PowerShellValue Add(PowerShellValue left, PowerShellValue right)
    {
        switch (left.Kind)
        {
            case PowerShellValueKind.Null:
                return right;
            case PowerShellValueKind.List:
                if (left.Items.Length + right.Enumerate().Length > MaxItems)
                    return PowerShellValue.Unknown("+");

                // `$list += $x` adds one element where $x is no array, nothing included.
                return right.Kind is PowerShellValueKind.Null
                    ? PowerShellValue.Of(left.Items.Add(right))
                    : PowerShellValue.Of([.. left.Items, .. right.Enumerate()]);
            case PowerShellValueKind.Text when right.Kind is not (PowerShellValueKind.Table or PowerShellValueKind.Block):
                return PowerShellValue.Of(ShellString.Concat(left.Text, right.ToText()));
            case PowerShellValueKind.Number when right.Kind is PowerShellValueKind.Number:
                return Compute("+", left.Number, right.Number);
            case PowerShellValueKind.Table when right.Kind is PowerShellValueKind.Table && left.Entries.Length + right.Entries.Length <= MaxItems:
                return right.Entries.Aggregate(left, static (table, entry) => table.With(entry.Key, entry.Value));
            default:
                return PowerShellValue.Unknown($"{left.ToText().Symbol}+{right.ToText().Symbol}");
        }
    }

    private static PowerShellValue Compute(string operation, long left, long right)
    {
        try
        {
            return checked(operation switch
            {
                "+" => PowerShellValue.Of(left + right),
                "-" => PowerShellValue.Of(left - right),
                "*" => PowerShellValue.Of(left * right),
                "/" when right != 0 && left % right == 0 => PowerShellValue.Of(left / right),
                "%" when right != 0 => PowerShellValue.Of(left % right),
                _ => PowerShellValue.Unknown("?"),
            });
        }
        catch (OverflowException)
        {
            return PowerShellValue.Unknown("?");
        }
    }

    private static PowerShellValue Range(long first, long last)
    {
        var items = ImmutableArray.CreateBuilder<PowerShellValue>();
        for (var i = first; ; i += first <= last ? 1 : -1)
        {
            items.Add(PowerShellValue.Of(i));
            if (i == last)
                return PowerShellValue.Of(items.DrainToImmutable());
        }
    }

    private static PowerShellValue Compare(string operation, PowerShellValue left, PowerShellValue right)
    {
        var name = operation.TrimStart('-');
        var isCaseSensitive = name.StartsWith('c') && name is not ("contains");
        if (name is ['i' or 'c', .. var bare] && bare is "eq" or "ne" or "in" or "notin" or "contains" or "notcontains")
            name = name[1..];
        if (name is "contains" or "notcontains" or "in" or "notin")
        {
            var (items, item) = name is "contains" or "notcontains" ? (left, right) : (right, left);
            if (items.IsUnknown || item.IsUnknown || item.ToText().Text is not { } sought || items.Enumerate().Any(static element => element.ToText().Text is null))
                return PowerShellValue.Unknown(operation);
            var isIn = items.Enumerate().Any(element => IsEqual(element.ToText().Text!, sought, isCaseSensitive));
            return PowerShellValue.Of(isIn != name.StartsWith("not", StringComparison.Ordinal));
        }

        if (left.Kind is PowerShellValueKind.Number && right.Kind is PowerShellValueKind.Number)
        {
            var order = left.Number.CompareTo(right.Number);
            bool? holds = name switch { "eq" => order == 0, "ne" => order != 0, "lt" => order < 0, "le" => order <= 0, "gt" => order > 0, "ge" => order >= 0, _ => null };
            return holds is { } known ? PowerShellValue.Of(known) : PowerShellValue.Unknown(operation);
        }

        if (name is not ("eq" or "ne"))
            return PowerShellValue.Unknown(operation);
        if (left.Kind is PowerShellValueKind.Null || right.Kind is PowerShellValueKind.Null)
        {
            var other = left.Kind is PowerShellValueKind.Null ? right : left;
            return other.IsUnknown || other.Kind is PowerShellValueKind.List ? PowerShellValue.Unknown(operation) : PowerShellValue.Of(other.Kind is PowerShellValueKind.Null == name is "eq");
        }

        if (left.Kind is PowerShellValueKind.Boolean || right.Kind is PowerShellValueKind.Boolean)
        {
            var isSame = left.Truth is Truth.Unknown || right.Truth is Truth.Unknown || left.Kind != right.Kind ? (bool?)null : left.Truth == right.Truth;
            return isSame is { } known ? PowerShellValue.Of(known == name is "eq") : PowerShellValue.Unknown(operation);
        }

        if (left.Kind is PowerShellValueKind.Text && right.Kind is PowerShellValueKind.Text && left.Text.Text is { } first && right.Text.Text is { } second)
            return PowerShellValue.Of(IsEqual(first, second, isCaseSensitive) == name is "eq");
        return PowerShellValue.Unknown(operation);
    }

    private static bool IsEqual(string left, string right, bool isCaseSensitive) =>
        string.Equals(left, right, isCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>The format operator on <c>{0}</c>; alignment and format strings make the value unknown.</summary>
    private static PowerShellValue Format(string format, ImmutableArray<PowerShellValue> items)
    {
        var builder = new ShellString.Builder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                builder.Append(c.ToString());
                i++;
                continue;
            }

            if (c is not '{')
            {
                builder.Append(c.ToString());
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0 || !int.TryParse(format.AsSpan(i + 1, end - i - 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) || index >= items.Length)
                return PowerShellValue.Of(ShellString.Unknown(format));
            builder.Append(items[index].ToText());
            i = end;
        }

        return PowerShellValue.Of(builder.ToShellString());
    }

    /// <summary><c>-replace</c> with a pattern in which nothing is special.</summary>
    private static PowerShellValue ReplaceText(string text, PowerShellValue operands, bool isCaseSensitive)
    {
        var items = operands.Enumerate();
        if (items.Length is 0 or > 2 || items[0].ToText().Text is not { Length: > 0 } pattern || text.Length > 4096)
            return PowerShellValue.Of(ShellString.Unknown(text));
        var replacement = items.Length == 2 ? items[1].ToText().Text : "";
        if (replacement is null || replacement.Contains('$', StringComparison.Ordinal) || pattern.AsSpan().IndexOfAny(@"\^$.|?*+()[]{}") >= 0)
            return PowerShellValue.Of(ShellString.Unknown(text));
        return PowerShellValue.Of(text.Replace(pattern, replacement, isCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));
    }

    private static PowerShellValue Convert(string type, PowerShellValue value)
    {
        switch (type.ToLowerInvariant())
        {
            case "string" or "system.string":
                return PowerShellValue.Of(value.Kind is PowerShellValueKind.Unknown or PowerShellValueKind.Null || value.ToText().IsKnown ? value.ToText() : ShellString.Unknown(value.ToText().Symbol));
            case "string[]" or "object[]" or "array" or "system.collections.arraylist" or "collections.arraylist":
                return value.IsUnknown ? PowerShellValue.Of([value]) : PowerShellValue.Of(value.Enumerate());
            case "bool" or "boolean" or "switch":
                return value.Truth is Truth.Unknown ? PowerShellValue.Unknown(value.ToText().Symbol) : PowerShellValue.Of(value.Truth is Truth.True);
            case "int" or "int32" or "long" or "int64":
                return value.Kind switch
                {
                    PowerShellValueKind.Number => value,
                    PowerShellValueKind.Null => PowerShellValue.Of(0),
                    PowerShellValueKind.Text when long.TryParse(value.Text.Text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) => PowerShellValue.Of(number),
                    _ => PowerShellValue.Of(ShellString.Unknown(value.ToText().Symbol, mayBeEmpty: false)),
                };
            case "hashtable" or "ordered" or "pscustomobject" or "psobject" or "void" or "object" or "scriptblock" or "securestring":
                return value;
            default:
                var name = type.ToLowerInvariant();
                return name.Contains("list[", StringComparison.Ordinal) && !value.IsUnknown ? PowerShellValue.Of(value.Enumerate()) : PowerShellValue.Unknown(value.ToText().Symbol);
        }
    }
}
