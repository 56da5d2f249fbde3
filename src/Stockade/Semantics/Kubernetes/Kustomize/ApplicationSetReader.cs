using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Reads the applications of an Argo CD ApplicationSet: those of a list, of the folders of this repository, and of two such generators together. What other
/// generators make is known to the cluster only.
/// </summary>
/// <param name="folders">The folders of the run that hold manifests, themselves or in a folder below.</param>
internal sealed partial class ApplicationSetReader(ImmutableArray<string> folders)
{
    /// <summary>More applications than any set has: the product of two generators grows fast.</summary>
    private const int MostApplications = 10_000;

    private readonly List<NotAnalyzed> _notes = [];

    public IReadOnlyList<NotAnalyzed> Notes => _notes;

    public IEnumerable<GitOpsApplication> Read(YamlDocument document)
    {
        if (document.Root is not YamlMapping root || root["kind"] is not YamlScalar { Value: "ApplicationSet" } || root["apiVersion"] is not YamlScalar version
            || !version.Value.StartsWith(GitOpsApplication.ArgoGroup, StringComparison.Ordinal) || root["spec"] is not YamlMapping spec || spec["template"] is not YamlMapping template)
            return [];
        var applications = new List<GitOpsApplication>();
        foreach (var generator in ((spec["generators"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            if (spec["templatePatch"] is null && Parameters(generator) is { } sets && sets.Count <= MostApplications)
                applications.AddRange(sets.SelectMany(set => GitOpsApplication.ReadArgo(document, root, (YamlMapping)Fill(template, set))));
            else
                _notes.Add(new NotAnalyzed(Spans.SmallestOf(generator.Entries.FirstOrDefault()?.Key ?? (YamlNode)generator, generator.Location), "what this generator of an ApplicationSet makes is not known here; the folders it deploys are analysed for themselves"));
        }

        return applications;
    }

    /// <summary>The sets of parameters that a generator makes, or null where the files do not tell.</summary>
    private List<ImmutableDictionary<string, string>>? Parameters(YamlMapping generator) => generator.Entries switch
    {
        [{ Name: "list", Value: YamlMapping list }] when list.Entries is [{ Name: "elements", Value: YamlSequence elements }] => OfList(elements),
        [{ Name: "git", Value: YamlMapping git }] when git["directories"] is YamlSequence patterns && git["files"] is null && git["pathParamPrefix"] is null && git["template"] is null => OfFolders(patterns),
        [{ Name: "matrix", Value: YamlMapping matrix }] when matrix.Entries is [{ Name: "generators", Value: YamlSequence { Items: [YamlMapping first, YamlMapping second] } }] => OfBoth(first, second),
        _ => null,
    };

    private static List<ImmutableDictionary<string, string>>? OfList(YamlSequence elements)
    {
        var sets = new List<ImmutableDictionary<string, string>>();
        foreach (var element in elements.Items)
        {
            if (element is not YamlMapping mapping || mapping.Entries.Any(static entry => entry.Value is not YamlScalar scalar || Placeholder.IsIn(scalar.Value)))
                return null;
            sets.Add(mapping.Entries.ToImmutableDictionary(static entry => entry.Name, static entry => ((YamlScalar)entry.Value).Value, StringComparer.Ordinal));
        }

        return sets;
    }

    private List<ImmutableDictionary<string, string>>? OfFolders(YamlSequence patterns)
    {
        var given = patterns.Items.OfType<YamlMapping>().Select(static item => (Path: (item["path"] as YamlScalar)?.Value.Trim('/'), IsExcluded: item["exclude"] is YamlScalar { Value: "true" })).ToList();
        if (given.Exists(static item => item.Path is null || item.Path.Contains('[', StringComparison.Ordinal) || Placeholder.IsIn(item.Path)))
            return null;
        return
        [
            .. folders.Where(folder => given.Exists(item => !item.IsExcluded && Matches(folder, item.Path!)) && !given.Exists(item => item.IsExcluded && Matches(folder, item.Path!)))
                .Select(static folder =>
                {
                    var name = folder[(folder.LastIndexOf('/') + 1)..];
                    return new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = folder, ["path.path"] = folder, ["path.basename"] = name }
                        .Concat(folder.Split('/').Select(static (segment, i) => KeyValuePair.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"path[{i}]"), segment)))
                        .ToImmutableDictionary(StringComparer.Ordinal);
                }),
        ];
    }

    private List<ImmutableDictionary<string, string>>? OfBoth(YamlMapping first, YamlMapping second)
    {
        if (Parameters(first) is not { } left || Parameters(second) is not { } right || (long)left.Count * right.Count > MostApplications)
            return null;
        return [.. left.SelectMany(_ => right, static (one, other) => one.SetItems(other))];
    }

    /// <summary>As Go's path.Match: a star stands for a part of one name.</summary>
    private static bool Matches(string folder, string pattern)
    {
        var (names, parts) = (folder.Split('/'), pattern.Split('/'));
        return names.Length == parts.Length && names.Zip(parts).All(static pair => FileSystemName.MatchesSimpleExpression(pair.Second, pair.First, ignoreCase: false));
    }

    /// <summary>The node with the parameters in place of their marks. What is left of marks is unknown, as everywhere.</summary>
    private static YamlNode Fill(YamlNode node, ImmutableDictionary<string, string> parameters) => node switch
    {
        YamlScalar scalar when scalar.Value.Contains("{{", StringComparison.Ordinal) =>
            TreeEdit.Text(scalar, Mark().Replace(scalar.Value, match => parameters.GetValueOrDefault(match.Groups["name"].Value, match.Value))),
        YamlMapping mapping => TreeEdit.WithEntries(mapping, [.. mapping.Entries.Select(entry => entry.WithValue(Fill(entry.Value, parameters)))]),
        YamlSequence sequence => TreeEdit.WithItems(sequence, [.. sequence.Items.Select(item => Fill(item, parameters))]),
        _ => node,
    };

    [GeneratedRegex(@"\{\{-?\s*\.?(?<name>[A-Za-z0-9_][A-Za-z0-9_.\[\]-]*)\s*-?\}\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
