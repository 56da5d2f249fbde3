using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>
/// Reads the fenced blocks of a document that hold shell commands (CommonMark 4.5). A reader runs them one after another in one session, so the
/// blocks of one language are one script; placeholders such as <c>&lt;name&gt;</c> are unknown.
/// </summary>
internal sealed class MarkdownReader
{
    private readonly SourceFile _file;
    private readonly string _text;
    private readonly ShellText.Builder _bash;
    private readonly ShellText.Builder _powerShell;
    private readonly ShellText.Builder _cmd;

    private MarkdownReader(SourceFile file)
    {
        _file = file;
        _text = file.Content;
        (_bash, _powerShell, _cmd) = (new ShellText.Builder(file), new ShellText.Builder(file), new ShellText.Builder(file));
    }

    public static HostPlan Read(SourceFile file)
    {
        var reader = new MarkdownReader(file);
        reader.ReadBlocks();
        var steps = ((ScriptDialect, ShellText.Builder)[])[(ScriptDialect.Bash, reader._bash), (ScriptDialect.PowerShell, reader._powerShell), (ScriptDialect.Cmd, reader._cmd)];
        return new HostPlan(
        [
            new HostJob
            {
                Host = ScriptHost.Markdown,
                Steps = [.. steps.Where(static step => step.Item2.Length > 0).Select(static step => new HostStep { Text = step.Item2.Build(), Dialect = step.Item1, Scope = new PlaceholderScope() })],
                Folder = "…",
            },
        ]);
    }

    private void ReadBlocks()
    {
        var position = 0;
        while (position < _text.Length)
        {
            var end = LineBreak.EndOfLine(_text, position);
            if (OpeningOf(position, end) is not { } fence)
            {
                position = LineBreak.Skip(_text, end);
                continue;
            }

            var lines = new List<TextSpan>();
            position = LineBreak.Skip(_text, end);
            while (position < _text.Length)
            {
                end = LineBreak.EndOfLine(_text, position);
                var start = SkipMargin(position, end, fence.Indentation, fence.IsQuoted);
                var line = _text.AsSpan(start, end - start);
                position = LineBreak.Skip(_text, end);
                if (IsClosing(line, fence))
                    break;
                lines.Add(TextSpan.FromBounds(start, end));
            }

            Add(fence.Language, lines);
        }
    }

    private Fence? OpeningOf(int start, int end)
    {
        var position = start;
        var isQuoted = false;
        while (position < end && (_text[position] is ' ' or '\t' || (_text[position] is '>' && !isQuoted)))
            isQuoted |= _text[position++] is '>';

        // In a list the fence may follow the mark of the item.
        var mark = position;
        while (mark < end && char.IsAsciiDigit(_text[mark]))
            mark++;
        if (mark < end && _text[mark] is '-' or '*' or '+' or '.' or ')' && mark + 1 < end && _text[mark + 1] is ' ')
        {
            mark += 2;
            while (mark < end && _text[mark] is ' ')
                mark++;
            position = mark;
        }

        var length = 0;
        while (position + length < end && _text[position + length] == _text[position] && _text[position] is '`' or '~')
            length++;
        if (length < 3)
            return null;
        var info = _text.AsSpan(position + length, end - position - length).Trim();
        if (_text[position] is '`' && info.Contains('`'))
            return null;
        var stop = info.IndexOfAny(" \t,{");
        return new Fence(_text[position], length, position - start, isQuoted, (stop < 0 ? info : info[..stop]).ToString().ToLowerInvariant());
    }

    private int SkipMargin(int start, int end, int indentation, bool isQuoted)
    {
        var position = start;
        if (isQuoted)
        {
            while (position < end && _text[position] is ' ')
                position++;
            if (position < end && _text[position] is '>')
                position++;
            if (position < end && _text[position] is ' ')
                position++;
            return position;
        }

        while (position < end && position - start < indentation && _text[position] is ' ' or '\t')
            position++;
        return position;
    }

    private static bool IsClosing(ReadOnlySpan<char> line, Fence fence)
    {
        line = line.Trim();
        return line.Length >= fence.Length && line.IndexOfAnyExcept(fence.Character) < 0;
    }

    private void Add(string language, List<TextSpan> lines)
    {
        var builder = language switch
        {
            "azurecli" or "azurecli-interactive" or "azure-cli" or "azure-cli-interactive" or "bash" or "sh" or "shell" or "zsh" or "console" or "shell-session" or "terminal" or "bash-interactive"
                => LooksLikePowerShell(lines) ? _powerShell : _bash,
            "powershell" or "powershell-interactive" or "pwsh" or "ps1" or "ps" or "azurepowershell" or "azurepowershell-interactive" or "posh" => _powerShell,
            "cmd" or "bat" or "batch" or "dos" => _cmd,

            // A block without a language is a script where a line of it is a command.
            "" or "text" when lines.Exists(line => _text.AsSpan(line.Start, line.Length).TrimStart().TrimStart("$> ").StartsWith("az ")) => _bash,
            _ => null,
        };
        if (builder is null)
            return;
        var prompts = lines.Exists(line => _text.AsSpan(line.Start, line.Length).TrimStart().StartsWith("$ "));
        var goesOn = false;
        foreach (var line in lines)
        {
            var (start, end) = (line.Start, line.End);
            var text = _text.AsSpan(start, end - start);
            if (prompts && !goesOn)
            {
                // Without a prompt it is what the command printed.
                var at = start + (text.Length - text.TrimStart().Length);
                if (!_text.AsSpan(at, end - at).StartsWith("$ "))
                    continue;
                start = at + 2;
            }
            else if (goesOn && text.StartsWith("> "))
            {
                start += 2;
            }

            goesOn = text.TrimEnd().EndsWith('\\');
            builder.Append(_text.AsSpan(start, end - start), start);
            builder.AppendFixed("\n", new TextSpan(end, 0));
        }
    }

    private bool LooksLikePowerShell(List<TextSpan> lines) => lines.Exists(line =>
    {
        var text = _text.AsSpan(line.Start, line.Length).Trim();
        if (text.EndsWith(" `"))
            return true;
        if (text is not ['$', var first, ..] || !(char.IsAsciiLetter(first) || first is '_'))
            return false;
        var end = 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or ':'))
            end++;
        return text[end..].TrimStart() is ['=', not '=', ..];
    });

    private readonly record struct Fence(char Character, int Length, int Indentation, bool IsQuoted, string Language);

    /// <summary><c>&lt;resource-group&gt;</c> and <c>{{name}}</c>: the reader puts a value in their place.</summary>
    private sealed class PlaceholderScope : HostScope
    {
        private const int MaxLength = 60;

        public override ImmutableArray<HostVariable> EnvironmentOf(HostState state) => [];

        protected override (int Start, int End)? FindExpression(string text, int position)
        {
            for (var start = text.AsSpan(position).IndexOfAny('<', '{') is var first and >= 0 ? position + first : -1; start >= 0 && start + 2 < text.Length;)
            {
                var end = start + 1;
                if (text[start] is '<' && char.IsAsciiLetter(text[end]))
                {
                    while (end < text.Length && end - start < MaxLength && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is ' ' or '-' or '_' or '.'))
                        end++;
                    if (end < text.Length && text[end] is '>' && text[end - 1] is not ' ')
                        return (start, end + 1);
                }
                else if (text[start] is '{' && text[end] is '{')
                {
                    end = text.IndexOf("}}", start, Math.Min(MaxLength, text.Length - start), StringComparison.Ordinal);
                    if (end >= 0)
                        return (start, end + 2);
                }

                var next = text.AsSpan(start + 1).IndexOfAny('<', '{');
                start = next < 0 ? -1 : start + 1 + next;
            }

            return null;
        }

        protected override HostValue Evaluate(string expression, HostState state, int depth) => HostValue.Unknown(expression);
    }
}
