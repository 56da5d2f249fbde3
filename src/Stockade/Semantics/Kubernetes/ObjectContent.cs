using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What an object is to the model; read once, however many scopes it belongs to.</summary>
internal sealed record ObjectContent(KubernetesObject Object)
{
    public Workload? Workload { get; private init; }

    public Policy? Policy { get; private init; }

    public KubernetesNamespace? Namespace { get; private init; }

    public KubernetesService? Service { get; private init; }

    public CalicoTier? Tier { get; private init; }

    public NetworkSet? NetworkSet { get; private init; }

    /// <summary>Why the API server refuses what is no policy; a refused policy says so itself.</summary>
    public ImmutableArray<PolicyRejection> Rejections { get; private init; } = [];

    public static ObjectContent Read(KubernetesObject item)
    {
        if (NetworkPolicyReader.Reads(item.Group, item.Kind))
            return new ObjectContent(item) { Policy = NetworkPolicyReader.Read(item) };

        if (AdminPolicyReader.Reads(item.Group, item.Kind))
            return new ObjectContent(item) { Policy = AdminPolicyReader.Read(item) };

        if (CiliumPolicyReader.Reads(item.Group, item.Kind))
            return new ObjectContent(item) { Policy = CiliumPolicyReader.Read(item) };

        if (CalicoPolicyReader.Reads(item.Group, item.Kind))
            return new ObjectContent(item) { Policy = CalicoPolicyReader.Read(item) };

        if (CalicoTierReader.Reads(item.Group, item.Kind))
        {
            var (tier, refused) = CalicoTierReader.Read(item);
            return new ObjectContent(item) { Tier = tier, Rejections = refused };
        }

        if (NetworkSetReader.Reads(item.Group, item.Kind))
        {
            var (set, refused) = NetworkSetReader.Read(item);
            return new ObjectContent(item) { NetworkSet = set, Rejections = refused };
        }

        if (NamespaceReader.Reads(item.Group, item.Kind))
        {
            var (@namespace, refused) = NamespaceReader.Read(item);
            return new ObjectContent(item) { Namespace = @namespace, Rejections = refused };
        }

        if (ServiceReader.Reads(item.Group, item.Kind))
            return new ObjectContent(item) { Service = ServiceReader.Read(item) };

        var (workload, rejections) = WorkloadReader.Read(item);
        return new ObjectContent(item) { Workload = workload, Rejections = rejections };
    }
}
