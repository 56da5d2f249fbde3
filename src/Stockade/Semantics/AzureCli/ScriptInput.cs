using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A script as it is about to run: its text, its language and what surrounds it.</summary>
internal sealed record ScriptInput
{
    public const string FromRoot = "//";

    public const string FromCheckout = ":/";

    /// <summary>The text, in which unknown expressions of the host stand as atoms (<see cref="ShellText.Atoms"/>).</summary>
    public required ShellText Text { get; init; }

    public required ScriptDialect Dialect { get; init; }

    /// <summary>Where the script was found: what a script calls keeps the host of its caller.</summary>
    public ScriptHost Host { get; init; }

    /// <summary>
    /// Gives the file of this repository that a script includes or calls, by the path it writes, from the folder the script starts in; null where
    /// there is none. A path after <see cref="FromRoot"/> counts from the root of the run, one after <see cref="FromCheckout"/> from the folder a host
    /// checks out to.
    /// </summary>
    public Func<string, SourceFile?>? Source { get; init; }

    /// <summary>Gives any file by such a path, for what a script includes rather than runs; null where only scripts are at hand.</summary>
    public Func<string, SourceFile?>? Included { get; init; }

    /// <summary>
    /// The variables the process starts with, as far as they are known. One that is not here may be set all the same: whoever runs the script may
    /// have exported it.
    /// </summary>
    public ImmutableArray<HostVariable> Environment { get; init; } = [];

    /// <summary>The arguments; null where they are not known.</summary>
    public ImmutableArray<CommandWord>? Arguments { get; init; }

    /// <summary>The script as a whole may not run: every command in it is conditional.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The files that are being run, outermost first: a script must not call one of them again.</summary>
    public ImmutableArray<SourceFile> Callers { get; init; } = [];

    /// <summary>A file of the repository on its own.</summary>
    public static ScriptInput Of(SourceFile file) => new() { Text = ShellText.Of(file), Dialect = ScriptDialects.Of(file) };
}
