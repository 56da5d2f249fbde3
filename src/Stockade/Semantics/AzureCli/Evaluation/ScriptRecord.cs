using Stockade.Syntax;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>What following a script has found so far, and how much further it may be followed.</summary>
internal sealed class ScriptRecord
{
    public const string TooManySteps = "the script runs too many commands to be followed to its end";

    // A script of fifty thousand lines takes about as many steps; loops and recursive functions multiply them.
    private const int MaxSteps = 1_000_000;
    private const int MaxInvocations = 50_000;
    private const int MaxWords = 1_000_000;
    private const int MaxErrors = 100;

    private readonly List<SourceFile> _sourced = [];

    public List<CommandInvocation> Invocations { get; } = [];

    public List<CommandInvocation> Tools { get; } = [];

    public List<SyntaxError> Errors { get; } = [];

    public HostOutput HostOutput { get; } = new();

    /// <summary>The work so far, in about the time of a simple command.</summary>
    public int Steps { get; set; }

    /// <summary>The words that were made so far.</summary>
    public int Words { get; set; }

    /// <summary>Whether the script goes on where it is no longer followed.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Whether half of the steps are left, which trying a way out may take.</summary>
    public bool MayProbe => Steps < MaxSteps / 2;

    /// <summary>The place of the next command among all that were found.</summary>
    public int NextOrder => Invocations.Count + Tools.Count;

    /// <summary>False where the script has taken too many steps to be followed on; the caller then reports <see cref="TooManySteps"/>.</summary>
    public bool TryStep()
    {
        if (++Steps <= MaxSteps && NextOrder < MaxInvocations && Words < MaxWords)
            return true;
        IsTruncated = true;
        return false;
    }

    /// <summary>Tells a problem once, however often the script runs into it.</summary>
    public void Report(SourceLocation at, string message)
    {
        if (Errors.Count < MaxErrors && !Errors.Exists(error => string.Equals(error.Message, message, StringComparison.Ordinal)))
            Errors.Add(new SyntaxError(at, message));
    }

    /// <summary>Adds a file that the script runs or reads, once.</summary>
    public void AddSourced(SourceFile file)
    {
        if (!_sourced.Contains(file))
            _sourced.Add(file);
    }

    public ScriptResult ToResult(IEnumerable<SourceLocation> comments, IEnumerable<UnreachedCommand>? unreached = null) => new()
    {
        Invocations = [.. Invocations],
        Tools = [.. Tools],
        Errors = [.. Errors],
        Comments = [.. comments],
        Sourced = [.. _sourced],
        Published = HostOutput.Published,
        Unreached = [.. unreached ?? []],
    };
}
