using System.Collections.Immutable;
using System.Globalization;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>What <c>echo</c> and <c>printf</c> print.</content>
internal sealed partial class ScriptEvaluator
{
    /// <summary>Runs what stands in a substitution. Its output is known where <c>echo</c> or <c>printf</c> prints it after assignments alone.</summary>
    private ShellString? Capture(ImmutableArray<ShellStatement> body)
    {
        if (body is not [.. var before, { IsBackground: false, Elements: [{ Pipeline: { IsNegated: false, Commands: [SimpleCommand { Assignments: [], Redirections: [], Words: [{ Literal: { } name }, ..] } last] } }] }]
            || !before.All(static statement => statement is { IsBackground: false, Elements: [{ Pipeline: { IsNegated: false, Commands: [SimpleCommand { Words: [], Redirections: [] }] } }] })
            || name is not ("echo" or "printf") || _state.FindFunction(name) is not null || _state.Find(AliasPrefix + name) is not null)
        {
            EvaluateStatements(body);
            return null;
        }

        EvaluateStatements(before);
        if (_state.Jump is not ShellJump.None || !TryStep(last.Span) || !TryDescend(last.Span))
            return null;
        var fields = ExpandWords(last.Words);
        _depth--;
        var output = fields.Exists(static field => field.IsAnyNumber) ? null : name is "echo" ? EchoText(fields) : PrintfText(fields);
        return _state.Jump is not ShellJump.None || output is null ? null : WithoutLastNewlines(output);
    }

    private static ShellString WithoutLastNewlines(ShellString value)
    {
        if (value.Fragments is not [.. var before, { IsKnown: true } last])
            return value;
        var builder = new ShellString.Builder();
        foreach (var fragment in before)
            builder.Append(fragment);
        builder.Append(last.Text.TrimEnd('\n'));
        return builder.ToShellString();
    }

    /// <summary>The text without the newline at its end; null where it is not known.</summary>
    private ShellString? EchoText(List<ShellField> fields)
    {
        // What other shells do with options and backslashes differs ("echo" in POSIX).
        var isPosix = _dialect is ScriptDialect.Sh;
        var isRaw = !isPosix;
        var start = 1;
        for (; start < fields.Count && fields[start].Text is "-n" or "-e" or "-en" or "-ne" or "-E"; start++)
        {
            if (isPosix && fields[start].Text is not "-n")
                return null;
            isRaw &= !fields[start].Text!.Contains('e', StringComparison.Ordinal);
        }

        var builder = new ShellString.Builder();
        for (var i = start; i < fields.Count; i++)
        {
            if (i > start)
                builder.Append(" ");
            builder.Append(fields[i].Value);
        }

        var text = builder.ToShellString();
        return isRaw || text.Fragments.All(static fragment => !fragment.IsKnown || !fragment.Text.Contains('\\', StringComparison.Ordinal)) ? text : null;
    }

    private static ShellString? PrintfText(List<ShellField> fields)
    {
        var next = fields.Count > 1 && fields[1].Text is "--" ? 2 : 1;
        if (fields.Exists(static field => field.IsAnyNumber) || next >= fields.Count || fields[next].Text is not { } format)
            return null;
        return format is "-v" ? ShellString.Empty : Format(format, [.. fields.Skip(next + 1).Select(static field => field.Value)]);
    }

    /// <summary>The <c>%s</c>, <c>%d</c> and <c>%%</c> of <c>printf</c>; the format is used again while arguments are left.</summary>
    private static ShellString? Format(string format, ImmutableArray<ShellString> arguments)
    {
        var result = new ShellString.Builder();
        var next = 0;
        do
        {
            var before = next;
            for (var i = 0; i < format.Length; i++)
            {
                var following = i + 1 < format.Length ? format[i + 1] : '\0';
                switch (format[i])
                {
                    case '%' when following is '%':
                        result.Append("%");
                        i++;
                        break;
                    case '%' when following is 's':
                        result.Append(next < arguments.Length ? arguments[next] : ShellString.Empty);
                        next++;
                        i++;
                        break;
                    case '%' when following is 'd':
                        var number = next < arguments.Length ? arguments[next].Text : "0";
                        if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || (number.Length > 1 && number.TrimStart('-')[0] is '0'))
                            return null;
                        result.Append(value.ToString(CultureInfo.InvariantCulture));
                        next++;
                        i++;
                        break;
                    case '\\' when following is 'n' or 't' or '\\':
                        result.Append(following switch { 'n' => "\n", 't' => "\t", _ => "\\" });
                        i++;
                        break;
                    case '%' or '\\':
                        return null;
                    default:
                        result.Append([format[i]]);
                        break;
                }
            }

            if (next == before)
                break;
        }
        while (next < arguments.Length);

        return result.ToShellString();
    }
}
