using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>Reads the <c>RUN</c> instructions of a Dockerfile (docs.docker.com, "Dockerfile reference").</summary>
internal sealed class DockerfileReader
{
    private readonly SourceFile _file;
    private readonly string _text;
    private readonly ImmutableArray<HostStep>.Builder _steps = ImmutableArray.CreateBuilder<HostStep>();
    private ImmutableDictionary<string, HostValue> _variables = ImmutableDictionary.Create<string, HostValue>(StringComparer.Ordinal);
    private ScriptDialect? _dialect = ScriptDialect.Sh;
    private char _escape = '\\';

    private DockerfileReader(SourceFile file)
    {
        _file = file;
        _text = file.Content;
    }

    public static HostPlan Read(SourceFile file)
    {
        var reader = new DockerfileReader(file);
        reader.ReadInstructions();
        return new HostPlan([new HostJob { Host = ScriptHost.Docker, Steps = reader._steps.ToImmutable(), Folder = "…" }]);
    }

    private void ReadInstructions()
    {
        var position = 0;
        while (position < _text.Length)
        {
            var start = position;
            while (start < _text.Length && _text[start] is ' ' or '\t')
                start++;
            var lineEnd = LineBreak.EndOfLine(_text, start);
            if (start == lineEnd || _text[start] is '#')
            {
                if (_text.AsSpan(start, lineEnd - start).Contains("escape=`", StringComparison.Ordinal))
                    _escape = '`';
                position = LineBreak.Skip(_text, lineEnd);
                continue;
            }

            var wordEnd = start;
            while (wordEnd < lineEnd && char.IsAsciiLetter(_text[wordEnd]))
                wordEnd++;
            var (body, end) = ReadBody(wordEnd);
            position = end;
            switch (_text[start..wordEnd].ToUpperInvariant())
            {
                case "RUN":
                    position = ReadRun(body, end);
                    break;
                case "SHELL":
                    _dialect = JsonWords(body.Content) is [var shell, ..] ? ShellNames.DialectOf(shell) : _dialect;
                    break;
                case "FROM":
                    _variables = _variables.Clear();
                    _dialect = ScriptDialect.Sh;
                    break;
                case "ARG" or "ENV":
                    ReadVariables(body.Content);
                    break;
            }
        }
    }

    /// <summary>The rest of an instruction: lines that end with the escape go on, and comment lines among them are left out.</summary>
    private (ShellText Body, int End) ReadBody(int position)
    {
        var builder = new ShellText.Builder(_file);
        while (true)
        {
            var lineEnd = LineBreak.EndOfLine(_text, position);
            var last = lineEnd;
            while (last > position && _text[last - 1] is ' ' or '\t')
                last--;
            if (last == position || _text[last - 1] != _escape)
            {
                builder.Append(_text.AsSpan(position, lineEnd - position), position);
                return (builder.Build(), LineBreak.Skip(_text, lineEnd));
            }

            // Docker takes the escape and the line break away before the shell sees the line.
            builder.Append(_text.AsSpan(position, last - 1 - position), position);
            position = LineBreak.Skip(_text, lineEnd);
            while (position < _text.Length && IsCommentOrEmpty(position))
                position = LineBreak.Skip(_text, LineBreak.EndOfLine(_text, position));
            if (position >= _text.Length)
                return (builder.Build(), position);
        }
    }

    private bool IsCommentOrEmpty(int position)
    {
        while (position < _text.Length && _text[position] is ' ' or '\t')
            position++;
        return position >= _text.Length || _text[position] is '#' or '\r' or '\n';
    }

    private int ReadRun(ShellText body, int end)
    {
        var start = 0;
        while (start < body.Content.Length && char.IsWhiteSpace(body.Content[start]))
            start++;

        // RUN --mount=… and its kin.
        while (string.CompareOrdinal(body.Content, start, "--", 0, 2) == 0)
        {
            while (start < body.Content.Length && !char.IsWhiteSpace(body.Content[start]))
                start++;
            while (start < body.Content.Length && char.IsWhiteSpace(body.Content[start]))
                start++;
        }

        var rest = body.Slice(start, body.Content.Length);
        if (rest.Content.StartsWith('[') && JsonWords(rest.Content) is { } words)
        {
            ReadExec(words, rest);
            return end;
        }

        // Without a delimiter it is no here-document to BuildKit, only a mistake to the shell.
        if (rest.Content.StartsWith("<<", StringComparison.Ordinal) && rest.Content[2..].TrimStart('-') is [var first, ..] && !char.IsWhiteSpace(first))
            return ReadHereDocument(rest, end);
        if (DelimiterIn(rest.Content) is { } delimiter)
        {
            var builder = new ShellText.Builder(_file);
            builder.Append(rest, 0, rest.Content.Length);
            builder.AppendFixed("\n", new TextSpan(end, 0));
            var isOpen = true;
            while (isOpen && end < _text.Length)
            {
                var lineEnd = LineBreak.EndOfLine(_text, end);
                isOpen = !_text.AsSpan(end, lineEnd - end).TrimStart('\t').SequenceEqual(delimiter);
                builder.Append(_text.AsSpan(end, lineEnd - end), end);
                builder.AppendFixed("\n", new TextSpan(lineEnd, 0));
                end = LineBreak.Skip(_text, lineEnd);
            }

            rest = builder.Build();
        }

        if (_dialect is { } dialect)
            Add(rest, dialect);
        return end;
    }

    /// <summary>The delimiter of a here-document within a command, which BuildKit reads up to its end.</summary>
    private static string? DelimiterIn(string command)
    {
        var at = command.IndexOf("<<", StringComparison.Ordinal);
        if (at < 0 || command.AsSpan(at + 2).StartsWith("<"))
            return null;
        var word = command[(at + 2)..].TrimStart('-', ' ');
        var end = word.IndexOfAny([' ', '\t', ';', '|', '&', '>', ')']);
        var delimiter = (end < 0 ? word : word[..end]).Trim('"', '\'');
        return delimiter.Length > 0 && char.IsAsciiLetter(delimiter[0]) ? delimiter : null;
    }

    /// <summary>The exec form starts a program without a shell.</summary>
    private void ReadExec(List<string> words, ShellText text)
    {
        var program = words[0][(words[0].LastIndexOfAny(['/', '\\']) + 1)..];
        var builder = new ShellText.Builder(_file);
        var span = text.Map(0, text.Content.Length);
        if (ShellNames.DialectOf(program) is { } dialect && words is [_, .. var options, var script] && options.Exists(static option => option is ['-', ..] && option.Contains('c', StringComparison.OrdinalIgnoreCase) || option is "/c" or "/C"))
        {
            builder.AppendFixed(script, span);
            Add(builder.Build(), dialect);
            return;
        }

        builder.AppendFixed(string.Join(' ', words.Select(static word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'")), span);
        Add(builder.Build(), ScriptDialect.Sh);
    }

    /// <summary><c>RUN &lt;&lt;EOF</c>: the lines up to the delimiter are the script.</summary>
    private int ReadHereDocument(ShellText head, int position)
    {
        var word = head.Content[2..].Trim();
        var stripsTabs = word.StartsWith('-');
        word = word.TrimStart('-');
        var isPlain = word.Length > 0 && !word.AsSpan().ContainsAny(' ', '\t');
        var delimiter = word.Split(' ', '\t')[0].Trim('"', '\'');
        var builder = new ShellText.Builder(_file);
        var dialect = _dialect;
        var isFirst = true;
        while (position < _text.Length)
        {
            var lineEnd = LineBreak.EndOfLine(_text, position);
            var start = position;
            while (stripsTabs && start < lineEnd && _text[start] is '\t')
                start++;
            var line = _text.AsSpan(start, lineEnd - start);
            position = LineBreak.Skip(_text, lineEnd);
            if (line.SequenceEqual(delimiter))
                break;
            if (isFirst && line.StartsWith("#!"))
                dialect = ShellNames.DialectOf(line[2..].Trim().ToString());
            isFirst = false;
            builder.Append(line, start);
            builder.AppendFixed("\n", new TextSpan(lineEnd, 0));
        }

        // `RUN <<EOF bash` hands the document to a program of its own.
        if (!isPlain)
            dialect = ShellNames.DialectOf(word[word.IndexOfAny([' ', '\t'])..].Trim());
        if (dialect is { } known)
            Add(builder.Build(), known);
        return position;
    }

    private void Add(ShellText text, ScriptDialect dialect) =>
        _steps.Add(new HostStep { Text = text, Dialect = dialect, Scope = new FixedScope([.. _variables.Select(static pair => new HostVariable(pair.Key, pair.Value))]) });

    /// <summary><c>ARG name=value</c>, <c>ENV a=b c=d</c>, <c>ENV name value</c>. A build may be given other arguments; the defaults are what the file says.</summary>
    private void ReadVariables(string body)
    {
        var text = body.Trim();
        if (text.IndexOf('=', StringComparison.Ordinal) < 0)
        {
            if (text.IndexOfAny([' ', '\t']) is var blank and > 0)
                Set(text[..blank], text[blank..].Trim());
            return;
        }

        var position = 0;
        while (position < text.Length)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
                position++;
            var equals = text.IndexOf('=', position);
            if (equals < 0)
                return;
            var name = text[position..equals];
            var value = new System.Text.StringBuilder();
            var quote = '\0';
            for (position = equals + 1; position < text.Length && (quote is not '\0' || !char.IsWhiteSpace(text[position])); position++)
            {
                if (text[position] is '"' or '\'' && (quote is '\0' || quote == text[position]))
                    quote = quote is '\0' ? text[position] : '\0';
                else
                    value.Append(text[position]);
            }

            Set(name.Trim(), value.ToString());
        }
    }

    private void Set(string name, string value) =>
        _variables = _variables.SetItem(name, VariableText.Expand(value, '\\', known => _variables.GetValueOrDefault(known)));

    /// <summary>The strings of a JSON array, or null where the text is none; Docker then takes it for the shell form.</summary>
    private static List<string>? JsonWords(string text)
    {
        var words = new List<string>();
        var position = text.IndexOf('[', StringComparison.Ordinal) + 1;
        if (position == 0)
            return null;
        while (position < text.Length)
        {
            var c = text[position];
            if (c is ']')
                return words.Count > 0 ? words : null;
            position++;
            if (char.IsWhiteSpace(c) || c is ',' or '\\')
                continue;
            if (c is not '"')
                return null;
            var word = new System.Text.StringBuilder();
            for (; position < text.Length && text[position] is not '"'; position++)
            {
                if (text[position] is '\\' && position + 1 < text.Length)
                    position++;
                word.Append(text[position]);
            }

            position++;
            words.Add(word.ToString());
        }

        return null;
    }
}
