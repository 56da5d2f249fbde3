using System.Collections.Immutable;
using Stockade.Syntax.Shell;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Syntax.Hosts.GitHub;

/// <summary>Reads workflows and composite actions (docs.github.com, "Workflow syntax for GitHub Actions" and "Metadata syntax").</summary>
internal sealed class WorkflowReader
{
    // GitHub allows ten levels of workflows and ten of actions; a chain that comes back to itself ends here.
    private const int MaxCalls = 10;
    private const int MaxSteps = 20_000;

    // Rounds of a matrix multiply what a file of a megabyte says.
    private const long MaxCharacters = 32_000_000;

    private readonly HostFiles _files;
    private readonly string _root;
    private readonly ImmutableArray<HostJob>.Builder _jobs = ImmutableArray.CreateBuilder<HostJob>();
    private readonly Dictionary<string, (string Command, YamlScalar Path)> _baked = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _included = new(StringComparer.Ordinal);
    private int _steps;
    private long _characters;

    private WorkflowReader(HostFiles files, string root)
    {
        _files = files;
        _root = root;
    }

    /// <summary>A workflow, wherever it lies: it says when it runs and has jobs with steps.</summary>
    public static bool IsWorkflow(YamlMapping root) =>
        root["jobs"] is YamlMapping jobs && (root["on"] ?? root["true"]) is not null
        && jobs.Entries.Any(static job => job.Value is YamlMapping mapping && (mapping["steps"] ?? mapping["uses"]) is not null);

    public static bool IsAction(YamlMapping root) => root["runs"] is YamlMapping runs && runs.Text("using") is "composite" && runs["steps"] is YamlSequence;

    public static HostPlan ReadWorkflow(YamlMapping root, string path, HostFiles files)
    {
        var reader = new WorkflowReader(files, RootOf(path));
        var inputs = Defaults((root["on"] as YamlMapping)?.Map("workflow_call").Map("inputs"), isCalled: false)
            .SetItems(Defaults((root["on"] as YamlMapping)?.Map("workflow_dispatch").Map("inputs"), isCalled: false));
        reader.ReadJobs(root, new WorkflowScope { Inputs = inputs }, isConditional: false, calls: 0);
        return new HostPlan(reader._jobs.ToImmutable()) { Included = [.. reader._included] };
    }

    public static HostPlan ReadAction(YamlMapping root, string path, HostFiles files)
    {
        var reader = new WorkflowReader(files, RootOf(path));
        var steps = ImmutableArray.CreateBuilder<HostStep>();
        var scope = new WorkflowScope { Inputs = Defaults(root.Map("inputs"), isCalled: false) };
        reader.ReadSteps(root.Map("runs"), new StepContext(scope, null, "", IsConditional: false, Calls: 0), steps);
        return new HostPlan([new HostJob { Host = ScriptHost.GitHub, Steps = steps.ToImmutable(), Folder = reader._root }]) { Included = [.. reader._included] };
    }

    /// <summary>The root of the repository: what holds <c>.github</c>.</summary>
    private static string RootOf(string path)
    {
        var marker = path.StartsWith(".github/", StringComparison.Ordinal) ? 0 : path.IndexOf("/.github/", StringComparison.Ordinal);
        return marker < 0 ? "" : path[..marker];
    }

    /// <summary>The defaults of inputs. One without a default that the caller leaves out is empty; who runs the file by hand may give any.</summary>
    private static ImmutableDictionary<string, (string Raw, WorkflowScope Scope)> Defaults(YamlMapping? inputs, bool isCalled)
    {
        var result = WorkflowScope.Empty.Inputs;
        foreach (var entry in inputs?.Entries ?? [])
        {
            var input = entry.Value as YamlMapping;
            if (input.Scalar("default") is { } value)
                result = result.SetItem(entry.Name, (value.Value, WorkflowScope.Empty));
            else if (isCalled && input.Text("required") is not "true")
                result = result.SetItem(entry.Name, (input.Text("type") is "boolean" ? "false" : input.Text("type") is "number" ? "0" : "", WorkflowScope.Empty));
        }

        return result;
    }

    private static ImmutableDictionary<string, (string Raw, WorkflowScope Scope)> Arguments(YamlMapping? declared, YamlMapping? given, WorkflowScope caller)
    {
        var result = Defaults(declared, isCalled: true);
        foreach (var entry in given?.Entries ?? [])
        {
            if (entry.Value is YamlScalar value)
                result = result.SetItem(entry.Name, (value.Value, caller));
            else
                result = result.Remove(entry.Name);
        }

        return result;
    }

    private static ImmutableArray<(string Name, string Raw, WorkflowScope? Scope)> Variables(YamlMapping? env) =>
        [.. (env?.Entries ?? []).Select(static entry => (entry.Name, (entry.Value as YamlScalar)?.Value ?? $"${{{{ env.{entry.Name} }}}}", (WorkflowScope?)null))];

    private void ReadJobs(YamlMapping root, WorkflowScope scope, bool isConditional, int calls)
    {
        var defaults = root.Map("defaults").Map("run");
        var outer = new WorkflowScope { Inputs = scope.Inputs, JobEnvironment = Variables(root.Map("env")) };
        foreach (var (_, job) in InOrder(root.Map("jobs")))
        {
            var isJobConditional = isConditional || job["if"] is not null;
            if (IsNever(job))
                continue;
            var matrix = job.Map("strategy").Get("matrix");
            foreach (var round in WorkflowMatrix.Rounds(matrix))
            {
                var jobScope = new WorkflowScope { Inputs = scope.Inputs, Matrix = round, IsMatrixKnown = WorkflowMatrix.IsLiteral(matrix), JobEnvironment = [.. outer.JobEnvironment, .. Variables(job.Map("env"))] };
                if (job.Text("uses") is { } called)
                    CallWorkflow(called, job.Map("with"), jobScope, isJobConditional, calls);
                else
                    ReadJob(job, jobScope, defaults, isJobConditional, calls);
            }
        }
    }

    /// <summary>The jobs, each after those it needs.</summary>
    private static List<(string Name, YamlMapping Job)> InOrder(YamlMapping? jobs)
    {
        var result = new List<(string, YamlMapping)>();
        var byName = (jobs?.Entries ?? []).Where(static entry => entry.Value is YamlMapping).ToDictionary(static entry => entry.Name, static entry => (YamlMapping)entry.Value, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in byName)
            Visit(name, depth: 0);
        return result;

        void Visit(string name, int depth)
        {
            if (depth > 256 || !byName.TryGetValue(name, out var job) || !done.Add(name))
                return;
            foreach (var needed in job.List("needs").OfType<YamlScalar>())
                Visit(needed.Value, depth + 1);
            result.Add((name, job));
        }
    }

    private static bool IsNever(YamlMapping node) => node["if"] is YamlScalar { Value: var condition } && condition.Trim() is "false" or "${{ false }}" or "${{false}}";

    private void CallWorkflow(string called, YamlMapping? with, WorkflowScope caller, bool isConditional, int calls)
    {
        if (calls >= MaxCalls || Local(called) is not { } path || _files.Find(path) is not { } workflow)
            return;
        _included.Add(path);
        var declared = (workflow["on"] as YamlMapping)?.Map("workflow_call").Map("inputs");
        ReadJobs(workflow, new WorkflowScope { Inputs = Arguments(declared, with, caller) }, isConditional, calls + 1);
    }

    private string? Local(string uses) => uses.StartsWith("./", StringComparison.Ordinal) ? RelativePath.Combine(_root, uses) : null;

    private void ReadJob(YamlMapping job, WorkflowScope scope, YamlMapping? outerDefaults, bool isConditional, int calls)
    {
        var (runner, name, location) = RunnerOf(job, scope);
        var defaults = job.Map("defaults").Map("run");
        var shell = Resolved(defaults.Text("shell") ?? outerDefaults.Text("shell"), scope) ?? (name.Contains("windows", StringComparison.OrdinalIgnoreCase) ? "pwsh" : null);
        var folder = FolderOf(defaults.Text("working-directory") ?? outerDefaults.Text("working-directory"), scope) ?? "";
        var steps = ImmutableArray.CreateBuilder<HostStep>();

        // The context "steps" holds the steps of the current job (docs.github.com, "Contexts reference").
        _baked.Clear();
        ReadSteps(job, new StepContext(scope, shell, folder, isConditional, calls), steps);
        _jobs.Add(new HostJob
        {
            Host = ScriptHost.GitHub,
            Steps = steps.ToImmutable(),
            Runner = HasTunnel(job) ? RunnerKind.Unknown : runner,
            RunnerName = name,
            RunnerLocation = location,
            Folder = _root,
        });
    }

    /// <summary>A folder below the checkout. One that is not known holds no file that could be found.</summary>
    private static string? FolderOf(string? text, WorkflowScope scope)
    {
        if (text is null)
            return null;
        var value = scope.Resolve(text, HostState.Initial);
        if (value.Fragments is [{ IsKnown: false } root, .. var rest] && WorkspaceRoots.IsRoot(root.Text))
            value = HostValue.Of(rest);
        return value.Text ?? "…";
    }

    private static string? Resolved(string? text, WorkflowScope scope) => text is null ? null : scope.Resolve(text, HostState.Initial).Text;

    private static (RunnerKind Kind, string Name, SourceLocation? Location) RunnerOf(YamlMapping job, WorkflowScope scope)
    {
        var labels = (job["runs-on"] is YamlMapping group ? group.List("labels") : job.List("runs-on")).OfType<YamlScalar>().ToList();
        var names = labels.ConvertAll(label => Resolved(label.Value, scope) ?? label.Value);
        var name = names.Count == 1 ? names[0] : names.Find(static label => label.Contains("windows", StringComparison.OrdinalIgnoreCase)) ?? "";
        if (names.Exists(static label => label.Equals("self-hosted", StringComparison.OrdinalIgnoreCase)))
            return (RunnerKind.SelfHosted, name, null);

        // A runner group or a container may be attached to a virtual network.
        if (job["runs-on"] is YamlMapping || job["container"] is not null || names.Count != 1 || !IsHostedLabel(name))
            return (RunnerKind.Unknown, name, null);
        return (RunnerKind.Hosted, name, labels[0].Location);
    }

    /// <summary>The labels of the standard runners (docs.github.com, "GitHub-hosted runners reference"); larger runners have names of their owner's.</summary>
    private static bool IsHostedLabel(string label)
    {
        var dash = label.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || label[..dash].ToLowerInvariant() is not ("ubuntu" or "windows" or "macos"))
            return false;
        var version = label[(dash + 1)..].ToLowerInvariant();
        return version is "latest" || version.Replace("-arm", "", StringComparison.Ordinal).Replace("-intel", "", StringComparison.Ordinal).All(static c => char.IsAsciiDigit(c) || c is '.');
    }

    /// <summary>An action that joins the machine to a private network.</summary>
    private static bool HasTunnel(YamlMapping job) =>
        job.List("steps").OfType<YamlMapping>().Any(static step => step.Text("uses") is { } uses && PrivateNetworks.IsJoinedBy(uses));

    private void ReadSteps(YamlMapping? owner, StepContext context, ImmutableArray<HostStep>.Builder steps)
    {
        foreach (var step in owner.List("steps").OfType<YamlMapping>())
        {
            if (IsNever(step) || ++_steps > MaxSteps || (_characters += step.Span.Length) > MaxCharacters)
                continue;
            var scope = new WorkflowScope
            {
                Inputs = context.Scope.Inputs,
                Matrix = context.Scope.Matrix,
                IsMatrixKnown = context.Scope.IsMatrixKnown,
                Steps = context.Scope.Steps,
                JobEnvironment = context.Scope.JobEnvironment,
                StepEnvironment = [.. context.Scope.StepEnvironment, .. Variables(step.Map("env"))],
            };
            var isConditional = context.IsConditional || step["if"] is not null;
            if (step.Scalar("run") is { } run)
            {
                var shell = Resolved(step.Text("shell"), scope) ?? context.Shell ?? "bash";
                if (ShellNames.DialectOf(shell) is { } dialect)
                    Add(run, dialect, FolderOf(step.Text("working-directory"), scope) ?? context.Folder);
            }
            else if (step.Text("uses") is { } uses)
            {
                ReadUses(uses, step, context with { Scope = scope, IsConditional = isConditional }, steps);
            }

            void Add(YamlScalar text, ScriptDialect dialect, string folder) =>
                steps.Add(new HostStep { Text = YamlScalarText.Of(text), Dialect = dialect, Scope = scope, IsConditional = isConditional, Folder = folder, Name = NameOf(step, scope) });
        }
    }

    /// <summary>What its outputs are called in the job: the steps of an action have names of their own.</summary>
    private static string NameOf(YamlMapping step, WorkflowScope scope) => step.Text("id") is { } id ? scope.Steps + id : "";

    private void ReadUses(string uses, YamlMapping step, StepContext context, ImmutableArray<HostStep>.Builder steps)
    {
        var with = step.Map("with");
        if (Local(uses) is { } folder)
        {
            CallAction(folder, with, context, steps);
            return;
        }

        // https://github.com/Azure/cli runs the script with bash in a container, https://github.com/Azure/powershell with the Az module.
        var at = uses.IndexOf('@', StringComparison.Ordinal);
        var action = (at < 0 ? uses : uses[..at]).ToLowerInvariant();
        if (ReadDeployment(action, step, with, context.Scope) is { } deployment)
            steps.Add(new HostStep { Text = deployment, Dialect = ScriptDialect.Bash, Scope = context.Scope, IsConditional = context.IsConditional });
        ScriptDialect? dialect = action switch
        {
            "azure/cli" => ScriptDialect.Bash,
            "azure/powershell" => ScriptDialect.PowerShell,
            _ => null,
        };
        if (dialect is { } known && with.Scalar("inlineScript") is { } script)
            steps.Add(new HostStep { Text = YamlScalarText.Of(script), Dialect = known, Scope = context.Scope, IsConditional = context.IsConditional, Name = NameOf(step, context.Scope) });
    }

    /// <summary>The actions of AKS (github.com/Azure/aks-set-context, k8s-set-context, k8s-bake, k8s-deploy; the inputs are in their action.yml).</summary>
    private ShellText? ReadDeployment(string action, YamlMapping step, YamlMapping? with, WorkflowScope scope)
    {
        var task = step.Scalar("uses")!;
        switch (action)
        {
            case "azure/aks-set-context":
                return DeploymentTask.Use(task, with.Scalar("resource-group"), with.Scalar("cluster-name"));
            case "azure/k8s-set-context":
                return DeploymentTask.Use(task, null, null);
            case "azure/k8s-bake":
                var isKustomize = string.Equals(with.Text("renderEngine"), "kustomize", StringComparison.OrdinalIgnoreCase);
                _baked.Remove(NameOf(step, scope));
                if (with.Scalar(isKustomize ? "kustomizationPath" : "helmChart") is { } source)
                    _baked[NameOf(step, scope)] = (isKustomize ? "kustomize" : "tree", source);
                return null;
            case "azure/k8s-deploy" when with.Text("action") is null or "deploy" && with.Scalar("manifests") is { } manifests:
                var isPrivate = with.Text("private-cluster") is { } given && !string.Equals(given, "false", StringComparison.OrdinalIgnoreCase);
                var (group, cluster) = isPrivate ? (with.Scalar("resource-group"), with.Scalar("name")) : (null, null);
                if (isPrivate && cluster is null)
                    return null;
                var baked = _baked.FirstOrDefault(item => item.Key.Length > scope.Steps.Length && item.Key.StartsWith(scope.Steps, StringComparison.Ordinal) && manifests.Value.Contains($"steps.{item.Key[scope.Steps.Length..]}.outputs.manifestsBundle", StringComparison.Ordinal)).Value;
                return baked.Path is { } path
                    ? DeploymentTask.Deploy(task, group, cluster, baked.Command, [YamlScalarText.Of(path)])
                    : DeploymentTask.Deploy(task, group, cluster, "tree", DeploymentTask.Split(YamlScalarText.Of(manifests), "\n,;"));
            default:
                return null;
        }
    }

    private void CallAction(string folder, YamlMapping? with, StepContext context, ImmutableArray<HostStep>.Builder steps)
    {
        var path = RelativePath.Combine(folder, "action.yml")!;
        if (_files.Find(path) is not { } action)
        {
            path = RelativePath.Combine(folder, "action.yaml")!;
            if (_files.Find(path) is not { } other)
                return;
            action = other;
        }

        if (!IsAction(action) || context.Calls >= MaxCalls)
            return;
        _included.Add(path);
        var caller = context.Scope;
        var scope = new WorkflowScope
        {
            Inputs = Arguments(action.Map("inputs"), with, caller),
            Steps = $"{caller.Steps}{steps.Count}/",
            JobEnvironment = [.. caller.JobEnvironment.Select(variable => (variable.Name, variable.Raw, variable.Scope ?? OuterOf(caller)))],
            StepEnvironment = [.. caller.StepEnvironment.Select(variable => (variable.Name, variable.Raw, variable.Scope ?? OuterOf(caller)))],
        };
        ReadSteps(action.Map("runs"), new StepContext(scope, null, "", context.IsConditional, context.Calls + 1), steps);
    }

    /// <summary>What the variables of a level see: the same contexts without those of the step.</summary>
    private static WorkflowScope? OuterOf(WorkflowScope scope) =>
        new() { Inputs = scope.Inputs, Matrix = scope.Matrix, IsMatrixKnown = scope.IsMatrixKnown, Steps = scope.Steps, JobEnvironment = [.. scope.JobEnvironment.Where(static variable => !variable.Raw.Contains("${{", StringComparison.Ordinal))] };

    private sealed record StepContext(WorkflowScope Scope, string? Shell, string Folder, bool IsConditional, int Calls);
}
