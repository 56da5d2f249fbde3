using System.Collections.Immutable;

namespace Stockade.Workspace;

/// <summary>Which files to read.</summary>
internal sealed record WorkspaceRequest
{
    /// <summary>Larger files are reported and not read: a manifest of this size is a data dump.</summary>
    public const long DefaultMaxFileSize = 64L * 1024 * 1024;

    /// <summary>Where the files are.</summary>
    public IFileTree Tree { get; init; } = DiskTree.Instance;

    /// <summary>Absolute path of the folder outside of which nothing is read.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Files and folders, absolute or relative to the root; <c>-</c> is <see cref="StandardInput"/>.</summary>
    public ImmutableArray<string> Paths { get; init; } = ["."];

    public TextReader? StandardInput { get; init; }

    public string StandardInputName { get; init; } = "<stdin>";

    /// <summary>Read files that git ignores, too.</summary>
    public bool IncludeIgnoredFiles { get; init; }

    /// <summary>Only these files are read, where there are any patterns; files that the user names are read in any case.</summary>
    public PathPatterns Include { get; init; } = PathPatterns.None;

    /// <summary>These files and folders are not read, unless the user names them.</summary>
    public PathPatterns Exclude { get; init; } = PathPatterns.None;

    /// <summary>Read documents, too, for the scripts in them.</summary>
    public bool IncludeMarkdown { get; init; }

    /// <summary>How many files are read at a time; 0 leaves it to the thread pool.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    public long MaxFileSize { get; init; } = DefaultMaxFileSize;

    /// <summary>Paths that another file names: such a file is read whatever its bytes. Asked once the kustomizations are read.</summary>
    public Func<string, bool> IsNeeded { get; init; } = static _ => false;

    /// <summary>Asked of the text of a file that nobody named, before a copy of it is kept. What is false is not handed on.</summary>
    public TextPredicate? MayMatter { get; init; }

    /// <summary>Where a path leads if links are followed.</summary>
    public Func<string, string>? FollowLinks { get; init; }

    /// <summary>Called after each file, from several threads.</summary>
    public Action? FileRead { get; init; }
}
