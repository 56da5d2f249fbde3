using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade;

/// <summary>A file after the first pass: manifests are parsed, scripts wait until all files they may include are read.</summary>
internal sealed record ParsedFile(SourceFile File, ImmutableArray<YamlDocument> Documents)
{
    /// <summary>Documents that only rules of the repository ask for.</summary>
    public ImmutableArray<YamlDocument> Others { get; init; } = [];

    /// <summary>The comments of a manifest that may hold a suppression.</summary>
    public ImmutableArray<SourceLocation> Comments { get; init; } = [];

    /// <summary>The content of a workflow, a pipeline or another file that may hold scripts, or be a part of one that does.</summary>
    public YamlMapping? Host { get; init; }
}
