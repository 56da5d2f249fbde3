using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads what decides a workload's verdicts from its pod template: labels, host network, named ports.</summary>
internal sealed class WorkloadReader
{
    private readonly KubernetesObject _object;
    private readonly WorkloadKind _kind;
    private readonly FieldReader _fields = new();

    private WorkloadReader(KubernetesObject @object, WorkloadKind kind)
    {
        _object = @object;
        _kind = kind;
    }

    /// <summary>The workload, or null where the object makes no pods of its own or is refused; then with the reasons.</summary>
    public static (Workload? Workload, ImmutableArray<PolicyRejection> Rejections) Read(KubernetesObject @object)
    {
        if (WorkloadKind.Find(@object.Group, @object.Kind) is not { } kind)
            return (null, []);

        var reader = new WorkloadReader(@object, kind);
        var workload = reader.Read();
        return reader._fields.Rejections.IsEmpty ? (workload, []) : (null, reader._fields.Rejections);
    }

    private Workload? Read()
    {
        CheckVersion();
        CheckMetadata(_object.Node["metadata"], "metadata");
        var (template, path, isUnknown) = FindTemplate();
        if (template is null && !isUnknown)
            return null;

        if (path.Length > 0)
            CheckMetadata(template?["metadata"], $"{path}.metadata");
        var declared = ReadLabels(template?["metadata"], isUnknown);
        var spec = template?["spec"];
        isUnknown |= FieldReader.IsPlaceholder(spec);
        var podSpec = spec as YamlMapping;
        var (hostNetwork, location) = ReadHostNetwork(podSpec, path, isUnknown);
        var ports = ImmutableArray.CreateBuilder<ContainerPort>();
        ReadPorts(podSpec?["containers"], ports, isRestartableOnly: false);
        ReadPorts(podSpec?["initContainers"], ports, isRestartableOnly: true);
        return new Workload
        {
            Object = _object,
            DeclaredLabels = declared,
            PodLabels = AddRuntimeLabels(declared),
            HostNetwork = hostNetwork,
            HostNetworkLocation = location,
            ServiceAccount = ReadServiceAccount(podSpec, isUnknown),
            Ports = ports.ToImmutable(),
        };
    }

    private void CheckVersion()
    {
        if (_object.Version.Length == 0)
            _fields.Reject(_object.NameLocation, "apiVersion", $"{_object.Kind} '{_object.Name}' has no apiVersion");
        var isServed = _kind.Versions.IsEmpty || _kind.Versions.Contains(_object.Version, StringComparer.Ordinal);
        if ((isServed && _object.Group is not "extensions") || Placeholder.IsIn(_object.Version))
            return;
        var location = _object.Node.Find("apiVersion") is { } entry ? entry.Value.Location : _object.NameLocation;
        var given = _object.Group.Length == 0 ? _object.Version : $"{_object.Group}/{_object.Version}";
        var served = _kind.Group.Length == 0 ? "v1" : $"{_kind.Group}/v1";
        _fields.Reject(location, "apiVersion", $"no current Kubernetes serves {given} for {_object.Kind}, which is in {served}");
    }

    /// <summary>Labels are spelt as labels, and like annotations they are strings: the API server decodes nothing else into them.</summary>
    private void CheckMetadata(YamlNode? node, string path)
    {
        if (_fields.ReadMapping(node, path) is not { } metadata)
            return;
        var selectors = new LabelSelectorReader(_fields);
        selectors.CheckMetadata(metadata["labels"], $"{path}.labels", areLabels: true);
        selectors.CheckMetadata(metadata["annotations"], $"{path}.annotations", areLabels: false);
    }

    private (YamlMapping? Template, string Path, bool IsUnknown) FindTemplate()
    {
        YamlNode? node = _object.Node;
        var path = string.Empty;
        foreach (var segment in _kind.TemplatePath)
        {
            path = path.Length == 0 ? segment : $"{path}.{segment}";
            node = _fields.ReadMapping(node, path)?[segment];
            if (FieldReader.IsPlaceholder(node))
                return (null, path, true);
        }

        return (_fields.ReadMapping(node, path), path, false);
    }

    private static LabelSet ReadLabels(YamlNode? metadata, bool isUnknown)
    {
        var node = (metadata as YamlMapping)?["labels"];
        if (isUnknown || FieldReader.IsPlaceholder(metadata) || FieldReader.IsPlaceholder(node))
            return LabelSet.Empty with { IsOpen = true };

        return LabelReader.Read(node as YamlMapping);
    }

    private LabelSet AddRuntimeLabels(LabelSet declared)
    {
        // A Job with a selector of its own gets no labels (JobSpec.manualSelector).
        if (_object.Kind is "Job" && (_object.Node["spec"] as YamlMapping)?["manualSelector"] is YamlScalar { Kind: YamlScalarKind.Boolean } manual
            && IsTrue(manual))
            return declared;

        var labels = declared.Labels.ToBuilder();
        foreach (var label in _kind.AddedLabels)
            labels[label] = null;
        var isNamed = (_object.Node["metadata"] as YamlMapping)?["name"] is not null && !Placeholder.IsIn(_object.Name);
        foreach (var label in _kind.NameLabels)
            labels[label] = isNamed ? _object.Name : null;
        foreach (var label in _kind.DefaultedLabels)
            labels.TryAdd(label, null);
        return declared with { Labels = labels.ToImmutable() };
    }

    private (Truth HostNetwork, SourceLocation? Location) ReadHostNetwork(YamlMapping? podSpec, string path, bool isUnknown)
    {
        var node = podSpec?["hostNetwork"];
        if (isUnknown)
            return (Truth.Unknown, node?.Location);
        if (FieldReader.IsAbsent(node))
            return (Truth.False, null);
        if (FieldReader.IsPlaceholder(node))
            return (Truth.Unknown, node!.Location);
        if (node is YamlScalar { Kind: YamlScalarKind.Boolean } scalar)
            return (IsTrue(scalar) ? Truth.True : Truth.False, scalar.Location);

        var field = path.Length == 0 ? "spec.hostNetwork" : $"{path}.spec.hostNetwork";
        _fields.Reject(node!.Location, field, $"{field} is {FieldReader.Describe(node)}, not a boolean");
        return (Truth.Unknown, node.Location);
    }

    private static string? ReadServiceAccount(YamlMapping? podSpec, bool isUnknown)
    {
        var node = FieldReader.IsAbsent(podSpec?["serviceAccountName"]) ? podSpec?["serviceAccount"] : podSpec?["serviceAccountName"];
        if (isUnknown || FieldReader.IsPlaceholder(node))
            return null;
        return node is YamlScalar { IsNull: false, Value.Length: > 0 } scalar ? scalar.Value : "default";
    }

    private static bool IsTrue(YamlScalar boolean) => boolean.Value is ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON";

    /// <summary>Named ports resolve to those of the containers and of the init containers that keep running (FindPort in pkg/api/v1/pod/util.go).</summary>
    private static void ReadPorts(YamlNode? containers, ImmutableArray<ContainerPort>.Builder ports, bool isRestartableOnly)
    {
        // Behind a placeholder may stand containers with any ports, but not those that only start up.
        if (FieldReader.IsPlaceholder(containers) && !isRestartableOnly)
            AddAny(ports, number: null);
        foreach (var container in Mappings(containers))
        {
            if (isRestartableOnly && container["restartPolicy"] is not YamlScalar { Value: "Always" })
                continue;
            if (FieldReader.IsPlaceholder(container["ports"]))
                AddAny(ports, number: null);
            foreach (var port in Mappings(container["ports"]))
            {
                if (port["name"] is YamlScalar { IsNull: false, Value.Length: > 0 } name)
                    ReadPort(port, FieldReader.IsPlaceholder(name) ? null : name.Value, ports);
            }
        }
    }

    private static void ReadPort(YamlMapping port, string? name, ImmutableArray<ContainerPort>.Builder ports)
    {
        var number = ReadNumber(port["containerPort"]);
        if (FieldReader.IsPlaceholder(port["protocol"]))
        {
            AddAny(ports, number);
            return;
        }

        Protocol? protocol = port["protocol"] switch
        {
            null or YamlScalar { IsNull: true } or YamlScalar { Value: "TCP" } => Protocol.Tcp,
            YamlScalar { Value: "UDP" } => Protocol.Udp,
            YamlScalar { Value: "SCTP" } => Protocol.Sctp,
            _ => null,
        };
        if (protocol is { } known)
            ports.Add(new ContainerPort(name, known, number));
    }

    /// <summary>A port whose protocol cannot be read: perhaps one of each, which is why its name is not taken for certain either.</summary>
    private static void AddAny(ImmutableArray<ContainerPort>.Builder ports, int? number)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
            ports.Add(new ContainerPort(null, protocol, number));
    }

    private static int? ReadNumber(YamlNode? node) =>
        node is YamlScalar { Kind: YamlScalarKind.Integer } scalar
        && int.TryParse(scalar.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= PortRange.MaxPort
            ? number
            : null;

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node) => node is YamlSequence sequence ? sequence.Items.OfType<YamlMapping>() : [];
}
