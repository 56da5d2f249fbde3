using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Syntax.Hosts;

/// <summary>Steps that run one after another on one machine: what one sets and where it logs in holds for the next.</summary>
internal sealed record HostJob
{
    public required ScriptHost Host { get; init; }

    public required ImmutableArray<HostStep> Steps { get; init; }

    public RunnerKind Runner { get; init; }

    /// <summary>What names the machine: <c>ubuntu-latest</c>.</summary>
    public SourceLocation? RunnerLocation { get; init; }

    public string RunnerName { get; init; } = "";

    /// <summary>The folder the job starts in, relative to the root of the run; empty for the root.</summary>
    public string Folder { get; init; } = "";
}
