using System.Collections.Immutable;
using System.Text;
using Stockade.Analysis.Configuration;
using Stockade.Rules;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Fuzz.Targets;

/// <summary>A repository in one text: a line of <c>=== path</c> before each file.</summary>
internal static class MemoryRepository
{
    private const string Mark = "=== ";

    // Nothing lies there: scripts that name files find none.
    private static readonly AnalysisOptions s_options = new() { RootDirectory = Path.Combine(AppContext.BaseDirectory, "nothing"), MaxDegreeOfParallelism = 1, Today = new DateOnly(2026, 1, 1) };

    public static string Of(params IEnumerable<(string Path, string Text)> files) => string.Concat(files.Select(static file => $"{Mark}{file.Path}\n{file.Text.TrimEnd()}\n"));

    /// <summary>The files; what stands before the first mark is a manifest.</summary>
    public static ImmutableArray<SourceFile> Files(string text)
    {
        var files = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        var current = new StringBuilder();
        files["a.yaml"] = current;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line.Length is > 4 and < 100)
            {
                var path = line[Mark.Length..].Trim();
                if (!files.TryGetValue(path, out current))
                    files[path] = current = new StringBuilder();
            }
            else
            {
                current.Append(line).Append('\n');
            }
        }

        return [.. files.Where(static file => file.Key.Length > 0).Select(static file => new SourceFile(file.Key, file.Value.ToString()) { Kind = KindOf(file.Key) })];
    }

    public static AnalysisResult Analyze(ImmutableArray<SourceFile> files)
    {
        var isNamed = files.Any(static file => file.Kind is FileKind.Kustomization);
        var parsed = files.Select(file => ModelLoader.Parse(file, isNamed, [])).OfType<ParsedFile>().ToImmutableArray();
        var content = new WorkspaceContent<ParsedFile>(parsed, [], files.Length);
        var judgement = AnalyzerEngine.Judge(content, s_options, new RunConfiguration(), CancellationToken.None);
        return new AnalysisResult(judgement.Model, judgement.Shown, AnalyzerEngine.Summarize(judgement.Model, judgement.Shown, judgement.Suppressed.Length, files.Length))
        {
            Suppressed = judgement.Suppressed,
            HasInternalError = judgement.Shown.Any(static diagnostic => diagnostic.Id == Descriptors.RuleFailed.Id),
        };
    }

    private static FileKind KindOf(string path) => FileClassifier.FromName(path[(path.LastIndexOf('/') + 1)..]) ?? FileKind.Script;
}
