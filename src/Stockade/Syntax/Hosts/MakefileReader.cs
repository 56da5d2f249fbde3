using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>Reads the recipes of a makefile (gnu.org, "GNU make"): each line is a process of its own unless it goes on or the file says <c>.ONESHELL</c>.</summary>
internal sealed class MakefileReader
{
    private const int MaxRecipes = 5000;

    private readonly SourceFile _file;
    private readonly string _text;
    private readonly List<Recipe> _recipes = [];
    private readonly HashSet<string> _exported = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, string?> _variables = ImmutableDictionary.Create<string, string?>(StringComparer.Ordinal);
    private bool _exportsAll;
    private bool _isOneShell;
    private int _conditions;
    private Recipe? _recipe;

    private MakefileReader(SourceFile file)
    {
        _file = file;
        _text = file.Content;
    }

    public static HostPlan Read(SourceFile file)
    {
        var reader = new MakefileReader(file);
        reader.ReadLines();
        return new HostPlan([.. reader.InOrder().Select(reader.ToJob)]);
    }

    private void ReadLines()
    {
        var position = 0;
        while (position < _text.Length)
        {
            var end = EndOfLogicalLine(position);
            if (_text[position] is '\t' && _recipe is not null)
            {
                if (_recipe.Lines.Count < MaxRecipes)
                    _recipe.Lines.Add(new TextSpan(position + 1, end - position - 1));
            }
            else
            {
                position = ReadLine(position, ref end);
            }

            position = LineBreak.Skip(_text, end);
        }
    }

    /// <summary>A line that is no part of a recipe; for <c>define</c> the end moves to that of its last line.</summary>
    private int ReadLine(int position, ref int end)
    {
        var line = Joined(position, end).Trim();
        if (line.Length == 0 || line[0] is '#')
            return position;
        var word = line.Split(' ', '\t')[0];
        switch (word)
        {
            case "ifeq" or "ifneq" or "ifdef" or "ifndef":
                _conditions++;
                return position;
            case "endif":
                _conditions = Math.Max(0, _conditions - 1);
                return position;
            case "else" or "include" or "-include" or "sinclude" or "vpath" or "undefine":
                return position;
            case "define":
                end = ReadDefinition(line, end);
                return position;
            case "export" or "override" or "private" or "unexport":
                ReadExport(word, line[word.Length..].Trim());
                return position;
        }

        if (TryAssign(line))
            return position;
        ReadRule(position, end, line);
        return position;
    }

    private int ReadDefinition(string line, int end)
    {
        var name = line["define".Length..].Trim().Split(' ', '\t', '=', ':', '+', '?')[0];
        var body = new System.Text.StringBuilder();
        var position = LineBreak.Skip(_text, end);
        while (position < _text.Length)
        {
            end = LineBreak.EndOfLine(_text, position);
            var current = _text[position..end];
            if (current.Trim() is "endef")
                break;
            body.Append(current.TrimStart('\t')).Append('\n');
            position = LineBreak.Skip(_text, end);
        }

        Set(name, body.ToString().TrimEnd('\n'));
        return end;
    }

    private void ReadExport(string word, string rest)
    {
        if (rest.Length == 0)
        {
            _exportsAll |= word is "export";
            return;
        }

        var isAssignment = TryAssign(rest);
        if (word is not "export")
            return;
        foreach (var name in isAssignment ? [rest.Split(' ', '=', ':', '?', '+')[0]] : rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _exported.Add(name);
    }

    private bool TryAssign(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            return false;
        var operation = line[equals - 1] is ':' or '?' or '+' or '!' ? line[equals - 1] : '=';
        var left = line[..equals].TrimEnd(':', '?', '+', '!').Trim();
        if (left.Length == 0 || left.AsSpan().ContainsAny(" \t:#$()"))
            return false;
        var value = line[(equals + 1)..];

        // A comment ends the value; the blanks before it stay.
        if (value.IndexOf('#', StringComparison.Ordinal) is var comment and >= 0 && (comment == 0 || value[comment - 1] is not '\\'))
            value = value[..comment];
        value = value.TrimStart();
        switch (operation)
        {
            case '!':
                Set(left, null);
                break;
            case '?':
                if (!_variables.ContainsKey(left))
                    Set(left, value);
                break;
            case '+':
                Set(left, _variables.TryGetValue(left, out var old) ? old is null ? null : $"{old} {value}" : value);
                break;
            case ':':
                // Resolved now: later assignments to what it names do not count.
                Set(left, ScopeOf("").Resolve(value, HostState.Initial) is { Text: { } known } ? known.Replace("$", "$$", StringComparison.Ordinal) : value.Contains($"({left})", StringComparison.Ordinal) || value.Contains($"{{{left}}}", StringComparison.Ordinal) ? null : value);
                break;
            default:
                Set(left, value);
                break;
        }

        return true;
    }

    private void Set(string name, string? value) => _variables = _variables.SetItem(name, _conditions > 0 ? null : value);

    private void ReadRule(int position, int end, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        _recipe = null;
        if (colon < 0)
            return;
        var targets = line[..colon].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (targets is [".ONESHELL"])
            _isOneShell = true;
        var rest = line[(colon + 1)..].TrimStart(':').Trim();
        if (targets.Length == 0 || targets[0] is ['.', not '/', ..] || rest.Split(' ', ';')[0].Contains('=', StringComparison.Ordinal) || rest.Contains(" = ", StringComparison.Ordinal) || rest.Contains(":=", StringComparison.Ordinal))
        {
            // A special target, or a variable of one target: what it changes there is not followed.
            if (rest.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && targets is not [['.', ..], ..])
                _variables = _variables.SetItem(rest[..equals].TrimEnd(':', '?', '+').Trim(), null);
            return;
        }

        var semicolon = rest.IndexOf(';', StringComparison.Ordinal);
        var prerequisites = (semicolon < 0 ? rest : rest[..semicolon]).Split([' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries);
        _recipe = new Recipe(targets.Length == 1 && !targets[0].Contains('%', StringComparison.Ordinal) ? targets[0] : "", [.. targets], [.. prerequisites], _conditions > 0);
        _recipes.Add(_recipe);
        if (semicolon >= 0 && _text.IndexOf(';', position, end - position) is var at and >= 0)
            _recipe.Lines.Add(TextSpan.FromBounds(at + 1, end));
    }

    /// <summary>The recipes, each after those of its prerequisites.</summary>
    private List<Recipe> InOrder()
    {
        var byTarget = new Dictionary<string, Recipe>(StringComparer.Ordinal);
        foreach (var recipe in _recipes)
        {
            foreach (var target in recipe.Targets)
                byTarget.TryAdd(target, recipe);
        }

        var result = new List<Recipe>();
        var done = new HashSet<Recipe>(ReferenceEqualityComparer.Instance);
        foreach (var recipe in _recipes)
            Visit(recipe, depth: 0);
        return result;

        void Visit(Recipe recipe, int depth)
        {
            if (depth > 256 || !done.Add(recipe))
                return;
            foreach (var needed in recipe.Prerequisites)
            {
                if (byTarget.TryGetValue(needed, out var other))
                    Visit(other, depth + 1);
            }

            result.Add(recipe);
        }
    }

    private HostJob ToJob(Recipe recipe)
    {
        var scope = ScopeOf(recipe.Target);
        var shell = scope.Resolve("$(SHELL)", HostState.Initial).Text ?? "/bin/sh";
        var steps = ImmutableArray.CreateBuilder<HostStep>();
        if (ShellNames.DialectOf(shell) is { } dialect)
        {
            var lines = recipe.Lines.SelectMany(line => Commands(line, scope));
            if (_isOneShell)
                lines = [Join(lines)];
            steps.AddRange(lines.Select(text => new HostStep { Text = text, Dialect = dialect, Scope = scope, IsConditional = recipe.IsConditional }));
        }

        return new HostJob { Host = ScriptHost.Make, Steps = steps.ToImmutable(), Folder = RelativePath.FolderOf(_file.Path) };
    }

    private MakeScope ScopeOf(string target) => new() { Variables = _variables, Exported = [.. _exported.Order(StringComparer.Ordinal)], ExportsAll = _exportsAll, Target = target };

    /// <summary>The shell's part of a recipe line: without the marks for make, and without the tab of each line it goes on in.</summary>
    private IEnumerable<ShellText> Commands(TextSpan line, MakeScope scope)
    {
        var (position, end) = (line.Start, line.End);
        while (position < end && _text[position] is '@' or '-' or '+' or ' ' or '\t')
            position++;

        // A line that is nothing but a variable of several lines is several lines.
        var whole = _text[position..end].Trim();
        if (whole is ['$', '(' or '{', .. var name, ')' or '}'] && _variables.GetValueOrDefault(name) is { } canned && canned.Contains('\n', StringComparison.Ordinal))
        {
            var span = TextSpan.FromBounds(position, end);
            foreach (var part in canned.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            {
                var fixedText = new ShellText.Builder(_file);
                fixedText.AppendFixed(part.TrimStart('@', '-', '+', ' ', '\t'), span);
                yield return fixedText.Build();
            }

            yield break;
        }

        var builder = new ShellText.Builder(_file);
        while (position < end)
        {
            var lineEnd = Math.Min(LineBreak.EndOfLine(_text, position), end);
            builder.Append(_text.AsSpan(position, lineEnd - position), position);
            if (lineEnd >= end)
                break;
            builder.Append("\n", lineEnd);
            position = LineBreak.Skip(_text, lineEnd);
            if (position < end && _text[position] is '\t')
                position++;
        }

        yield return builder.Build();
    }

    private ShellText Join(IEnumerable<ShellText> lines)
    {
        var builder = new ShellText.Builder(_file);
        foreach (var line in lines)
        {
            if (builder.Length > 0)
                builder.AppendFixed("\n", line.Map(0, 0));
            builder.Append(line, 0, line.Content.Length);
        }

        return builder.Build();
    }

    private string Joined(int start, int end) => _text[start..end].Replace("\\\r\n", " ", StringComparison.Ordinal).Replace("\\\n", " ", StringComparison.Ordinal);

    private int EndOfLogicalLine(int position)
    {
        var end = LineBreak.EndOfLine(_text, position);
        while (end < _text.Length)
        {
            var backslashes = 0;
            while (end - backslashes > position && _text[end - 1 - backslashes] is '\\')
                backslashes++;
            if (backslashes % 2 == 0)
                break;
            position = LineBreak.Skip(_text, end);
            end = LineBreak.EndOfLine(_text, position);
        }

        return end;
    }

    private sealed record Recipe(string Target, ImmutableArray<string> Targets, ImmutableArray<string> Prerequisites, bool IsConditional)
    {
        public List<TextSpan> Lines { get; } = [];
    }
}
