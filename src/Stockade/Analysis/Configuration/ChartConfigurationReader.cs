using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;

namespace Stockade.Analysis.Configuration;

/// <summary>Reads <c>charts</c>.</summary>
internal sealed class ChartConfigurationReader(ConfigurationNodes nodes)
{
    public ImmutableArray<ChartConfiguration> Read(YamlEntry entry)
    {
        var charts = ImmutableArray.CreateBuilder<ChartConfiguration>();
        foreach (var node in nodes.ReadItems(entry, "charts"))
        {
            var chart = new ChartConfiguration { Path = string.Empty };
            var isRead = nodes.ReadMapping(node, "a chart", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
            {
                ["path"] = item => chart = chart with { Path = ReadPath(item), Location = item.Value.Location },
                ["release"] = item => chart = chart with { Release = nodes.ReadText(item) },
                ["namespace"] = item => chart = chart with { Namespace = nodes.ReadText(item) },
                ["values"] = item => chart = chart with { Values = ReadSets(item) },
            }, "path");
            if (chart.Path.Length > 0 && charts.Any(other => other.Path == chart.Path))
                nodes.Report(node.Location, $"chart '{chart.Path}' is given twice; its sets of values stand under one 'values'");
            if (isRead && chart.Path.Length > 0)
                charts.Add(chart);
        }

        return charts.ToImmutable();
    }

    private ImmutableArray<ValueSetConfiguration> ReadSets(YamlEntry entry)
    {
        var sets = ImmutableArray.CreateBuilder<ValueSetConfiguration>();
        foreach (var node in nodes.ReadItems(entry, "sets of values"))
        {
            var set = new ValueSetConfiguration { Name = string.Empty };
            var isRead = nodes.ReadMapping(node, "a set of values", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
            {
                ["name"] = item => set = set with { Name = nodes.ReadText(item) },
                ["files"] = item => set = ReadFiles(item, set),
                ["release"] = item => set = set with { Release = nodes.ReadText(item) },
                ["namespace"] = item => set = set with { Namespace = nodes.ReadText(item) },
                ["cluster"] = item => set = set with { Cluster = nodes.ReadText(item), ClusterLocation = item.Value.Location },
            }, "name");
            if (set.Name.Length > 0 && sets.Any(other => other.Name == set.Name))
                nodes.Report(node.Location, $"two sets of values are named '{set.Name}'");
            if (isRead)
                sets.Add(set);
        }

        return sets.ToImmutable();
    }

    private ValueSetConfiguration ReadFiles(YamlEntry entry, ValueSetConfiguration set)
    {
        var files = nodes.ReadTexts(entry).Select(item => (Path: Resolve(item.Text), item.Text, item.Location)).ToImmutableArray();
        foreach (var file in files.Where(static file => file.Path is null))
            nodes.Report(file.Location, $"'{file.Text}' leads out of the root of the run");
        return set with { Files = [.. files.Select(static file => file.Path ?? string.Empty)], FileLocations = [.. files.Select(static file => file.Location)] };
    }

    private string ReadPath(YamlEntry entry)
    {
        var text = nodes.ReadText(entry);
        if (Resolve(text) is { } path)
            return text.Length == 0 ? string.Empty : path;
        nodes.Report(entry, $"'{text}' leads out of the root of the run");
        return string.Empty;
    }

    private static string? Resolve(string path) => KustomizationReader.Resolve(".", path);
}
