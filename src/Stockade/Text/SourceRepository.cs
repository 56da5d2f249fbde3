namespace Stockade.Text;

/// <summary>What the files under <c>.git</c> say of the repository that the root of a run lies in.</summary>
internal sealed record SourceRepository
{
    /// <summary>No repository.</summary>
    public static SourceRepository None { get; } = new();

    /// <summary>What stands before a path that is relative to the root of the run, to make it relative to the repository; ends with <c>/</c> or is empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where it was cloned from, as an absolute URI without credentials, or null.</summary>
    public string? Address { get; init; }

    /// <summary>The commit that is checked out, or null.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch that is checked out, or null.</summary>
    public string? Branch { get; init; }
}
