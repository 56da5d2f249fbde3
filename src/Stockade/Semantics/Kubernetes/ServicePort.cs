namespace Stockade.Semantics.Kubernetes;

/// <summary>Where a port of a Service leads on the pods: a number or the name of a container port.</summary>
internal sealed record ServicePort(Protocol Protocol, int? TargetNumber, string? TargetName)
{
    /// <summary>The number on a workload's pods, or null where it is not known.</summary>
    public int? NumberOn(Workload workload)
    {
        if (TargetNumber is not null)
            return TargetNumber;
        foreach (var port in workload.Ports)
        {
            if (port.Protocol == Protocol && string.Equals(port.Name, TargetName, StringComparison.Ordinal))
                return port.Number;
        }

        return null;
    }
}
