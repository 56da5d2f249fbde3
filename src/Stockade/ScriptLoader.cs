using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade;

/// <summary>Follows every script of the run, once: those that a workflow or another script runs are part of it.</summary>
internal static class ScriptLoader
{
    /// <summary>
    /// The scripts and jobs in the order of the paths of their files, the jobs of a file in the order they run; and the comments of all scripts, of
    /// those that others run, too.
    /// </summary>
    /// <param name="files">What was read.</param>
    /// <param name="open">Reads a file that a command names, from the script it stands in.</param>
    /// <param name="maxDegreeOfParallelism">How many scripts are followed at a time.</param>
    public static (ImmutableArray<LoadedScript> Scripts, IEnumerable<SourceLocation> Comments) Read(
        ImmutableArray<ParsedFile> files, Func<SourceFile, string, string?> open, int maxDegreeOfParallelism)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism : -1 };
        var byPath = files.Where(static file => ScriptDialects.IsScript(file.File.Kind)).ToDictionary(static file => file.File.Path, static file => file.File, StringComparer.Ordinal);
        var scripts = files.Select(static file => file.File).Where(new CallableScripts(byPath.Values).IsFollowed).ToArray();
        var root = new SourceFile("", "");
        var found = new ScriptFiles(byPath, path => open(root, path));
        var hosts = files.Where(static file => file.Host is not null).DistinctBy(static file => file.File.Path, StringComparer.Ordinal).ToArray();
        var hostFiles = new HostFiles(hosts.ToDictionary(static file => file.File.Path, static file => file.Host!, StringComparer.Ordinal));

        var plans = new HostPlan[hosts.Length];
        Parallel.For(0, hosts.Length, parallel, i => plans[i] = HostReader.Read(hosts[i].Host!, hosts[i].File.Path, hostFiles));
        var included = plans.SelectMany(static plan => plan.Included).ToHashSet(StringComparer.Ordinal);
        var jobs = hosts.Zip(plans)
            .Where(pair => !included.Contains(pair.First.File.Path))
            .SelectMany(static pair => pair.Second.Jobs, static (pair, job) => (pair.First.File.Path, Job: job))
            .Concat(files.SelectMany(static file => HostReader.Read(file.File).Jobs, static (file, job) => (file.File.Path, Job: job)))
            .ToArray();

        var results = new LoadedScript[scripts.Length + jobs.Length];
        Parallel.For(0, results.Length, parallel, i => results[i] = i < scripts.Length
            ? ReadScript(scripts[i], found, open)
            : ReadJob(jobs[i - scripts.Length].Path, jobs[i - scripts.Length].Job, found, open));

        var parts = PartsOfOthers(results[..scripts.Length], results[scripts.Length..]);
        var kept = results
            .Select((script, i) => i >= scripts.Length ? script : parts.Contains(script.Path) ? null : Concerning(scripts[i], script))
            .OfType<LoadedScript>()
            .OrderBy(static script => script.Path, StringComparer.Ordinal);
        return ([.. kept], results.SelectMany(static script => script.Result.Comments));
    }

    /// <summary>The scripts that are read where another runs them. Of those that run each other in a circle, and that nothing else runs, the first stands for all.</summary>
    private static HashSet<string> PartsOfOthers(LoadedScript[] scripts, LoadedScript[] jobs)
    {
        var called = scripts.Concat(jobs).SelectMany(PathsIn).ToHashSet(StringComparer.Ordinal);
        var parts = scripts.Where(script => !called.Contains(script.Path)).Concat(jobs).SelectMany(PathsIn).ToHashSet(StringComparer.Ordinal);
        foreach (var script in scripts.Where(script => called.Contains(script.Path)).OrderBy(static script => script.Path, StringComparer.Ordinal))
        {
            if (!parts.Contains(script.Path))
                parts.UnionWith(PathsIn(script).Where(path => path != script.Path));
        }

        return parts;
    }

    private static IEnumerable<string> PathsIn(LoadedScript script) => script.Result.Sourced.Select(static file => file.Path);

    /// <summary>What of a script counts: of one that runs no az only what it applies. Errors in it are none of ours.</summary>
    private static LoadedScript? Concerning(SourceFile file, LoadedScript script)
    {
        if (CallableScripts.HoldsAz(file) || !script.Result.Invocations.IsEmpty)
            return script;
        return script.Result.Tools.Any(static tool => tool.Input?.Text is not null || !tool.Written.IsEmpty) ? script with { Result = script.Result with { Errors = [] } } : null;
    }

    private static LoadedScript ReadScript(SourceFile file, ScriptFiles scripts, Func<SourceFile, string, string?> open)
    {
        // Where a script is run from is not known: its own folder, or the root.
        var folder = RelativePath.FolderOf(file.Path);
        var result = ScriptReader.Read(ScriptInput.Of(file) with
        {
            Source = path => scripts.FindScript(folder, "", path) ?? scripts.FindScript("", "", path),
            Included = path => scripts.FindAny(folder, "", path) ?? scripts.FindAny("", "", path),
        });
        return new LoadedScript(file.Path, result, AzureCommandSequence.Bind(result.Invocations, open));
    }

    private static LoadedScript ReadJob(string path, HostJob job, ScriptFiles scripts, Func<SourceFile, string, string?> open)
    {
        var result = HostJobRunner.Run(job, scripts);
        var commands = AzureCommandSequence.Bind(result.Invocations, open);
        return new LoadedScript(path, result, commands)
        {
            Hosted = new HostedJob(job, commands, result.Tools, HostJobRunner.JoinsNetwork(job, result)),
        };
    }
}
