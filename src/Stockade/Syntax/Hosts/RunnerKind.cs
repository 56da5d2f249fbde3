namespace Stockade.Syntax.Hosts;

/// <summary>Whose machine a job runs on.</summary>
internal enum RunnerKind
{
    Unknown,

    /// <summary>A machine of Microsoft's pool for everybody, outside every virtual network of the user's.</summary>
    Hosted,

    /// <summary>A machine of the user's own.</summary>
    SelfHosted,
}
