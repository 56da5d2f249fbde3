using System.Collections.Immutable;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Arguments of cmdlets, functions and scripts.</content>
internal sealed partial class PowerShellEvaluator
{
    private PowerShellArguments ArgumentsOf(CommandExpression command, int next)
    {
        var arguments = new PowerShellArguments();
        var elements = command.Elements;
        for (var i = next; i < elements.Length; i++)
        {
            var element = elements[i];
            if (element.IsVerbatim)
            {
                arguments.IsOpen = true;
            }
            else if (element.Parameter is { } name)
            {
                var value = element.Argument is { } attached ? Evaluate(attached) : null;
                arguments.All.Add(new PowerShellArgument(name, value, element.Span));
            }
            else if (element.Argument is VariableExpression { IsSplatted: true } splatted)
            {
                Splat(arguments, Lookup(splatted.Name), element);
            }
            else if (element.Argument is { } argument)
            {
                arguments.All.Add(new PowerShellArgument(null, Evaluate(argument), element.Span));
            }
        }

        return arguments;
    }

    private static void Splat(PowerShellArguments arguments, PowerShellValue value, CommandElement element)
    {
        switch (value.Kind)
        {
            case PowerShellValueKind.Table:
                foreach (var (name, entry) in value.Entries)
                    arguments.All.Add(new PowerShellArgument(name, entry, element.Span));
                break;
            case PowerShellValueKind.List when !value.Items.Any(static item => item.IsUnknown):
                foreach (var item in value.Items)
                    arguments.All.Add(new PowerShellArgument(null, item, element.Span));
                break;
            case PowerShellValueKind.Null:
                break;
            default:
                arguments.IsOpen = true;
                break;
        }
    }

    private PowerShellArguments ArgumentsOf(ImmutableArray<CommandWord> words)
    {
        var arguments = new PowerShellArguments();
        foreach (var word in words)
        {
            arguments.IsOpen |= word.MayBeAnyWords;
            if (word.Value is ['-', var first, .. var rest] && char.IsLetter(first))
                arguments.All.Add(new PowerShellArgument($"{first}{rest}".Split(':')[0], rest.Contains(':', StringComparison.Ordinal) ? PowerShellValue.Of(rest[(rest.IndexOf(':', StringComparison.Ordinal) + 1)..]) : null, default));
            else if (!word.MayBeAnyWords)
                arguments.All.Add(new PowerShellArgument(null, PowerShellValue.Of(word.Value is { } value ? ShellString.Known(value) : ShellString.Unknown(word.Symbol ?? "?", word.Origin, word.MayBeEmpty)), default));
        }

        return arguments;
    }

    /// <summary>Gives the parameters their values; <paramref name="arguments"/> is null where nothing is known of the call.</summary>
    private void BindParameters(ImmutableArray<ParameterDefinition> parameters, PowerShellArguments? arguments, bool isScript)
    {
        var bound = new Dictionary<ParameterDefinition, PowerShellValue>();
        var rest = new List<PowerShellValue>();
        var isOpen = arguments is null || arguments.IsOpen;
        var all = arguments?.All ?? [];
        var taken = new HashSet<PowerShellArgument>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i] is not { Name: { } name } argument)
                continue;
            if (FindParameter(parameters, name) is not { } parameter)
            {
                rest.Add(PowerShellValue.Of("-" + name));
                continue;
            }

            taken.Add(argument);
            if (argument.Value is { } value)
            {
                bound[parameter] = value;
            }
            else if (IsSwitch(parameter))
            {
                bound[parameter] = PowerShellValue.Of(true);
            }
            else if (i + 1 < all.Count && all[i + 1].Name is null)
            {
                bound[parameter] = all[i + 1].Value!;
                taken.Add(all[++i]);
            }
        }

        var positional = new Queue<ParameterDefinition>(parameters.Where(parameter => !IsSwitch(parameter) && !bound.ContainsKey(parameter)));
        foreach (var argument in all.Where(argument => argument.Name is null && !taken.Contains(argument)))
        {
            if (positional.TryPeek(out var parameter) && !parameter.TakesRemaining)
                bound[positional.Dequeue()] = argument.Value!;
            else
                rest.Add(argument.Value!);
        }

        SetParameters(parameters, bound, rest, isOpen, isScript);
    }

    private void SetParameters(ImmutableArray<ParameterDefinition> parameters, Dictionary<ParameterDefinition, PowerShellValue> bound, List<PowerShellValue> rest, bool isOpen, bool isScript)
    {
        var given = PowerShellValue.EmptyTable;
        foreach (var parameter in parameters)
        {
            _spellings.TryAdd(parameter.Name, parameter.Name);
            PowerShellValue value;
            if (bound.TryGetValue(parameter, out var argument))
            {
                value = parameter.Type is { } type ? Convert(type, argument) : argument;
                given = given.With(parameter.Name, value);
            }
            else if (parameter.TakesRemaining && !isOpen)
            {
                value = PowerShellValue.Of([.. rest]);
            }
            else
            {
                value = isOpen ? Possible(parameter) : Default(parameter);
            }

            Set(_state.Current, parameter.Name, value);
        }

        if (isOpen)
            rest.Add(PowerShellValue.Unknown("${args}"));
        Set(_state.Current, "args", PowerShellValue.Of([.. rest]));
        Set(_state.Current, "PSBoundParameters", isOpen ? PowerShellValue.Unknown("${PSBoundParameters}") : given);
        if (isScript && !parameters.IsEmpty)
            Set(_state.Current, "args", PowerShellValue.EmptyList);
    }

    private PowerShellValue Default(ParameterDefinition parameter)
    {
        if (parameter.Default is { } expression)
        {
            var value = Evaluate(expression);
            return parameter.Type is { } type ? Convert(type, value) : value;
        }

        return parameter.Type switch
        {
            "string" or "system.string" => PowerShellValue.Of(""),
            "switch" or "bool" => PowerShellValue.Of(false),
            "int" or "int32" or "long" => PowerShellValue.Of(0),
            _ => PowerShellValue.Null,
        };
    }

    /// <summary>A parameter that the caller may set: its default is only one of the values it may have.</summary>
    private PowerShellValue Possible(ParameterDefinition parameter)
    {
        var value = parameter.Default is { } expression ? Evaluate(expression) : null;
        var fallback = value?.Kind is PowerShellValueKind.Text or PowerShellValueKind.Number ? value.ToText().Text : null;
        var isText = parameter.Type is "string" or "system.string" or "int" or "int32" or "long";
        var mayBeEmpty = !(parameter.IsMandatory && parameter.Type is "string") && parameter.Type is not ("int" or "int32" or "long");
        var fragment = TextFragment.Unknown($"${{{parameter.Name}}}", UnknownOrigin.Argument, mayBeEmpty) with { Fallback = fallback };
        return isText ? PowerShellValue.Of(ShellString.Of(fragment)) : PowerShellValue.Unknown(ShellString.Of(fragment));
    }

    private static bool IsSwitch(ParameterDefinition parameter) => parameter.Type is "switch" or "system.management.automation.switchparameter" or "switchparameter";

    /// <summary>By its name, an alias, or a beginning that no other has.</summary>
    private static ParameterDefinition? FindParameter(ImmutableArray<ParameterDefinition> parameters, string name)
    {
        var exact = parameters.FirstOrDefault(parameter => IsName(parameter.Name, name) || parameter.Aliases.Any(alias => IsName(alias, name)));
        if (exact is not null)
            return exact;
        var matches = parameters.Where(parameter => parameter.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    private static bool IsName(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
