namespace Stockade.Workspace.Helm;

/// <summary>How much a chart may take. Real ones take a second, a hundred megabytes of memory and a megabyte of output.</summary>
internal sealed record HelmLimits
{
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    public long Memory { get; init; } = 1024 * 1024 * 1024;

    /// <summary>In characters.</summary>
    public int Output { get; init; } = 64 * 1024 * 1024;

    /// <summary>Files and folders of a chart, with all that links in it lead to.</summary>
    public int Files { get; init; } = 50_000;
}
