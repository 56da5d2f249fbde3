namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>Where printed text goes, as far as the host reads it.</summary>
internal enum OutputTarget
{
    /// <summary>To the log, in which the host looks for logging commands, or to a file that is none of the host's.</summary>
    Log,

    /// <summary>To <c>$GITHUB_ENV</c>.</summary>
    Environment,

    /// <summary>To <c>$GITHUB_OUTPUT</c>.</summary>
    Outputs,
}
