using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell.PowerShell;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <content>Az PowerShell: a cmdlet is read as the command of az that does the same, with the places of its own words.</content>
internal sealed partial class PowerShellEvaluator
{
    private void RunAzureCmdlet(AzureCmdlet cmdlet, CommandExpression command, PowerShellArguments arguments)
    {
        var bound = BindCmdlet(cmdlet, arguments);
        EmitOutput(command);
        if (_dryRuns > 0 || bound.Exists(static entry => entry.Parameter.Name is "WhatIf" && entry.Value.Truth is Truth.True))
            return;
        var name = command.Elements[0].Span;
        var words = cmdlet.Command.Split(' ').Select(word => new CommandWord(word, _file.At(name))).ToList();
        foreach (var (parameter, value, span) in bound)
            AddOption(words, parameter, value, span);

        // The cmdlet chooses a plugin where az wants it named.
        if (cmdlet.Command is "aks create" && bound.Find(static entry => entry.Parameter.Name is "NetworkPolicy") is { Parameter: not null } policy && !bound.Exists(static entry => entry.Parameter.Name is "NetworkPlugin"))
            words.AddRange([new CommandWord("--network-plugin", _file.At(policy.Span)), new CommandWord(null, _file.At(policy.Span)) { Symbol = "NetworkPlugin" }]);

        // Without a name the cluster comes through the pipeline or as an object.
        var isNamed = bound.Exists(entry => entry.Parameter.Name == (cmdlet.Positions == 3 ? "ClusterName" : "Name"));
        _record.Words += words.Count;
        _record.Invocations.Add(new CommandInvocation
        {
            Program = cmdlet.Name,
            Location = _file.At(name),
            Extent = _file.At(command.Span),
            Dialect = _input.Dialect,
            Host = _input.Host,
            Words = [.. words],
            TakesMoreWords = arguments.IsOpen || !isNamed,
            Complete = !arguments.IsOpen && isNamed && words.TrueForAll(static word => !word.MayBeAnyWords),
            Conditional = IsConditional,
            Order = _record.NextOrder,
        });
    }

    private static List<(AzureCmdletParameter Parameter, PowerShellValue Value, TextSpan Span)> BindCmdlet(AzureCmdlet cmdlet, PowerShellArguments arguments)
    {
        var bound = new List<(AzureCmdletParameter Parameter, PowerShellValue Value, TextSpan Span)>();
        var all = arguments.All;
        var plain = new List<PowerShellArgument>();
        for (var i = 0; i < all.Count; i++)
        {
            var argument = all[i];
            if (argument.Name is not { } name)
            {
                plain.Add(argument);
                continue;
            }

            var parameter = FindParameter(cmdlet, name);
            var (value, span) = (argument.Value, argument.Span);
            var takesNext = value is null && parameter is not { IsSwitch: true } && i + 1 < all.Count && all[i + 1].Name is null;
            if (takesNext)
                (value, span) = (all[++i].Value, TextSpan.FromBounds(span.Start, Math.Max(span.End, all[i].Span.End)));
            if (parameter is not null)
                bound.Add((parameter, value ?? PowerShellValue.Of(true), span));
        }

        var positions = cmdlet.Parameters.Take(cmdlet.Positions).Where(parameter => !bound.Exists(entry => entry.Parameter == parameter)).ToList();
        foreach (var (argument, parameter) in plain.Zip(positions))
            bound.Add((parameter, argument.Value!, argument.Span));
        return bound;
    }

    private static AzureCmdletParameter? FindParameter(AzureCmdlet cmdlet, string name)
    {
        if (cmdlet.Parameters.FirstOrDefault(parameter => IsName(parameter.Name, name)) is { } exact)
            return exact;
        var matches = cmdlet.Parameters.Where(parameter => parameter.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToImmutableArray();
        return matches is [var only] ? only : null;
    }

    private void AddOption(List<CommandWord> words, AzureCmdletParameter parameter, PowerShellValue value, TextSpan span)
    {
        if (parameter.Option is not { } option)
            return;
        var location = _file.At(span);
        if (parameter.IsSwitch || option is "--enable-aad")
        {
            if (value.Truth is Truth.True || !parameter.IsSwitch)
                words.Add(new CommandWord(option, location));
            else if (value.Truth is Truth.Unknown)
                words.Add(new CommandWord(null, location) { Symbol = value.ToText().Symbol, MayBeAnyWords = true, MayBeEmpty = true });
            return;
        }

        words.Add(new CommandWord(option, location));
        var text = value.IsUnknown ? value.Text : PowerShellValue.Join(value.Enumerate(), ",");
        if (value.Kind is PowerShellValueKind.List && value.Items.Any(static item => item.IsUnknown))
            text = ShellString.Unknown(text.Symbol);
        var known = text.Text is { } plain && parameter.IsChoice ? plain.ToLowerInvariant() : text.Text;
        words.Add(known is not null ? new CommandWord(known, location) : WordOf(text, span));
    }
}
