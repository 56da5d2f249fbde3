using System.Collections.Immutable;
using Stockade.Syntax.Hosts;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// One run of <c>az</c>, after expansion, in the order of execution within its script. <see cref="Location"/> is the word <c>az</c>
/// (or the place where it runs, when the word comes from a variable or a stored string).
/// </summary>
internal sealed record CommandInvocation
{
    public required SourceLocation Location { get; init; }

    /// <summary>The whole command in its file, from its first word to its last.</summary>
    public required SourceLocation Extent { get; init; }

    public required ScriptDialect Dialect { get; init; }

    public ScriptHost Host { get; init; }

    /// <summary>What is run: <c>az</c>, <c>kubectl</c>, <c>kubectx</c>, <c>kubens</c>, <c>helm</c> or <see cref="DeploymentTask.Program"/>.</summary>
    public string Program { get; init; } = "az";

    /// <summary>The words after <c>az</c>.</summary>
    public required ImmutableArray<CommandWord> Words { get; init; }

    /// <summary>False where further unknown words may stand anywhere among <see cref="Words"/>.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>True where words that are not among <see cref="Words"/> may be added to them (<c>xargs az …</c>).</summary>
    public bool TakesMoreWords { get; init; }

    /// <summary>True in a branch, after <c>||</c> or a <c>test &amp;&amp;</c>, and so on: the command may not run.</summary>
    public bool Conditional { get; init; }

    /// <summary>Exported or prefixed variables whose name begins with <c>AZURE_</c>: <c>AZURE_DEFAULTS_GROUP=rg az aks create</c>.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>The place among all collected commands of the script, <c>kubectl</c> and <c>helm</c> included.</summary>
    public int Order { get; init; }

    /// <summary>The folder it runs in, as seen from where the script starts; null where it is not known.</summary>
    public string? Folder { get; init; } = "";

    /// <summary>What <c>kubectl</c> reads on its standard input; null where that is not known.</summary>
    public PipedManifests? Input { get; init; }

    /// <summary>The texts of manifests that the script wrote into files, by the words of the command that name them.</summary>
    public ImmutableDictionary<string, SourceFile> Written { get; init; } = ImmutableDictionary<string, SourceFile>.Empty;

    /// <summary>What cuts the command short although it looks as if it went on.</summary>
    public ContinuationFault? Fault { get; init; }
}
