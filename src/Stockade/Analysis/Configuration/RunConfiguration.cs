using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Stockade.Analysis.CustomRules;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>What stockade.yaml says. Every key may be left out. Paths and patterns are relative to the root of the run.</summary>
internal sealed record RunConfiguration
{
    /// <summary>Files that are deployed together, as they are declared here. Files of no declared scope are divided as without any.</summary>
    public ImmutableArray<ScopeConfiguration> Scopes { get; init; } = [];

    /// <summary>Patterns of the files to read, written as in a .gitignore; without any, all files are read. Files named on the command line are read in any case.</summary>
    public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>Patterns of the files not to read.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Severities by a rule's id or by the beginning of ids (AKS3 means all rules about ingress). They win over .editorconfig.</summary>
    public ImmutableSortedDictionary<string, ConfiguredSeverity> Severity { get; init; } = ImmutableSortedDictionary<string, ConfiguredSeverity>.Empty;

    /// <summary>Helm charts that --render renders otherwise than with their own values alone.</summary>
    public ImmutableArray<ChartConfiguration> Charts { get; init; } = [];

    /// <summary>Clusters that are made elsewhere, with what is known of them.</summary>
    public ImmutableArray<ClusterConfiguration> Clusters { get; init; } = [];

    /// <summary>Namespaces of the application although their names look like those of the platform. A * at the end stands for any rest.</summary>
    public ImmutableArray<string> ApplicationNamespaces { get; init; } = [];

    /// <summary>Namespaces of the platform, in place of the built-in list; what is wrong in them is reported as information.</summary>
    public ImmutableArray<string> SystemNamespaces { get; init; } = NamespaceClassifier.DefaultSystemNamespaces;

    /// <summary>A file of known findings, which are not reported.</summary>
    public string Baseline { get; init; } = string.Empty;

    /// <summary>Where the baseline is named.</summary>
    [JsonIgnore]
    public SourceLocation BaselineLocation { get; init; }

    /// <summary>Read the scripts in fenced code blocks of Markdown files, too.</summary>
    public bool Markdown { get; init; }

    /// <summary>The namespace of manifests that name none.</summary>
    public string Namespace { get; init; } = string.Empty;

    /// <summary>Settings of single rules.</summary>
    public RuleSettings Rules { get; init; } = new();

    /// <summary>Files that define further rules, each a Markdown page with a schema.</summary>
    public ImmutableArray<string> CustomRules { get; init; } = [];

    /// <summary>The rules in them.</summary>
    [JsonIgnore]
    public ImmutableArray<CustomRuleDefinition> RuleDefinitions { get; init; } = [];

    /// <summary>The pages of all rules, those of the repository behind <paramref name="own"/>.</summary>
    public ImmutableArray<RulePage> Pages(ImmutableArray<RulePage> own) => own.AddRange(RuleDefinitions.OrderBy(static rule => rule.Id, StringComparer.Ordinal).Select(static rule => rule.Page));

    /// <summary>Kinds of objects that are read for their sake.</summary>
    [JsonIgnore]
    public ImmutableArray<string> AskedKinds => [.. RuleDefinitions.SelectMany(static rule => rule.Kinds).Distinct(StringComparer.Ordinal)];

    /// <summary>The path of the file, or empty where there is none.</summary>
    [JsonIgnore]
    public string Path { get; init; } = string.Empty;
}
