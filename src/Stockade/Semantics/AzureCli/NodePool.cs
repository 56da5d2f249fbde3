using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A node pool that a command creates or a file declares.</summary>
internal sealed record NodePool
{
    /// <summary>Its name in lower case, or the text of its expression.</summary>
    public required string Name { get; init; }

    /// <summary>Null where a file declares it.</summary>
    public AzureCommand? Command { get; init; }

    public Truth IsWindows { get; init; }

    public Truth HasNodePublicIp { get; init; }

    public Truth HasPublicIpPrefix { get; init; }

    /// <summary>The option that makes it a Windows pool.</summary>
    public SourceLocation? WindowsCause { get; init; }

    /// <summary>False where its nodes run an image from before the last switch of the metadata restriction.</summary>
    public Truth IsImageCurrent { get; init; } = Truth.True;
}
