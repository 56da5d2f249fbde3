namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A loop or a function in progress, which a jump out of a branch may leave early.</summary>
internal sealed class ShellFrame(bool isLoop, ShellState baseState)
{
    public bool IsLoop { get; } = isLoop;

    /// <summary>The state the frame works on.</summary>
    public ShellState BaseState { get; } = baseState;

    /// <summary>What variables were at each jump that may have left the frame: name to value, over what stood before the frame.</summary>
    public List<Dictionary<string, ShellVariable>> Escapes { get; } = [];

    /// <summary>A jump happened where everything was forgotten, or more often than is worth following.</summary>
    public bool HasLostTrack { get; set; }

    /// <summary>The variables <c>local</c> hid, with what they were; null where only a branch hid them.</summary>
    public Dictionary<string, ShellVariable?> Locals { get; } = new(StringComparer.Ordinal);
}
