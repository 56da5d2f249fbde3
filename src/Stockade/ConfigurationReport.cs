using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Rules;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Tells what holds for a file, and which line of which file says so.</summary>
public sealed class ConfigurationReport
{
    private readonly AnalysisOptions _run;
    private readonly string _path;
    private readonly RunConfiguration _configuration;
    private readonly YamlMapping? _file;

    private ConfigurationReport(AnalysisOptions run, string path, RunConfiguration configuration)
    {
        _run = run;
        _path = path;
        _configuration = configuration;
        var (file, _) = ConfigurationFinder.ReadRunConfiguration(run.RootDirectory, run.ConfigurationFile);
        _file = file is null ? null : YamlReader.ReadMapping(file);
    }

    /// <summary>Writes it for a path, absolute or relative to the root of the run. Returns what is wrong with the configuration; then nothing is written.</summary>
    public static ImmutableArray<string> Write(AnalysisOptions run, string path, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(writer);
        var (configuration, problems) = ConfigurationLoader.Load(run);
        if (!problems.IsEmpty)
            return [.. problems.Select(ConfigurationLoader.Describe).Select(static diagnostic => $"{diagnostic.Location}: {diagnostic.Message}")];
        var relative = Path.GetRelativePath(run.RootDirectory, Path.GetFullPath(path, run.RootDirectory)).Replace(Path.DirectorySeparatorChar, '/');
        var report = new ConfigurationReport(run, relative, configuration);
        foreach (var line in report.Lines())
            writer.Write(PrintableText.Escape(line) + "\n");
        return [];
    }

    private IEnumerable<string> Lines()
    {
        yield return _path;
        yield return $"  read         {Reading()}";
        var result = AnalyzerEngine.Analyze(_run);
        var scopes = result.Model.Scopes.Where(scope => scope.Files.Contains(_path, StringComparer.Ordinal)).ToList();
        foreach (var scope in scopes)
            yield return $"  scope        {scope.Name}: {scope.Because}{(scope.Cluster is { } cluster ? $"; deployed to {cluster.Id}" : "")}";
        if (scopes.Count == 0)
            yield return "  scope        none: it holds no manifest that is deployed";
        yield return $"  namespace    {Namespace()}";
        if (_file?.Find("system-namespaces") is { } system)
            yield return $"  platform     namespaces {string.Join(", ", _configuration.SystemNamespaces)} ({system.Key.Location})";
        if (_file?.Find("application-namespaces") is { } application)
            yield return $"  application  namespaces {string.Join(", ", _configuration.ApplicationNamespaces)} ({application.Key.Location})";

        foreach (var suppression in SuppressionCollector.Collect(result.Model, [.. _configuration.RuleDefinitions.Select(static rule => rule.Id)]))
        {
            var directive = suppression.Directive;
            if (directive.Location.File.Path != _path && !suppression.Places.Any(place => place.File.Path == _path))
                continue;
            var until = directive.Until is { } date ? date.ToString(" 'until' yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
            yield return $"  suppression  {string.Join(", ", directive.Rules.Select(static rule => rule.Id))}{until}: {directive.Error ?? directive.Reason} ({directive.Location})";
        }

        foreach (var item in (_file?["rules"] as YamlMapping)?.Entries ?? [])
            yield return $"  settings     {item.Name} ({item.Key.Location})";
        foreach (var line in Severities())
            yield return line;
    }

    private string Reading()
    {
        var found = false;
        var request = new WorkspaceRequest
        {
            RootDirectory = _run.RootDirectory,
            IncludeIgnoredFiles = _run.IncludeIgnoredFiles,
            IncludeMarkdown = _run.IncludeMarkdown || _configuration.Markdown,
            Include = PathPatterns.Create(_configuration.Include),
            Exclude = PathPatterns.Create(_configuration.Exclude),
        };
        WorkspaceReader.Read<object>(
            request,
            file =>
            {
                if (file.Path == _path)
                    found = true;
                return null;
            },
            CancellationToken.None);
        if (First("exclude", _configuration.Exclude) is { } excluded)
            return $"no: {excluded}";
        if (found)
            return First("include", _configuration.Include) is { } included ? $"yes: {included}" : "yes";
        if (!_configuration.Include.IsEmpty && First("include", _configuration.Include) is null)
            return $"no: no pattern of 'include' matches ({_file?.Find("include")?.Key.Location})";
        return "no: there is no such file, git ignores it, or nothing in it is of a kind that is analysed";
    }

    private string? First(string key, ImmutableArray<string> patterns)
    {
        var index = patterns.ToList().FindIndex(pattern => PathPatterns.Create([pattern]).Matches(_path));
        return index < 0 ? null : $"'{key}' has '{patterns[index]}' ({(_file?[key] as YamlSequence)?.Items[index].Location})";
    }

    private string Namespace() =>
        _run.DefaultNamespace is { } typed ? $"{typed} (--namespace), of manifests that name none"
        : _configuration.Namespace.Length > 0 ? $"{_configuration.Namespace} ({_file?["namespace"]?.Location}), of manifests that name none"
        : "default, of manifests that name none";

    private IEnumerable<string> Severities()
    {
        var root = _run.RootDirectory.Replace('\\', '/').TrimEnd('/');
        var folder = Path.GetDirectoryName(Path.Combine(_run.RootDirectory, _path)) ?? _run.RootDirectory;
        ImmutableArray<(string Path, string Text)> files = [.. ConfigurationFinder.Find([folder]).Select(static file => (file.Path, file.Text))];
        var options = SeverityOptions.Create(files, _configuration.Severity);
        foreach (var page in _configuration.Pages(RuleCatalog.Pages))
        {
            var (severity, key) = options.Configured(page.Descriptor, $"{root}/{_path}");
            if (key is null || severity == ReportDiagnostic.Default)
                continue;
            var word = severity switch
            {
                ReportDiagnostic.Error => "error",
                ReportDiagnostic.Warn => "warning",
                ReportDiagnostic.Info => "info",
                _ => "none",
            };
            yield return $"  severity     {page.Id} {word}: {Origin(page.Descriptor, key, files, $"{root}/{_path}")}";
        }

        yield return "  severity     all other rules: as their pages say ('stockade rules')";
    }

    private string Origin(DiagnosticDescriptor rule, string key, ImmutableArray<(string Path, string Text)> files, string path)
    {
        if ((_file?["severity"] as YamlMapping)?.Find(key) is { } entry)
            return $"'severity' has '{key}' ({entry.Key.Location})";
        return SeverityOrigin.Find(files, rule, path, key) is { } origin
            ? string.Create(CultureInfo.InvariantCulture, $"'{key}' ({Path.GetRelativePath(_run.RootDirectory, origin.Path).Replace('\\', '/')}:{origin.Line})")
            : $"'{key}'";
    }
}
