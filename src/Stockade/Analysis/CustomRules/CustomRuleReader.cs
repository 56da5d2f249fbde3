using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Stockade.Analysis.Configuration;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>Reads a rule's page: front matter, a title, prose, and the schema in a fenced block under "Schema".</summary>
internal sealed class CustomRuleReader
{
    private const string Fence = "```";

    /// <summary>The placeholders of a message, in the order of the diagnostic's arguments.</summary>
    public static ImmutableArray<string> Placeholders { get; } = ["subject", "path", "value", "problem"];

    private readonly ConfigurationNodes _nodes = new();
    private readonly SourceFile _file;
    private readonly ImmutableArray<(int Start, string Text)> _lines;

    private CustomRuleReader(SourceFile file)
    {
        _file = file;
        _lines = [.. Enumerable.Range(0, file.Lines.Count).Select(file.Lines.GetLineSpan).Select(span => (span.Start, file.Content.Substring(span.Start, span.Length).TrimEnd()))];
    }

    public static (CustomRuleDefinition? Definition, IReadOnlyList<ConfigurationProblem> Problems) Read(SourceFile file)
    {
        var reader = new CustomRuleReader(file);
        var definition = reader.Read();
        return (reader._nodes.Problems.Count == 0 ? definition : null, reader._nodes.Problems);
    }

    private CustomRuleDefinition? Read()
    {
        var end = _lines[0].Text == "---" ? Find(1, static line => line == "---") : -1;
        if (end < 0)
        {
            _nodes.Report(_file.At(0, 0), "a rule's page begins with front matter between two lines of '---'");
            return null;
        }

        var title = Find(end + 1, static line => line.StartsWith("# ", StringComparison.Ordinal));
        if (title < 0)
            _nodes.Report(LineAt(end), "the page has no title ('# …')");
        var schema = ReadSchema(end + 1);
        return ParseYaml(_lines[1].Start, _lines[end].Start) is { } front && title >= 0 && schema is not null ? ReadFront(front, title, end, schema) : null;
    }

    private CustomRuleDefinition? ReadFront(YamlNode front, int title, int end, CustomRuleSchema schema)
    {
        var (id, name, since, message, subject, severity) = ("", "", "", "", CustomRuleSubject.Kubernetes, DiagnosticSeverity.Warning);
        var (kinds, commands) = (ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);
        SourceLocation at = default;
        var isRead = _nodes.ReadMapping(front, "the front matter", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["id"] = entry => (id, at) = (ReadId(entry), entry.Value.Location),
            ["name"] = entry => name = _nodes.ReadText(entry),
            ["severity"] = entry => severity = _nodes.ReadWord(entry, ("error", DiagnosticSeverity.Error), ("warning", DiagnosticSeverity.Warning), ("info", DiagnosticSeverity.Info)),
            ["since"] = entry => since = entry.Value is YamlScalar scalar ? scalar.Value : "",
            ["message"] = entry => message = ReadMessage(entry),
            ["subject"] = entry => subject = _nodes.ReadWord(
                entry,
                ("kubernetes", CustomRuleSubject.Kubernetes), ("workload", CustomRuleSubject.Workload), ("cluster", CustomRuleSubject.Cluster), ("command", CustomRuleSubject.Command)),
            ["kinds"] = entry => kinds = [.. _nodes.ReadTexts(entry).Select(static item => item.Text)],
            ["commands"] = entry => commands = [.. _nodes.ReadTexts(entry).Select(static item => item.Text)],
        }, "id", "name", "severity", "message", "subject");
        if (!isRead)
            return null;

        var mapping = (YamlMapping)front;
        if (subject == CustomRuleSubject.Kubernetes && kinds.IsEmpty)
            _nodes.Report(mapping.Find("subject")!.Value.Location, "the subject 'kubernetes' needs 'kinds'");
        if (subject != CustomRuleSubject.Kubernetes && mapping.Find("kinds") is { } unused)
            _nodes.Report(unused.Key.Location, "'kinds' goes with the subject 'kubernetes'");
        if (subject != CustomRuleSubject.Command && mapping.Find("commands") is { } other)
            _nodes.Report(other.Key.Location, "'commands' goes with the subject 'command'");
        foreach (var command in commands.Where(static command => command is not "aks" && !command.StartsWith("aks ", StringComparison.Ordinal)))
            _nodes.Report(mapping.Find("commands")!.Key.Location, $"commands are those of az aks, such as 'aks create', not '{command}'");

        var description = string.Join(' ', _lines.Skip(title + 1).Select(static line => line.Text.Trim()).SkipWhile(static line => line.Length == 0 || line[0] == '#').TakeWhile(static line => line.Length > 0 && !line.StartsWith(Fence, StringComparison.Ordinal)));
        return new CustomRuleDefinition
        {
            Descriptor = new DiagnosticDescriptor(id, _lines[title].Text[2..].Trim(), message, "Custom", severity, isEnabledByDefault: true, description: description, helpLinkUri: _file.Path),
            Name = name,
            Since = since,
            Markdown = string.Join('\n', _lines.Skip(end + 1).Select(static line => line.Text)).Trim() + "\n",
            Subject = subject,
            Kinds = kinds,
            Commands = commands,
            Schema = schema,
            Location = at,
        };
    }

    private string ReadId(YamlEntry entry)
    {
        var id = _nodes.ReadText(entry);
        var digits = id.Length - id.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).Length;
        if (id.Length > 0 && (digits is 0 or > 6 || id.Length - digits is < 2 or > 20 || id.AsSpan(0, id.Length - digits).ContainsAnyExceptInRange('A', 'Z')))
            _nodes.Report(entry, $"an id is capital letters and a number, such as SHOP001, not '{id}'");
        else if (id.StartsWith("AKS", StringComparison.Ordinal))
            _nodes.Report(entry, "ids that begin with AKS are Stockade's own");
        return id;
    }

    /// <summary>The message as a format: <c>{subject}</c> becomes <c>{0}</c>.</summary>
    private string ReadMessage(YamlEntry entry)
    {
        var text = _nodes.ReadText(entry);
        var format = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                format.Append(text[i] == '}' ? "}}" : text[i]);
                continue;
            }

            var close = text.IndexOf('}', i);
            var name = close < 0 ? text[(i + 1)..] : text[(i + 1)..close];
            if (Placeholders.IndexOf(name) is var index && (index < 0 || close < 0))
            {
                var hint = NearestSpelling.Find(name, Placeholders) is { } near ? $"; did you mean '{{{near}}}'?" : $"; there are {string.Join(", ", Placeholders.Select(static known => $"{{{known}}}"))}";
                _nodes.Report(entry, $"the message has no placeholder '{{{name}}}'{hint}");
                return string.Empty;
            }

            format.Append(CultureInfo.InvariantCulture, $"{{{index}}}");
            i = close;
        }

        return format.ToString();
    }

    private CustomRuleSchema? ReadSchema(int start)
    {
        var heading = Find(start, static line => line is "## Schema");
        var open = heading < 0 ? -1 : Find(heading + 1, static line => line.StartsWith(Fence, StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal));
        var close = open < 0 || !_lines[open].Text.StartsWith(Fence, StringComparison.Ordinal) ? -1 : Find(open + 1, static line => line == Fence);
        if (close < 0 || _lines[open].Text is not ("```json" or "```yaml"))
        {
            _nodes.Report(heading < 0 ? _file.At(0, 0) : LineAt(heading), "the page has no schema: a block ```json or ```yaml under the heading '## Schema'");
            return null;
        }

        if (ParseYaml(_lines[open + 1].Start, _lines[close].Start) is { } root)
            return new SchemaReader(_nodes).Read(root);
        if (_nodes.Problems.Count == 0)
            _nodes.Report(LineAt(open), "the schema is empty");
        return null;
    }

    /// <summary>A part of the page as YAML, of which JSON is a part. The rest becomes blanks, so that places stay what they are.</summary>
    private YamlNode? ParseYaml(int start, int end)
    {
        var blank = new StringBuilder(_file.Content.Length);
        for (var i = 0; i < end; i++)
            blank.Append(i >= start || _file.Content[i] is '\n' or '\r' ? _file.Content[i] : ' ');
        var documents = YamlReader.Read(new SourceFile(_file.Path, blank.ToString()) { IsNamedByUser = true }, static _ => true);
        foreach (var error in documents.SelectMany(static document => document.Errors))
            _nodes.Report(error.Location, error.Message);
        return documents is [{ Root: { } root }] ? root : null;
    }

    private int Find(int start, Predicate<string> isMeant)
    {
        for (var i = start; i < _lines.Length; i++)
        {
            if (isMeant(_lines[i].Text))
                return i;
        }

        return -1;
    }

    private SourceLocation LineAt(int line) => _file.At(_file.Lines.GetLineSpan(line));
}
