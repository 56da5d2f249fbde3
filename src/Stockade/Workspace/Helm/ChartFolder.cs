#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Collections.Immutable;
using System.Globalization;
using Stockade.Text;

namespace Stockade.Workspace.Helm;

/// <summary>The files of a chart as helm would read them: it follows every link, so links may not lead out of the root of the run.</summary>
internal sealed class ChartFolder
{
    private const long MaxTemplateSize = 1024 * 1024;

    private readonly string _root;
    private readonly string? _realRoot;
    private readonly HelmLimits _limits;
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, SourceFile>.Builder _templates = ImmutableDictionary.CreateBuilder<string, SourceFile>(StringComparer.Ordinal);
    private int _count;

    private ChartFolder(string root, HelmLimits limits)
    {
        _root = root;
        _realRoot = LinkResolver.Resolve(root);
        _limits = limits;
    }

    /// <summary>The templates by their paths in the chart, or why the chart is not to be given to helm.</summary>
    public static (ImmutableDictionary<string, SourceFile> Templates, string? Refusal) Read(string root, string folder, HelmLimits limits)
    {
        var reader = new ChartFolder(root, limits);
        try
        {
            var refusal = reader.Walk(folder);
            return (reader._templates.ToImmutable(), refusal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (reader._templates.ToImmutable(), "a part of its folder cannot be read");
        }
    }

    private string? Walk(string folder)
    {
        var chart = Path.GetFullPath(folder, _root);
        var pending = new Stack<(string Full, string InChart)>([(chart, string.Empty)]);
        while (pending.TryPop(out var next))
        {
            if (LinkResolver.Resolve(next.Full) is not { } real || !LinkResolver.IsInside(real, _realRoot))
                return Outside(next.InChart.Length > 0 ? next.InChart : folder);
            if (!_visited.Add(real))
                continue;
            foreach (var entry in new DirectoryInfo(next.Full).EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal))
            {
                var inChart = next.InChart.Length > 0 ? $"{next.InChart}/{entry.Name}" : entry.Name;
                if (++_count > _limits.Files)
                    return string.Create(CultureInfo.InvariantCulture, $"its folder holds more than {_limits.Files} files");
                if (entry.LinkTarget is not null && (LinkResolver.Resolve(entry.FullName) is not { } target || !LinkResolver.IsInside(target, _realRoot)))
                    return Outside(inChart);
                if (Directory.Exists(entry.FullName))
                    pending.Push((entry.FullName, inChart));
                else if (IsTemplate(inChart))
                    Add(entry.FullName, inChart, $"{(folder is "." ? string.Empty : $"{folder}/")}{inChart}");
            }
        }

        return null;
    }

    private void Add(string full, string inChart, string path)
    {
        // A pipe or a device has no length; opening one could block for ever.
        if (new FileInfo(full).Length is 0 or > MaxTemplateSize)
            return;
        var bytes = File.ReadAllBytes(full);
        if (!TextDecoder.IsBinary(bytes))
            _templates[inChart] = new SourceFile(path, TextDecoder.Decode(bytes).Text);
    }

    private static bool IsTemplate(string path) =>
        (path.StartsWith("templates/", StringComparison.Ordinal) || path.Contains("/templates/", StringComparison.Ordinal))
        && Path.GetExtension(path) is ".yaml" or ".yml" or ".tpl" or ".txt" or ".json";

    private static string Outside(string path) => $"'{path}' leads out of the root of the run";
}
