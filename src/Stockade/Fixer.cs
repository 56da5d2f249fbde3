using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade;

/// <summary>Finds fixes and checks each by analysing the edited text.</summary>
public static class Fixer
{
    /// <summary>All fixes that hold one after the other. Nothing is written.</summary>
    public static FixResult Run(AnalysisOptions options, bool includeUnsafe, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        // What a fix may not bring about is a finding of any rule.
        var all = options.Whole();
        var (configuration, problems) = ConfigurationLoader.Load(all);
        if (!problems.IsEmpty)
            return new FixResult(options.RootDirectory, []) { Errors = [.. problems.Select(ConfigurationLoader.Describe).Select(static diagnostic => $"{diagnostic.Location}: {diagnostic.Message}")] };
        var content = KustomizationFiles.Read(AnalyzerEngine.RequestOf(all, configuration), configuration.AskedKinds, cancellationToken);
        if (content.Problems.Any(static problem => problem.IsPathError))
            return new FixResult(options.RootDirectory, []) { Errors = [.. content.Problems.Where(static problem => problem.IsPathError).Select(static problem => problem.Message)] };

        var session = new FixSession(all, configuration, content, AnalyzerEngine.Judge(content, all, configuration, cancellationToken));
        var files = new SortedDictionary<string, FixEdits>(StringComparer.Ordinal);
        var originals = content.Results.ToDictionary(static file => file.File.Path, static file => file.File, StringComparer.Ordinal);
        var titles = ImmutableArray.CreateBuilder<string>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        while (Next(session, diagnostic => AnalyzerEngine.IsSelected(diagnostic.Id, options) && tried.Add($"{Fingerprint.Of(diagnostic)} {diagnostic.Location}")) is { } diagnostic)
        {
            if (session.Find(diagnostic, includeUnsafe, cancellationToken) is not var (fix, after) || !TryAdd(files, originals, fix))
                continue;
            titles.Add($"{diagnostic.Location}: {diagnostic.Id}: {fix.Title}");
            session = after;
            tried.Clear();
        }

        return new FixResult(options.RootDirectory, [.. files.Values])
        {
            Titles = titles.ToImmutable(),
            OnDemand = includeUnsafe ? 0 : session.Judgement.Shown.Count(diagnostic => AnalyzerEngine.IsSelected(diagnostic.Id, options) && session.MayBeFixedOnDemand(diagnostic)),
        };
    }

    private static RuleDiagnostic? Next(FixSession session, Func<RuleDiagnostic, bool> isMeant) => session.Judgement.Shown.FirstOrDefault(isMeant);

    private static bool TryAdd(SortedDictionary<string, FixEdits> files, Dictionary<string, SourceFile> originals, Fix fix)
    {
        var groups = fix.Edits.GroupBy(static edit => edit.Location.File.Path, StringComparer.Ordinal).ToList();

        // All files or none: an edit of one file may make no sense without that of the other.
        if (groups.Count > 1 && groups.Exists(group => files.ContainsKey(group.Key)))
            return false;
        foreach (var group in groups)
        {
            var edits = files.GetValueOrDefault(group.Key) ?? new FixEdits(originals[group.Key]);
            if (!edits.TryAdd(group))
                return false;
            files[group.Key] = edits;
        }

        return true;
    }
}
