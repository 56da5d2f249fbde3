namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>A loop or a function in progress, which a jump out of a branch may leave early.</summary>
internal sealed class PowerShellFrame(bool isLoop, int mark)
{
    public bool IsLoop { get; } = isLoop;

    /// <summary>How much was written before the frame.</summary>
    public int Mark { get; } = mark;

    /// <summary>The states at each jump that may have left the frame.</summary>
    public List<PowerShellState> Escapes { get; } = [];

    /// <summary>More jumps than are worth following.</summary>
    public bool HasLostTrack { get; set; }
}
