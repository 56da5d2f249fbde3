using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>The expansions of cmd: <c>%…%</c> when a line is read, loop variables and <c>!…!</c> when a command runs.</summary>
internal sealed class BatchExpansion(BatchUnknowns unknowns)
{
    // cmd reads no longer line, expanded or not ("Command prompt line string limitation", Microsoft support).
    public const int MaxLength = 8191;

    private const string Modifiers = "fdpnxsatz$";

    // Their values change with time, place or the last command.
    private static readonly string[] s_volatile = ["ERRORLEVEL", "CD", "DATE", "TIME", "RANDOM", "CMDEXTVERSION", "CMDCMDLINE", "HIGHESTNUMANODENUMBER"];

    /// <summary>Percent expansion in a batch file. Null where the line gets longer than cmd allows.</summary>
    public List<BatchChar>? ExpandPercent(IReadOnlyList<BatchChar> line, BatchVariables variables)
    {
        var result = new List<BatchChar>(line.Count);
        var position = 0;
        while (position < line.Count)
        {
            if (line[position].Value is not '%')
            {
                result.Add(line[position++]);
                continue;
            }

            var (text, next) = ExpandOne(line, position, variables);
            var span = Span(line, position, next);
            foreach (var c in text)
                result.Add(new BatchChar(c, span));
            position = next;
            if (result.Count > MaxLength)
                return null;
        }

        return result;
    }

    /// <summary>What stands at a percent sign, and where the text goes on.</summary>
    private (string Text, int Next) ExpandOne(IReadOnlyList<BatchChar> line, int start, BatchVariables variables)
    {
        var next = start + 1;
        if (next >= line.Count)
            return ("", next);
        var c = line[next].Value;
        if (c is '%')
            return ("%", next + 1);
        if (c is '*')
            return (AllArguments(variables), next + 1);
        if (char.IsAsciiDigit(c))
            return (Argument(variables, c - '0'), next + 1);
        if (c is '~' && ReadArgument(line, next) is { } argument)
            return (Modify(argument.Modifiers, Argument(variables, argument.Index), $"%~{argument.Modifiers}{argument.Index.ToString(CultureInfo.InvariantCulture)}"), argument.Next);

        var end = next;
        while (end < line.Count && line[end].Value is not '%' && (line[end].Value is not ':' || (end + 1 < line.Count && line[end + 1].Value is '%')))
            end++;
        if (end >= line.Count)
            return ("", next);
        var name = Slice(line, next, end);
        if (line[end].Value is '%')
            return (Value(name, variables) ?? "", end + 1);

        // %name:…%: where the variable is not defined everything up to the colon vanishes.
        if (Value(name, variables) is not { } value)
            return ("", end + 1);
        var close = end + 1;
        while (close < line.Count && line[close].Value is not '%')
            close++;
        if (close >= line.Count || Change(value, Slice(line, end + 1, close), name) is not { } changed)
            return ("", next);
        return (changed, close + 1);
    }

    private static (string Modifiers, int Index, int Next)? ReadArgument(IReadOnlyList<BatchChar> line, int tilde)
    {
        var end = tilde + 1;
        while (end < line.Count && Modifiers.Contains(char.ToLowerInvariant(line[end].Value), StringComparison.Ordinal))
            end++;
        return end < line.Count && char.IsAsciiDigit(line[end].Value)
            ? (Slice(line, tilde + 1, end).ToLowerInvariant(), line[end].Value - '0', end + 1)
            : null;
    }

    /// <summary>The value of a variable; null where it is not defined.</summary>
    public string? Value(string name, BatchVariables variables)
    {
        if (variables.Values.TryGetValue(name, out var value))
            return value;
        if (s_volatile.Contains(name, StringComparer.OrdinalIgnoreCase))
            return unknowns.OfNext(name);
        return unknowns.OfVariable(name, variables.IsForgotten ? UnknownOrigin.Other : UnknownOrigin.Environment);
    }

    /// <summary><c>~start,length</c> and <c>[*]search=replacement</c>; null where the text is neither.</summary>
    private string? Change(string value, string operation, string name)
    {
        if (operation.StartsWith('~'))
        {
            var parts = operation[1..].Split(',');
            if (parts.Length > 2 || ParseInteger(parts[0]) is not { } offset || (parts.Length == 2 && ParseInteger(parts[1]) is null))
                return unknowns.IsKnown(operation) ? null : unknowns.Of($"%{name}:{unknowns.Show(operation)}%");
            return unknowns.IsKnown(value) ? Substring(value, offset, parts.Length == 2 ? ParseInteger(parts[1]) : null) : unknowns.Of($"%{name}:{operation}%={unknowns.Show(value)}");
        }

        var equals = operation.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || operation is ['*', '=', ..])
            return null;
        var search = operation[..equals];
        var replacement = operation[(equals + 1)..];
        if (!unknowns.IsKnown(value) || !unknowns.IsKnown(operation))
            return unknowns.Of($"%{name}:{unknowns.Show(operation)}%={unknowns.Show(value)}");
        if (search[0] is not '*')
            return value.Replace(search, replacement, StringComparison.OrdinalIgnoreCase);
        var at = value.IndexOf(search[1..], StringComparison.OrdinalIgnoreCase);
        return at < 0 ? value : replacement + value[(at + search.Length - 1)..];
    }

    private static int? ParseInteger(string text)
    {
        if (text.Length == 0)
            return 0;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Substring(string value, int offset, int? length)
    {
        var start = Math.Clamp(offset < 0 ? value.Length + offset : offset, 0, value.Length);
        var end = length switch
        {
            null => value.Length,
            < 0 => Math.Max(start, value.Length + length.Value),
            { } count => (int)Math.Min(value.Length, (long)start + count),
        };
        return value[start..end];
    }

    public string Argument(BatchVariables variables, int index)
    {
        if (index == 0)
            return unknowns.Of("%0", UnknownOrigin.ScriptDirectory, mayBeEmpty: false);
        if (index <= variables.Arguments.Length)
            return variables.Arguments[index - 1];
        return variables.KnowsArguments ? "" : unknowns.Of($"%{index.ToString(CultureInfo.InvariantCulture)}", UnknownOrigin.Argument);
    }

    private string AllArguments(BatchVariables variables) =>
        string.Join(' ', variables.Arguments) + (variables.KnowsArguments ? "" : unknowns.Of("%*", UnknownOrigin.Argument));

    /// <summary><c>~</c> takes the quotes away; its letters make paths of the text, which depend on the folder.</summary>
    private string Modify(string modifiers, string value, string symbol)
    {
        if (value.Length > 1 && value[0] is '"' && value[^1] is '"')
            value = value[1..^1];
        if (modifiers.Length == 0)
            return value;
        if (value.Length == 0)
            return "";
        return unknowns.Of(unknowns.IsKnown(value) ? $"{symbol}={value}" : symbol, symbol.EndsWith('0') ? UnknownOrigin.ScriptDirectory : UnknownOrigin.Argument, mayBeEmpty: false);
    }

    /// <summary>Loop variables: <c>%i</c>, <c>%~i</c>, <c>%~nxi</c>.</summary>
    public List<BatchChar> ExpandLoopVariables(IReadOnlyList<BatchChar> text, IReadOnlyDictionary<char, string> loops)
    {
        var result = new List<BatchChar>(text.Count);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Value is not '%' || i + 1 >= text.Count)
            {
                result.Add(text[i]);
                continue;
            }

            var end = i + 1;
            var modifiers = "";
            if (text[end].Value is '~')
            {
                // The longest run of modifiers that a loop variable ends.
                var stop = end + 1;
                while (stop < text.Count && Modifiers.Contains(char.ToLowerInvariant(text[stop].Value), StringComparison.Ordinal))
                    stop++;
                while (stop > end + 1 && (stop >= text.Count || !loops.ContainsKey(text[stop].Value)))
                    stop--;
                modifiers = Slice(text, end + 1, Math.Min(stop, text.Count)).ToLowerInvariant();
                end = stop;
            }

            if (end >= text.Count || !loops.TryGetValue(text[end].Value, out var value))
            {
                result.Add(text[i]);
                continue;
            }

            if (end > i + 1)
                value = Modify(modifiers, value, $"%~{modifiers}{text[end].Value}={unknowns.Show(value)}");
            var span = Span(text, i, end + 1);
            foreach (var c in value)
                result.Add(new BatchChar(c, span));
            i = end;
        }

        return result;
    }

    /// <summary>Delayed expansion. Where there is an exclamation mark at all, a caret takes the next character as it is.</summary>
    public List<BatchChar> ExpandLate(List<BatchChar> text, BatchVariables variables)
    {
        if (!variables.ExpandsLate || !text.Exists(static c => c.Value is '!'))
            return text;
        var result = new List<BatchChar>(text.Count);
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Value is '^')
            {
                if (i + 1 < text.Count)
                    result.Add(text[++i]);
                continue;
            }

            if (text[i].Value is not '!')
            {
                result.Add(text[i]);
                continue;
            }

            var end = text.FindIndex(i + 1, static c => c.Value is '!');
            if (end < 0)
                continue;
            var inner = Slice(text, i + 1, end);
            var colon = inner.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? inner[..colon] : inner;
            var value = name.Length == 0 ? "" : Value(name, variables) ?? "";
            if (colon > 0 && value.Length > 0)
                value = Change(value, inner[(colon + 1)..], name) ?? unknowns.Of($"!{inner}!");
            var span = Span(text, i, end + 1);
            foreach (var c in value)
                result.Add(new BatchChar(c, span));
            i = end;
        }

        return result;
    }

    private static string Slice(IReadOnlyList<BatchChar> line, int start, int end) =>
        string.Create(end - start, (line, start), static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source.line[source.start + i].Value;
        });

    private static TextSpan Span(IReadOnlyList<BatchChar> line, int start, int end)
    {
        var (first, last) = (line[start].Span, line[end - 1].Span);
        return TextSpan.FromBounds(Math.Min(first.Start, last.Start), Math.Max(first.End, last.End));
    }
}
