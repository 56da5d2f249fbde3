using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <content>Functions, their parameters, and attributes.</content>
internal sealed partial class PowerShellParser
{
    private PowerShellStatement ParseFunction(int start, string keyword)
    {
        _position += keyword.Length;
        SkipLines();
        var name = _position;
        while (!IsAtEnd && !IsBlank(Current) && !IsLineEnd(Current) && Current is not ('{' or '(' or '}' or ')' or ';'))
            _position++;
        var text = SourceFrom(name);
        SkipLines();
        ImmutableArray<ParameterDefinition> parameters = [];
        if (Current is '(')
            parameters = ParseParameterList();
        SkipLines();
        var opening = _position;
        if (text.Length == 0 || !TryTake('{'))
            return Skip(start);
        var body = ParseScriptBlock(opening + 1);
        Expect('}', opening);

        // `function global:Name`
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new FunctionStatement(SpanFrom(start), text[(colon + 1)..], parameters.IsEmpty ? body : body with { Parameters = parameters });
    }

    private void SkipAttributes()
    {
        while (Current is '[')
        {
            SkipBrackets();
            SkipLines();
        }
    }

    /// <summary>From <c>[</c> to the <c>]</c> that closes it, brackets in strings not counted.</summary>
    private void SkipBrackets()
    {
        var depth = 0;
        while (!IsAtEnd)
        {
            var c = Current;
            if (IsSingleQuote(c) || IsDoubleQuote(c))
            {
                SkipString(c);
                continue;
            }

            _position++;
            if (c is '[' or '(')
                depth++;
            else if (c is ']' or ')' && --depth <= 0)
                return;
        }
    }

    private void SkipString(char quote)
    {
        _position++;
        while (!IsAtEnd && Current != quote)
            _position += Current is '`' && quote is '"' ? 2 : 1;
        _position = Math.Min(_position + 1, _content.Length);
    }

    private ImmutableArray<ParameterDefinition> ParseParameters()
    {
        _position += 5;
        SkipLines();
        return Current is '(' ? ParseParameterList() : [];
    }

    private ImmutableArray<ParameterDefinition> ParseParameterList()
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterDefinition>();
        var opening = _position++;
        SkipLines();
        while (!IsAtEnd && Current is not ')')
        {
            var before = _position;
            if (ParseParameter() is not { } parameter)
                break;
            parameters.Add(parameter);
            SkipLines();
            if (!TryTake(',') || _position == before)
                break;
            SkipLines();
        }

        Expect(')', opening);
        return parameters.DrainToImmutable();
    }

    private ParameterDefinition? ParseParameter()
    {
        var start = _position;
        string? type = null;
        var aliases = ImmutableArray<string>.Empty;
        var (isMandatory, takesRemaining) = (false, false);
        while (Current is '[')
        {
            var bracket = _position;
            SkipBrackets();
            var text = SourceFrom(bracket).Trim('[', ']').Trim();
            var name = text.Split('(', 2)[0].Trim().ToLowerInvariant();
            if (name is "parameter" or "system.management.automation.parameter")
            {
                isMandatory |= HasSetting(text, "mandatory");
                takesRemaining |= HasSetting(text, "valuefromremainingarguments");
            }
            else if (name is "alias")
            {
                aliases = [.. text.Split('\'', '"').Where(static (_, index) => index % 2 == 1)];
            }
            else if (!text.Contains('(', StringComparison.Ordinal))
            {
                // `[string[]]` loses one bracket too many above.
                var source = SourceFrom(bracket);
                type = source.Length > 2 ? source[1..^1].Trim().ToLowerInvariant() : null;
            }

            SkipLines();
        }

        if (Current is not '$' || ParsePrimary() is not VariableExpression variable)
            return null;
        var end = _position;
        SkipLines();
        PowerShellExpression? value = null;
        if (TryTake('='))
        {
            SkipLines();

            // A comma begins the next parameter.
            value = ParseMethodArgument();
        }
        else
        {
            _position = end;
        }

        return new ParameterDefinition(SpanFrom(start), variable.Name, value)
        {
            Type = type,
            Aliases = aliases,
            IsMandatory = isMandatory,
            TakesRemaining = takesRemaining,
        };
    }

    // `Mandatory` and `Mandatory = $true`, but not `Mandatory = $false`.
    private static bool HasSetting(string attribute, string setting)
    {
        var at = attribute.IndexOf(setting, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var rest = attribute.AsSpan(at + setting.Length).TrimStart();
        return rest.IsEmpty || rest[0] is not '=' || !rest[1..].TrimStart().StartsWith("$false", StringComparison.OrdinalIgnoreCase);
    }
}
