using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts.AzurePipelines;

/// <summary>Reads pipelines and their templates (learn.microsoft.com, "YAML schema reference for Azure Pipelines").</summary>
internal sealed partial class PipelineReader
{
    private const int MaxDepth = 24;
    private const int MaxSteps = 20_000;

    // Rounds of a matrix and of a loop multiply what a file of a megabyte says.
    private const long MaxCharacters = 32_000_000;

    private readonly HostFiles _files;
    private readonly ImmutableArray<HostJob>.Builder _jobs = ImmutableArray.CreateBuilder<HostJob>();
    private readonly SortedSet<string> _included = new(StringComparer.Ordinal);
    private int _steps;
    private long _characters;

    private PipelineReader(HostFiles files) => _files = files;

    public static bool IsPipeline(YamlMapping root) =>
        HasItems(root["steps"], "task", "script", "bash", "pwsh", "powershell", "checkout", "template", "download", "publish")
        || HasItems(root["jobs"], "job", "deployment", "template")
        || HasItems(root["stages"], "stage", "template")
        || root["extends"] is YamlMapping { Entries: [{ Name: "template" }, ..] };

    public static HostPlan Read(YamlMapping root, string path, HostFiles files)
    {
        var reader = new PipelineReader(files);
        var scope = new PipelineScope { Parameters = DefaultsOf(root) };
        reader.ReadRoot(root, new Place(path, scope, default, IsConditional: false, Depth: 0));
        return new HostPlan(reader._jobs.ToImmutable()) { Included = [.. reader._included] };
    }

    private static bool HasItems(YamlNode? node, params string[] keys) =>
        node is YamlSequence { Items: var items } && items.Any(item => item is YamlMapping { Entries: [var first, ..] } mapping
            && (keys.Any(key => mapping[key] is not null) || first.Name.StartsWith("${{", StringComparison.Ordinal)));

    private static ImmutableDictionary<string, PipelineValue> DefaultsOf(YamlMapping root)
    {
        var result = PipelineScope.Empty.Parameters;
        switch (root["parameters"])
        {
            case YamlSequence list:
                foreach (var parameter in list.Items.OfType<YamlMapping>())
                {
                    if (parameter.Text("name") is { } name)
                        result = result.SetItem(name, new PipelineValue(parameter["default"], PipelineScope.Empty));
                }

                break;
            case YamlMapping map:
                foreach (var entry in map.Entries)
                    result = result.SetItem(entry.Name, new PipelineValue(entry.Value, PipelineScope.Empty));
                break;
        }

        return result;
    }

    private void ReadRoot(YamlMapping root, Place place)
    {
        place = Enter(root, place);
        foreach (var (stages, at) in Find(root, "stages", place))
            ReadStages(stages, at);
        foreach (var (jobs, at) in Find(root, "jobs", place))
            ReadJobs(jobs, at);
        if (root["steps"] is not null)
            ReadJob(root, place);
        if (root["extends"] is YamlMapping extends)
            Include(extends, place, ReadRoot);
    }

    /// <summary>The pool and the variables of a level, over those of the levels around it.</summary>
    private Place Enter(YamlMapping level, Place place)
    {
        var variables = place.Scope.Variables;
        foreach (var (node, at) in Find(level, "variables", place))
            variables = AddVariables(variables, node, at);
        var pool = Find(level, "pool", place).Select(static found => found.Node).ToList();
        return place with
        {
            Scope = place.Scope.With(variables),
            Pool = pool.Count switch { 0 => place.Pool, 1 => new Pool(pool[0]), _ => new Pool(null) },
            IsConditional = place.IsConditional || level["condition"] is not null,
        };
    }

    private ImmutableDictionary<string, PipelineValue> AddVariables(ImmutableDictionary<string, PipelineValue> variables, YamlNode node, Place place)
    {
        if (place.Depth > MaxDepth)
            return variables;

        // One that only a condition defines may have this value or another.
        PipelineValue ValueOf(YamlNode? value, Place at) => new(at.IsChoice ? null : value, at.Scope);
        switch (node)
        {
            case YamlMapping map:
                foreach (var (key, value, at) in Entries(map, place))
                    variables = variables.SetItem(key, ValueOf(value, at));
                break;
            case YamlSequence list:
                foreach (var (item, at) in Items(list, place))
                {
                    var variable = item as YamlMapping;
                    if (variable.Text("name") is { } name)
                        variables = variables.SetItem(at.Scope.Resolve(name, HostState.Initial).Text ?? name, ValueOf(variable!["value"], at));
                    else if (variable?["template"] is not null)
                        Include(variable, at, (root, inner) => variables = root["variables"] is { } more ? AddVariables(variables, more, inner) : variables);
                }

                break;
        }

        return variables;
    }

    private void ReadStages(YamlNode stages, Place place)
    {
        foreach (var (item, at) in Items(stages, place))
        {
            if (item is not YamlMapping stage)
                continue;
            if (stage["template"] is not null)
            {
                Include(stage, at, ReadRoot);
                continue;
            }

            var inner = Enter(stage, at);
            foreach (var (jobs, within) in Find(stage, "jobs", inner))
                ReadJobs(jobs, within);
        }
    }

    private void ReadJobs(YamlNode jobs, Place place)
    {
        foreach (var (item, at) in InOrder([.. Items(jobs, place)]))
        {
            if (item is not YamlMapping job)
                continue;
            if (job["template"] is not null)
                Include(job, at, ReadRoot);
            else
                ReadJob(job, Enter(job, at));
        }
    }

    /// <summary>The jobs, each after those it depends on.</summary>
    private static List<(YamlNode Node, Place Place)> InOrder(List<(YamlNode Node, Place Place)> jobs)
    {
        var result = new List<(YamlNode, Place)>();
        var names = jobs.ConvertAll(static job => (job.Node as YamlMapping).Text("job") ?? (job.Node as YamlMapping).Text("deployment"));
        var done = new bool[jobs.Count];
        for (var i = 0; i < jobs.Count; i++)
            Visit(i, depth: 0);
        return result;

        void Visit(int index, int depth)
        {
            if (index < 0 || done[index] || depth > 256)
                return;
            done[index] = true;
            foreach (var needed in (jobs[index].Node as YamlMapping).List("dependsOn").OfType<YamlScalar>())
                Visit(names.IndexOf(needed.Value), depth + 1);
            result.Add(jobs[index]);
        }
    }

    private void ReadJob(YamlMapping job, Place place)
    {
        var matrix = job.Map("strategy").Map("matrix");
        if (matrix is null)
        {
            ReadRound(job, place);
            return;
        }

        foreach (var (_, values, at) in Entries(matrix, place).Take(256))
        {
            var variables = at.Scope.Variables;
            foreach (var entry in (values as YamlMapping)?.Entries ?? [])
                variables = variables.SetItem(entry.Name, new PipelineValue(entry.Value, at.Scope));
            ReadRound(job, at with { Scope = at.Scope.With(variables) });
        }
    }

    private void ReadRound(YamlMapping job, Place place)
    {
        var (kind, name, location) = place.Pool.RunnerOf(place.Scope);
        var isWindows = name.Contains("win", StringComparison.OrdinalIgnoreCase) || name.Contains("vs20", StringComparison.OrdinalIgnoreCase);
        var steps = ImmutableArray.CreateBuilder<HostStep>();

        // Outputs of another job go by dependencies (learn.microsoft.com, "Define variables", output variables).
        _baked.Clear();
        foreach (var (list, at) in StepLists(job, place, depth: 0))
            ReadSteps(list, at with { IsWindows = isWindows }, steps);
        _jobs.Add(new HostJob
        {
            Host = ScriptHost.AzurePipelines,
            Steps = steps.ToImmutable(),
            Runner = job["container"] is null ? kind : RunnerKind.Unknown,
            RunnerName = name,
            RunnerLocation = location,
        });
    }

    /// <summary>The steps of a job, or of every phase of a deployment in the order the phases run.</summary>
    private static IEnumerable<(YamlNode Node, Place Place)> StepLists(YamlMapping job, Place place, int depth)
    {
        foreach (var found in Find(job, "steps", place))
            yield return found;
        if (depth > 4 || job["strategy"] is not YamlMapping strategy)
            yield break;
        foreach (var way in (string[])["runOnce", "rolling", "canary"])
        {
            if (strategy[way] is not YamlMapping phases)
                continue;
            foreach (var phase in (string[])["preDeploy", "deploy", "routeTraffic", "postRouteTraffic"])
            {
                foreach (var found in Find(phases.Map(phase), "steps", place))
                    yield return found;
            }

            foreach (var outcome in (string[])["success", "failure"])
            {
                foreach (var found in Find(phases.Map("on").Map(outcome), "steps", place with { IsConditional = place.IsConditional || outcome is "failure" }))
                    yield return found;
            }
        }
    }

    /// <summary>Follows a template of this repository: its content takes the place of the reference.</summary>
    private void Include(YamlMapping reference, Place place, Action<YamlMapping, Place> read)
    {
        var written = place.Scope.Resolve(reference.Text("template") ?? "", HostState.Initial).Text;
        if (written is null || place.Depth > MaxDepth)
            return;
        if (written.EndsWith("@self", StringComparison.Ordinal))
            written = written[..^"@self".Length];
        var path = written.StartsWith('/') ? RelativePath.Combine("", written) : RelativePath.Combine(RelativePath.FolderOf(place.Path), written);
        if (path is null || _files.Find(path) is not { } template || _included.Count > 1000)
            return;
        _included.Add(path);
        var parameters = DefaultsOf(template);
        if (reference["parameters"] is YamlMapping given)
        {
            foreach (var (key, value, at) in Entries(given, place))
                parameters = parameters.SetItem(key, new PipelineValue(at.IsChoice ? null : value, at.Scope));
        }

        var scope = new PipelineScope { Parameters = parameters, Variables = place.Scope.Variables };
        read(template, place with { Path = path, Scope = scope, Depth = place.Depth + 1, IsConditional = place.IsConditional || reference["condition"] is not null });
    }

    /// <summary>The values of a key, also where a <c>${{ if }}</c> holds it.</summary>
    private static IEnumerable<(YamlNode Node, Place Place)> Find(YamlMapping? mapping, string key, Place place) =>
        mapping is null ? [] : Entries(mapping, place).Where(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)).Select(static entry => (entry.Value, entry.Place));

    /// <summary>The entries of a mapping, those under <c>${{ if }}</c> and <c>${{ each }}</c> in its place.</summary>
    private static IEnumerable<(string Key, YamlNode Value, Place Place)> Entries(YamlMapping mapping, Place place)
    {
        foreach (var entry in mapping.Entries)
        {
            if (Directive(entry.Name) is not { } directive)
            {
                yield return (place.Scope.Resolve(entry.Name, HostState.Initial).Text ?? entry.Name, entry.Value, place);
                continue;
            }

            if (entry.Value is not YamlMapping inner || place.Depth > MaxDepth)
                continue;
            foreach (var round in Rounds(directive, place))
            {
                foreach (var found in Entries(inner, round))
                    yield return found;
            }
        }
    }

    /// <summary>The items of a list, those under <c>${{ if }}</c> and <c>${{ each }}</c> and of a list that is a parameter in their place.</summary>
    private static IEnumerable<(YamlNode Node, Place Place)> Items(YamlNode node, Place place)
    {
        if (place.Depth > MaxDepth)
            yield break;
        if (node is YamlScalar { Value: var expression } && place.Scope.NodeOf(expression.Trim()) is { Node: YamlSequence passed } value)
        {
            foreach (var found in Items(passed, place with { Scope = new PipelineScope { Parameters = value.Scope.Parameters, Variables = place.Scope.Variables }, Depth = place.Depth + 1 }))
                yield return found;
            yield break;
        }

        foreach (var item in (node as YamlSequence)?.Items ?? [])
        {
            if (item is YamlScalar)
            {
                foreach (var found in Items(item, place with { Depth = place.Depth + 1 }))
                    yield return found;
                continue;
            }

            if (item is not YamlMapping { Entries: [var first, ..] } mapping || Directive(first.Name) is null)
            {
                yield return (item, place);
                continue;
            }

            foreach (var entry in mapping.Entries)
            {
                foreach (var round in Rounds(Directive(entry.Name) ?? "if", place))
                {
                    foreach (var found in entry.Value is YamlSequence ? Items(entry.Value, round) : [(entry.Value, round)])
                        yield return found;
                }
            }
        }
    }

    /// <summary>The text of <c>${{ if … }}</c>, <c>${{ else }}</c>, <c>${{ each … }}</c> and <c>${{ insert }}</c>; null for any other key.</summary>
    private static string? Directive(string key)
    {
        if (!key.StartsWith("${{", StringComparison.Ordinal) || !key.EndsWith("}}", StringComparison.Ordinal))
            return null;
        var inner = key[3..^2].Trim();
        var end = inner.IndexOfAny([' ', '(']);
        return (end < 0 ? inner : inner[..end]) is "if" or "elseif" or "else" or "each" or "insert" ? inner : null;
    }

    private static IEnumerable<Place> Rounds(string directive, Place place)
    {
        var deeper = place with { Depth = place.Depth + 1 };
        if (directive.StartsWith("insert", StringComparison.Ordinal))
            return [deeper];
        if (!directive.StartsWith("each ", StringComparison.Ordinal))
            return [deeper with { IsConditional = true, IsChoice = true }];
        var words = directive.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [_, var name, "in", var list])
            return [deeper with { IsConditional = true, IsChoice = true }];
        var value = place.Scope.NodeOf($"${{{{ {list} }}}}");
        return value?.Node switch
        {
            YamlSequence sequence => sequence.Items.Take(256).Select(item => deeper with { Scope = Bind(item, value.Value.Scope) }),
            _ => [deeper with { Scope = Bind(null, place.Scope), IsConditional = true, IsChoice = true }],
        };

        PipelineScope Bind(YamlNode? node, PipelineScope scope) => new()
        {
            Parameters = place.Scope.Parameters.SetItem(name, new PipelineValue(node, scope)),
            Variables = place.Scope.Variables,
        };
    }

    /// <summary>Where reading is: the file, what is known, the machine, and whether this may be left out.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Scope">What is known.</param>
    /// <param name="Pool">The machines.</param>
    /// <param name="IsConditional">This may not run.</param>
    /// <param name="Depth">How deep templates and directives are nested.</param>
    private readonly record struct Place(string Path, PipelineScope Scope, Pool Pool, bool IsConditional, int Depth)
    {
        public bool IsWindows { get; init; }

        /// <summary>A condition of a template decides whether this is there at all.</summary>
        public bool IsChoice { get; init; }
    }

    private readonly record struct Pool(YamlNode? Node)
    {
        public (RunnerKind Kind, string Name, SourceLocation? Location) RunnerOf(PipelineScope scope)
        {
            if (Node is not YamlMapping pool || pool.Scalar("vmImage") is not { } image)
                return (RunnerKind.Unknown, "", null);
            var name = scope.Resolve(image.Value, HostState.Initial).Text;
            return name is null ? (RunnerKind.Unknown, "", null) : (RunnerKind.Hosted, name, image.Location);
        }
    }
}
