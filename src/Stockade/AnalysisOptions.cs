using System.Collections.Immutable;

namespace Stockade;

/// <summary>What to analyse and how. Nothing is read from the surroundings: the host passes it all in.</summary>
public sealed class AnalysisOptions
{
    /// <summary>Absolute path of the root of the run. Paths in diagnostics are relative to it; nothing outside it is read.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Files and folders to analyse, absolute or relative to <see cref="RootDirectory"/>; <c>-</c> is <see cref="StandardInput"/>.</summary>
    public ImmutableArray<string> Paths { get; init; } = ["."];

    /// <summary>Files and folders to leave out, absolute or relative to <see cref="RootDirectory"/>; what <see cref="Paths"/> names is read in any case.</summary>
    public ImmutableArray<string> ExcludedPaths { get; init; } = [];

    /// <summary>Text to analyse for the path <c>-</c>.</summary>
    public TextReader? StandardInput { get; init; }

    /// <summary>The name under which standard input appears in diagnostics; its extension decides how it is read.</summary>
    public string StandardInputName { get; init; } = "<stdin>";

    /// <summary>The file that configures the run; null means <c>stockade.yaml</c> in <see cref="RootDirectory"/>, where there is one.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>A file of known findings, which are not reported; null leaves it to the configuration.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>Read no baseline, whatever the configuration says: a new one is to be written.</summary>
    public bool IgnoreBaseline { get; init; }

    /// <summary>A git revision; only what is new since then is reported. It is read from the repository's objects, no git is run.</summary>
    public string? DiffRevision { get; init; }

    /// <summary>The namespace of manifests that name none; null leaves it to the configuration, and then to <c>default</c>.</summary>
    public string? DefaultNamespace { get; init; }

    /// <summary>Read files that git ignores, too.</summary>
    public bool IncludeIgnoredFiles { get; init; }

    /// <summary>Analyse the objects of this scope only; null means all.</summary>
    public string? Scope { get; init; }

    /// <summary>The day of the run, by which suppressions expire; without it none does. The engine has no clock.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Read the shell commands in Markdown files, too: documentation is not deployment.</summary>
    public bool IncludeMarkdown { get; init; }

    /// <summary>Render Helm charts, with <see cref="HelmFile"/>. Nothing else is ever executed.</summary>
    public bool RenderCharts { get; init; }

    /// <summary>Absolute path of the helm that renders charts; null where there is none.</summary>
    public string? HelmFile { get; init; }

    /// <summary>How many files are read at a time; 0 means one per processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Called after each file that was read, from several threads.</summary>
    public Action? FileRead { get; init; }

    /// <summary>Look for fixes of what is found. Each is checked by analysing the edited text, which takes as long again.</summary>
    public bool IncludeFixes { get; init; }

    /// <summary>Rule ids or prefixes to run; empty means all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Rule ids or prefixes not to run.</summary>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>The same with all rules, on all scopes.</summary>
    internal AnalysisOptions Whole() => new()
    {
        RootDirectory = RootDirectory,
        Paths = Paths,
        ExcludedPaths = ExcludedPaths,
        StandardInput = StandardInput,
        StandardInputName = StandardInputName,
        ConfigurationFile = ConfigurationFile,
        IgnoreBaseline = true,
        DefaultNamespace = DefaultNamespace,
        IncludeIgnoredFiles = IncludeIgnoredFiles,
        Today = Today,
        IncludeMarkdown = IncludeMarkdown,
        MaxDegreeOfParallelism = MaxDegreeOfParallelism,
    };
}
