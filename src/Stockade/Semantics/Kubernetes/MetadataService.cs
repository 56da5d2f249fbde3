using System.Net;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The Azure Instance Metadata Service: 169.254.169.254, TCP 80, outside the cluster for every policy engine.</summary>
internal static class MetadataService
{
    public const int Port = 80;

    public static IPAddress Address { get; } = new([169, 254, 169, 254]);
}
