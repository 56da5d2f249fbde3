namespace Stockade.Semantics.AzureCli;

/// <summary>Where a value comes from that is not in the script.</summary>
internal enum UnknownOrigin
{
    Other,

    /// <summary>A variable that nobody assigns here: the caller may have exported it.</summary>
    Environment,

    /// <summary>An argument of the script.</summary>
    Argument,

    /// <summary>What a command prints.</summary>
    CommandOutput,

    /// <summary>What a command prints that asks for the public address of this machine (<c>curl ifconfig.me</c>).</summary>
    PublicAddress,

    /// <summary>The folder the script itself is in.</summary>
    ScriptDirectory,
}
