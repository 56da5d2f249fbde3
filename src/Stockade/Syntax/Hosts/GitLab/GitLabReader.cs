using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts.GitLab;

/// <summary>Reads <c>.gitlab-ci.yml</c> and the files of the repository it includes (docs.gitlab.com, "CI/CD YAML syntax reference").</summary>
internal sealed class GitLabReader
{
    private const int MaxDepth = 10;
    private const int MaxIncludes = 150;

    // The root keys that are no jobs.
    private static readonly ImmutableHashSet<string> s_keywords =
        ["default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec", "types"];

    private readonly HostFiles _files;
    private readonly Dictionary<string, YamlNode> _root = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly SortedSet<string> _included = new(StringComparer.Ordinal);

    private GitLabReader(HostFiles files) => _files = files;

    public static bool IsPipeline(string path) => path.AsSpan(path.LastIndexOf('/') + 1) is ".gitlab-ci.yml" or ".gitlab-ci.yaml";

    public static HostPlan Read(YamlMapping root, string path, HostFiles files)
    {
        var reader = new GitLabReader(files);
        reader.Merge(root, RelativePath.FolderOf(path), 0);
        return reader.ReadJobs(RelativePath.FolderOf(path));
    }

    /// <summary>Included files come first: what the including file says stands over them.</summary>
    private void Merge(YamlMapping root, string folder, int depth)
    {
        foreach (var include in root.List("include"))
        {
            var local = include switch
            {
                YamlScalar { Value: var path } when !path.Contains("://", StringComparison.Ordinal) => path,
                YamlMapping mapping => mapping.Text("local"),
                _ => null,
            };
            if (local is null || depth >= MaxDepth || _included.Count >= MaxIncludes)
                continue;
            if (RelativePath.Combine(folder, local) is { } found && _files.Find(found) is { } file && _included.Add(found))
                Merge(file, folder, depth + 1);
        }

        foreach (var entry in root.Entries)
        {
            if (_root.TryAdd(entry.Name, entry.Value))
                _order.Add(entry.Name);
            else
                _root[entry.Name] = Combine(entry.Value, _root[entry.Name]);
        }
    }

    /// <summary>Mappings are merged key by key, anything else is replaced.</summary>
    private static YamlNode Combine(YamlNode over, YamlNode under, int depth = 0)
    {
        if (over is not YamlMapping top || under is not YamlMapping bottom || depth > MaxDepth)
            return over;
        var entries = top.Entries.Select(entry => bottom.Find(entry.Name) is { } other ? entry.WithValue(Combine(entry.Value, other.Value, depth + 1)) : entry);
        return new YamlMapping(top.File, top.Span, [.. bottom.Entries.Where(entry => top.Find(entry.Name) is null), .. entries]);
    }

    private HostPlan ReadJobs(string folder)
    {
        var stages = (_root.GetValueOrDefault("stages") as YamlSequence)?.Items.OfType<YamlScalar>().Select(static stage => stage.Value).ToList() ?? ["build", "test", "deploy"];
        stages.Insert(0, ".pre");
        stages.Add(".post");
        var jobs = new List<(int Stage, HostJob Job)>();
        foreach (var name in _order)
        {
            if (s_keywords.Contains(name) || name.StartsWith('.') || _root[name] is not YamlMapping)
                continue;
            var job = Extended(name, 0) as YamlMapping;
            var stage = stages.IndexOf(job.Text("stage") ?? "test");
            foreach (var round in Rounds(job))
                jobs.AddRange(Processes(job, round, folder).Select(process => (stage, process)));
        }

        return new HostPlan([.. jobs.OrderBy(static job => job.Stage).Select(static job => job.Job)]) { Included = [.. _included] };
    }

    /// <summary>A job over those it extends.</summary>
    private YamlNode? Extended(string name, int depth)
    {
        if (!_root.TryGetValue(name, out var node) || node is not YamlMapping job || depth > MaxDepth)
            return null;
        YamlNode result = job;
        foreach (var parent in job.List("extends").OfType<YamlScalar>().Reverse())
        {
            if (Extended(parent.Value, depth + 1) is { } under)
                result = Combine(result, under);
        }

        return result;
    }

    private static List<ImmutableArray<YamlEntry>> Rounds(YamlMapping? job)
    {
        var rounds = new List<ImmutableArray<YamlEntry>>();
        foreach (var group in job.Map("parallel").List("matrix").OfType<YamlMapping>())
        {
            List<ImmutableArray<YamlEntry>> combinations = [[]];
            foreach (var axis in group.Entries)
            {
                IEnumerable<YamlNode> values = axis.Value is YamlSequence sequence ? sequence.Items : [axis.Value];
                combinations = [.. combinations.SelectMany(_ => values, (round, value) => round.Add(axis.WithValue(value))).Take(200)];
            }

            rounds.AddRange(combinations);
        }

        return rounds.Count == 0 ? [[]] : rounds;
    }

    private IEnumerable<HostJob> Processes(YamlMapping? job, ImmutableArray<YamlEntry> round, string folder)
    {
        var @default = _root.GetValueOrDefault("default") as YamlMapping;
        YamlNode? Find(string key) => job.Get(key) ?? @default.Get(key) ?? (key is "before_script" or "after_script" or "image" ? _root.GetValueOrDefault(key) : null);

        var rules = job.List("rules").OfType<YamlMapping>().ToList();
        var isConditional = job.Get("only") is not null || job.Get("except") is not null || job.Text("when") is "manual" or "on_failure" || rules.Count > 0;
        if (job.Text("when") is "never" || (rules is [var rule, ..] && rule.Entries is [{ Name: "when", Value: YamlScalar { Value: "never" } }]))
            yield break;
        var scope = new GitLabScope { Variables = [.. Variables(_root.GetValueOrDefault("variables")), .. Variables(job.Get("variables")), .. round.Select(static entry => (entry.Name, (entry.Value as YamlScalar)?.Value))] };
        var dialect = job.List("tags").OfType<YamlScalar>().Any(static tag => tag.Value.Contains("windows", StringComparison.OrdinalIgnoreCase)) ? ScriptDialect.PowerShell : ScriptDialect.Bash;
        var steps = ImmutableArray.CreateBuilder<HostStep>();
        Add([Find("before_script"), job.Get("script")], isConditional);
        Add([Find("after_script")], isConditional);
        if (steps.Count > 0)
            yield return new HostJob { Host = ScriptHost.GitLab, Steps = steps.ToImmutable(), Folder = folder };

        void Add(YamlNode?[] lists, bool conditional)
        {
            var lines = lists.SelectMany(list => Lines(list, null, 0)).Take(10_000).ToList();
            if (lines.Count == 0)
                return;
            var main = Lines(lists[^1], null, 0).Select(static line => line.Place).FirstOrDefault(lines[0].Place);
            var text = new ShellText.Builder(main.File);
            foreach (var (line, place) in lines)
            {
                // A line of another file has no place in this one: it is shown where it is referred to, or where the job's own script begins.
                var decoded = YamlScalarText.Of(line);
                if (ReferenceEquals(line.File, main.File))
                    text.Append(decoded, 0, decoded.Content.Length);
                else
                    text.AppendFixed(decoded.Content, ReferenceEquals(place.File, main.File) ? place.Span : main.Span);
                text.AppendFixed("\n", new TextSpan(main.Span.End, 0));
            }

            steps.Add(new HostStep { Text = text.Build(), Dialect = dialect, Scope = scope, IsConditional = conditional });
        }
    }

    private static IEnumerable<(string Name, string? Raw)> Variables(YamlNode? node)
    {
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
            yield return (entry.Name, (entry.Value as YamlScalar ?? (entry.Value as YamlMapping).Scalar("value"))?.Value);
    }

    /// <summary>The lines of a script: lists in lists are one list, and <c>!reference [job, key]</c> stands for what it names.</summary>
    private IEnumerable<(YamlScalar Line, SourceLocation Place)> Lines(YamlNode? node, SourceLocation? place, int depth)
    {
        if (depth > MaxDepth)
            return [];
        return node switch
        {
            YamlScalar line => [(line, place ?? line.Location)],
            YamlSequence { Tag: "!reference" } reference => Lines(Referenced(reference), place ?? reference.Location, depth + 1),
            YamlSequence list => list.Items.SelectMany(item => Lines(item, place, depth + 1)),
            _ => [],
        };
    }

    private YamlNode? Referenced(YamlSequence path)
    {
        if (path.Items is not [YamlScalar first, .. var rest])
            return null;
        var node = Extended(first.Value, 0) ?? _root.GetValueOrDefault(first.Value);
        foreach (var item in rest)
            node = item is YamlScalar key ? (node as YamlMapping).Get(key.Value) : null;
        return node;
    }
}
