using System.Collections.Immutable;
using Stockade.Analysis.CustomRules;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>Reads <c>stockade.yaml</c>. Whatever it does not understand is a problem with a place: a run on half a configuration proves nothing.</summary>
internal sealed class ConfigurationReader
{
    private ConfigurationVocabulary _vocabulary;
    private readonly ConfigurationNodes _nodes = new();

    private ConfigurationReader(ConfigurationVocabulary vocabulary) => _vocabulary = vocabulary;

    public static (RunConfiguration Configuration, ImmutableArray<ConfigurationProblem> Problems) Read(SourceFile file, ConfigurationVocabulary vocabulary)
    {
        var reader = new ConfigurationReader(vocabulary);
        var configuration = reader.ReadFile(file) with { Path = file.Path };
        return (configuration, [.. reader._nodes.Problems.OrderBy(static problem => problem.Location, SourceLocationComparer.Instance)]);
    }

    private RunConfiguration ReadFile(SourceFile file)
    {
        var named = new SourceFile(file.Path, file.Content) { IsNamedByUser = true };
        var documents = YamlReader.Read(named, static _ => true);
        foreach (var error in documents.SelectMany(static document => document.Errors))
            _nodes.Report(error.Location, error.Message);
        if (documents.Length > 1)
            _nodes.Report(documents[1].File.At(documents[1].Span), "a configuration is one document");
        if (documents.IsEmpty || documents[0].Root is not { } root)
        {
            // What looks like a template is not parsed, which is no error of a manifest.
            if (!documents.IsEmpty && documents[0].TemplateMark is { } mark)
                _nodes.Report(named.At(mark), "a configuration cannot be a template");
            return new RunConfiguration();
        }

        var configuration = new RunConfiguration();
        if ((root as YamlMapping)?.Find("custom-rules") is { } customRules)
        {
            configuration = configuration with { RuleDefinitions = ReadCustomRules(customRules) };
            _vocabulary = _vocabulary with { RuleIds = _vocabulary.RuleIds.AddRange(configuration.RuleDefinitions.Select(static rule => rule.Id)) };
        }

        _nodes.ReadMapping(root, "the configuration", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
        {
            ["scopes"] = entry => configuration = configuration with { Scopes = ReadScopes(entry) },
            ["include"] = entry => configuration = configuration with { Include = ReadPatterns(entry) },
            ["exclude"] = entry => configuration = configuration with { Exclude = ReadPatterns(entry) },
            ["severity"] = entry => configuration = configuration with { Severity = ReadSeverities(entry) },
            ["charts"] = entry => configuration = configuration with { Charts = new ChartConfigurationReader(_nodes).Read(entry) },
            ["clusters"] = entry => configuration = configuration with { Clusters = ReadClusters(entry) },
            ["application-namespaces"] = entry => configuration = configuration with { ApplicationNamespaces = ReadNamespaces(entry) },
            ["system-namespaces"] = entry => configuration = configuration with { SystemNamespaces = ReadNamespaces(entry) },
            ["baseline"] = entry => configuration = configuration with { Baseline = _nodes.ReadText(entry), BaselineLocation = entry.Value.Location },
            ["markdown"] = entry => configuration = configuration with { Markdown = _nodes.ReadFlag(entry) },
            ["namespace"] = entry => configuration = configuration with { Namespace = _nodes.ReadText(entry) },
            ["rules"] = entry => configuration = configuration with { Rules = new RuleSettingsReader(_nodes, _vocabulary).Read(entry) },

            // Read before the rest, which may name them.
            ["custom-rules"] = static _ => { },
        });
        return configuration;
    }

    private ImmutableArray<ScopeConfiguration> ReadScopes(YamlEntry entry)
    {
        var scopes = ImmutableArray.CreateBuilder<ScopeConfiguration>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in _nodes.ReadItems(entry, "scopes"))
        {
            var scope = new ScopeConfiguration { Name = string.Empty, Include = [] };
            var isRead = _nodes.ReadMapping(node, "a scope", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
            {
                ["name"] = item => scope = scope with { Name = _nodes.ReadText(item), Location = item.Value.Location },
                ["include"] = item => scope = scope with { Include = ReadPatterns(item, isNeeded: true) },
                ["exclude"] = item => scope = scope with { Exclude = ReadPatterns(item) },
                ["cluster"] = item => scope = scope with { Cluster = _nodes.ReadText(item), ClusterLocation = item.Value.Location },
            }, "name", "include");
            if (scope.Name.Length > 0 && names.Contains(scope.Name))
                _nodes.Report(node.Location, $"two scopes are named '{scope.Name}'");
            if (!isRead)
                continue;
            names.Add(scope.Name);
            scopes.Add(scope);
        }

        return scopes.ToImmutable();
    }

    private ImmutableArray<ClusterConfiguration> ReadClusters(YamlEntry entry)
    {
        var clusters = ImmutableArray.CreateBuilder<ClusterConfiguration>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in _nodes.ReadItems(entry, "clusters"))
        {
            var cluster = new ClusterConfiguration { Id = string.Empty };
            var isRead = _nodes.ReadMapping(node, "a cluster", new Dictionary<string, Action<YamlEntry>>(StringComparer.Ordinal)
            {
                ["id"] = item => cluster = cluster with { Id = ReadClusterId(item), Location = item.Value.Location },
                ["engine"] = item => cluster = cluster with
                {
                    EngineLocation = Whole(item),
                    Engine = _nodes.ReadWord(
                        item,
                        ("unknown", DeclaredEngine.Unknown), ("none", DeclaredEngine.None), ("azure", DeclaredEngine.Azure),
                        ("calico", DeclaredEngine.Calico), ("cilium", DeclaredEngine.Cilium), ("byo", DeclaredEngine.Byo)),
                },
                ["api-server"] = item => cluster = cluster with
                {
                    ApiServerLocation = Whole(item),
                    ApiServer = _nodes.ReadWord(
                        item,
                        ("unknown", DeclaredApiServer.Unknown), ("private", DeclaredApiServer.Private),
                        ("restricted", DeclaredApiServer.Restricted), ("public", DeclaredApiServer.Public)),
                },
                ["imds-restriction"] = item => cluster = cluster with
                {
                    ImdsRestriction = _nodes.ReadWord(
                        item,
                        ("unknown", DeclaredImdsRestriction.Unknown), ("enabled", DeclaredImdsRestriction.Enabled), ("disabled", DeclaredImdsRestriction.Disabled)),
                },
            }, "id");
            if (ids.Contains(cluster.Id))
                _nodes.Report(node.Location, $"cluster '{cluster.Id}' is declared twice");
            if (!isRead || cluster.Id.Length == 0)
                continue;
            ids.Add(cluster.Id);
            clusters.Add(cluster);
        }

        return clusters.ToImmutable();
    }

    private static SourceLocation Whole(YamlEntry entry) =>
        entry.Key.File.At(entry.Key.Span.Start, Math.Max(entry.Key.Span.End, entry.Value.Span.End));

    private string ReadClusterId(YamlEntry entry)
    {
        var id = _nodes.ReadText(entry);
        if (id.Split('/') is [{ Length: > 0 }, { Length: > 0 }])
            return id;
        if (id.Length > 0)
            _nodes.Report(entry, $"a cluster's id is resourceGroup/name, not '{id}'");
        return string.Empty;
    }

    private ImmutableArray<string> ReadPatterns(YamlEntry entry, bool isNeeded = false)
    {
        var patterns = _nodes.ReadTexts(entry);
        if (isNeeded && patterns.IsEmpty && entry.Value is YamlSequence)
            _nodes.Report(entry, $"'{entry.Name}' needs a pattern");
        foreach (var (pattern, location) in patterns)
        {
            if (_vocabulary.CheckPattern(pattern) is { } error)
                _nodes.Report(location, $"'{pattern}' is no pattern: {error}");
        }

        return [.. patterns.Select(static item => item.Text)];
    }

    private ImmutableArray<string> ReadNamespaces(YamlEntry entry)
    {
        var names = _nodes.ReadTexts(entry);
        foreach (var (name, location) in names)
        {
            if (!NamePattern.IsValid(name))
                _nodes.Report(location, $"'{name}' is no namespace: '*' stands at the end, for any rest");
        }

        return [.. names.Select(static item => item.Text)];
    }

    private ImmutableSortedDictionary<string, ConfiguredSeverity> ReadSeverities(YamlEntry entry)
    {
        var severities = ImmutableSortedDictionary.CreateBuilder<string, ConfiguredSeverity>(StringComparer.Ordinal);
        foreach (var item in _nodes.ReadEntries(entry))
        {
            var id = item.Name;
            if (!_vocabulary.RuleIds.Any(rule => id.Length > 2 && id != "AKS" && rule.StartsWith(id, StringComparison.Ordinal)))
                _nodes.Report(item.Key.Location, _vocabulary.UnknownRule(id));
            severities[id] = _nodes.ReadWord(
                item,
                ("error", ConfiguredSeverity.Error), ("warning", ConfiguredSeverity.Warning), ("info", ConfiguredSeverity.Info), ("none", ConfiguredSeverity.None));
        }

        return severities.ToImmutable();
    }

    private ImmutableArray<CustomRuleDefinition> ReadCustomRules(YamlEntry entry)
    {
        var rules = ImmutableArray.CreateBuilder<CustomRuleDefinition>();
        foreach (var (path, location) in _nodes.ReadTexts(entry))
        {
            var (file, error) = _vocabulary.OpenRule(path);
            if (file is null || error is not null)
            {
                _nodes.Report(location, $"the rule '{path}' cannot be read: {error}");
                continue;
            }

            var (rule, problems) = CustomRuleReader.Read(file);
            foreach (var problem in problems)
                _nodes.Report(problem.Location, problem.Message);
            if (rule is null)
                continue;
            if (rules.Any(other => other.Id == rule.Id))
                _nodes.Report(rule.Location, $"two rules have the id '{rule.Id}'");
            else
                rules.Add(rule);
        }

        return rules.ToImmutable();
    }
}
