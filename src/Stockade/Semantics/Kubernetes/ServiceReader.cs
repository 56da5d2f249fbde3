using System.Collections.Immutable;
using System.Globalization;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads Services with the annotations of the Azure cloud provider (cloud-provider-azure.sigs.k8s.io/topics/loadbalancer).</summary>
internal static class ServiceReader
{
    private const string InternalAnnotation = "service.beta.kubernetes.io/azure-load-balancer-internal";
    private const string RangesAnnotation = "service.beta.kubernetes.io/azure-allowed-ip-ranges";
    private const string TagsAnnotation = "service.beta.kubernetes.io/azure-allowed-service-tags";

    // The annotation that loadBalancerSourceRanges replaced; it still works (k8s.io/api/core/v1 AnnotationLoadBalancerSourceRangesKey).
    private const string OldRangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

    public static bool Reads(string group, string kind) => group.Length == 0 && kind is "Service";

    public static KubernetesService Read(KubernetesObject @object)
    {
        var spec = @object.Node["spec"] as YamlMapping;
        var annotations = (@object.Node["metadata"] as YamlMapping)?["annotations"];
        var ranges = ReadRanges(spec, annotations as YamlMapping);
        return new KubernetesService
        {
            Object = @object,
            Exposure = FieldReader.IsPlaceholder(@object.Node["spec"]) || FieldReader.IsPlaceholder(annotations) ? ServiceExposure.Unknown : ExposureOf(spec, annotations as YamlMapping, ranges),
            TypeLocation = spec?["type"] is YamlScalar { IsNull: false } type ? type.Location : @object.NameLocation,
            Selector = ReadSelector(spec?["selector"]),
            WrittenRanges = string.Join(", ", ranges ?? []),
            Ports = [.. (spec?["ports"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(ReadPort).OfType<ServicePort>() ?? []],
        };
    }

    private static ServiceExposure ExposureOf(YamlMapping? spec, YamlMapping? annotations, ImmutableArray<string>? ranges)
    {
        switch (spec?["type"])
        {
            case null or YamlScalar { IsNull: true } or YamlScalar { Value: "ClusterIP" or "ExternalName" }:
                return ServiceExposure.Limited;
            case YamlScalar { Value: "NodePort" }:
                return ServiceExposure.Nodes;
            case YamlScalar { Value: "LoadBalancer" }:
                break;
            default:
                return ServiceExposure.Unknown;
        }

        // Another class of load balancer, or another cloud, has rules of its own.
        if (!FieldReader.IsAbsent(spec["loadBalancerClass"]) || IsForAnotherCloud(annotations))
            return ServiceExposure.Unknown;
        if (annotations?.Find(InternalAnnotation) is { } entry)
        {
            // Only this very string counts (requiresInternalLoadBalancer); anything but a string is refused.
            if (entry.Value is not YamlScalar { IsString: true } scalar || Placeholder.IsIn(scalar.Value))
                return ServiceExposure.Unknown;
            if (scalar.Value is "true")
                return ServiceExposure.Limited;
        }

        if (ranges is null || annotations?[TagsAnnotation] is not null)
            return ServiceExposure.Unknown;
        if (ranges.Value.IsEmpty)
            return ServiceExposure.Internet;
        var networks = ranges.Value.Select(CidrText.Parse).ToImmutableArray();
        if (networks.Any(static network => network is null))
            return ServiceExposure.Unknown;
        return AddressSet.Union(networks.Select(static network => AddressSet.Of(network!.Value))).IsWorld ? ServiceExposure.Internet : ServiceExposure.Limited;
    }

    private static bool IsForAnotherCloud(YamlMapping? annotations) =>
        annotations?.Entries.Any(static entry =>
            !entry.Name.Contains("azure", StringComparison.Ordinal)
            && !string.Equals(entry.Name, OldRangesAnnotation, StringComparison.Ordinal)
            && (entry.Name.Contains("load-balancer", StringComparison.Ordinal) || entry.Name.Contains("loadbalancer", StringComparison.Ordinal))) == true;

    /// <summary>The ranges that are let in, from the field and the annotations together; null where some cannot be read.</summary>
    private static ImmutableArray<string>? ReadRanges(YamlMapping? spec, YamlMapping? annotations)
    {
        var ranges = ImmutableArray.CreateBuilder<string>();
        foreach (var node in new[] { annotations?[RangesAnnotation], annotations?[OldRangesAnnotation] })
        {
            if (FieldReader.IsAbsent(node))
                continue;
            if (node is not YamlScalar scalar || Placeholder.IsIn(scalar.Value))
                return null;
            ranges.AddRange(scalar.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        switch (spec?["loadBalancerSourceRanges"])
        {
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item is not YamlScalar scalar || Placeholder.IsIn(scalar.Value))
                        return null;
                    ranges.Add(scalar.Value.Trim());
                }

                break;
            case { } other when !FieldReader.IsAbsent(other):
                return null;
        }

        return ranges.ToImmutable();
    }

    /// <summary>A selector of a Service is a plain map of labels.</summary>
    private static LabelSelector ReadSelector(YamlNode? node)
    {
        if (node is not YamlMapping mapping)
            return LabelSelector.Everything;
        var labels = LabelReader.Read(mapping);
        var requirements = labels.Labels.Select(label => new LabelRequirement(label.Key, LabelOperator.In, [label.Value], mapping.Location));
        return new LabelSelector(
            labels.IsOpen ? [.. requirements, new LabelRequirement(string.Empty, LabelOperator.Exists, [], mapping.Location) { IsUnknown = true }] : [.. requirements],
            mapping.Location);
    }

    private static ServicePort? ReadPort(YamlMapping port)
    {
        Protocol? protocol = port["protocol"] switch
        {
            null or YamlScalar { IsNull: true } or YamlScalar { Value: "TCP" } => Protocol.Tcp,
            YamlScalar { Value: "UDP" } => Protocol.Udp,
            YamlScalar { Value: "SCTP" } => Protocol.Sctp,
            _ => null,
        };

        // Without a target the port of the Service is that of the pods (ServicePort.targetPort).
        var target = FieldReader.IsAbsent(port["targetPort"]) ? port["port"] : port["targetPort"];
        if (protocol is null || target is not YamlScalar scalar || Placeholder.IsIn(scalar.Value))
            return null;
        var isNumber = int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && scalar.Kind == YamlScalarKind.Integer ? new ServicePort(protocol.Value, number, null)
            : scalar.IsString ? new ServicePort(protocol.Value, null, scalar.Value)
            : null;
    }
}
