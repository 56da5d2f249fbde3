namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>The options of <c>set</c> and <c>shopt</c> that change what words become.</summary>
internal sealed record ShellOptions
{
    /// <summary><c>set -a</c>: assigned variables are exported.</summary>
    public bool ExportsAll { get; init; }

    /// <summary><c>set -f</c>.</summary>
    public bool IsGlobbingOff { get; init; }

    /// <summary><c>shopt -s nullglob</c> or <c>failglob</c>: a pattern that matches nothing does not stay as it is.</summary>
    public bool DropsUnmatchedGlobs { get; init; }

    /// <summary><c>shopt -s expand_aliases</c>.</summary>
    public bool ExpandsAliases { get; init; }

    /// <summary><c>set +B</c>.</summary>
    public bool IsBraceExpansionOff { get; init; }

    /// <summary><c>shopt -s lastpipe</c>: the last command of a pipeline runs in the shell itself.</summary>
    public bool RunsLastOfPipeline { get; init; }
}
