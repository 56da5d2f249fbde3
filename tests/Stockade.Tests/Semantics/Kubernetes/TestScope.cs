using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>One scope from YAML text, with what the tests of policies need of workloads and namespaces.</summary>
internal sealed class TestScope
{
    private TestScope(DeploymentScope scope)
    {
        Scope = scope;
        Reachability = new Reachability(scope);
    }

    public DeploymentScope Scope { get; }

    public Reachability Reachability { get; }

    public NetworkPolicy Policy => Assert.Single(Scope.Policies);

    public static TestScope Parse(string yaml, string path = "k8s.yaml")
    {
        var objects = new List<KubernetesObject>();
        foreach (var document in YamlReader.Read(new SourceFile(path, yaml), static _ => true))
        {
            Assert.Empty(document.Errors);
            if (document.Root is YamlMapping root)
                Collect(document, root, objects);
        }

        return new TestScope(new DeploymentScope
        {
            Name = "k8s",
            Kind = ScopeKind.Folder,
            Root = "k8s",
            Because = "test",
            Namespaces = [.. objects.Where(item => item.Kind == "Namespace").Select(item => new KubernetesNamespace(item.Name, Labels(item.Node["metadata"]), item.NameLocation))],
            Policies = [.. objects.Where(item => NetworkPolicyReader.Reads(item.Group, item.Kind)).Select(NetworkPolicyReader.Read)],
            Workloads = [.. objects.Select(ReadWorkload).OfType<Workload>()],
        });
    }

    public Workload Workload(string name) => Assert.Single(Scope.Workloads, workload => workload.Name == name);

    public WorkloadVerdicts Verdicts(string name = "web") => Reachability.Evaluate(Workload(name));

    private static void Collect(YamlDocument document, YamlMapping node, List<KubernetesObject> objects)
    {
        if (Text(node["kind"]) == "List")
        {
            foreach (var item in ((YamlSequence)node["items"]!).Items)
                Collect(document, (YamlMapping)item, objects);
            return;
        }

        var version = Text(node["apiVersion"]);
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var name = (node["metadata"] as YamlMapping)?["name"];
        var space = Text((node["metadata"] as YamlMapping)?["namespace"]);
        objects.Add(new KubernetesObject
        {
            Document = document,
            Node = node,
            Group = slash < 0 ? "" : version[..slash],
            Version = version[(slash + 1)..],
            Kind = Text(node["kind"]),
            Name = Text(name),
            Namespace = space.Length == 0 ? "default" : space,
            NameLocation = (name ?? node["kind"] ?? node).Location,
        });
    }

    private static Workload? ReadWorkload(KubernetesObject item)
    {
        if (item.Kind is "Namespace" or "NetworkPolicy")
            return null;
        var pod = item.Kind switch
        {
            "Pod" => item.Node,
            "CronJob" => At(item.Node, "spec", "jobTemplate", "spec", "template"),
            _ => At(item.Node, "spec", "template"),
        };
        var spec = At(pod, "spec");
        var labels = Labels(pod?["metadata"]);
        var hostNetwork = spec?["hostNetwork"] as YamlScalar;
        return new Workload
        {
            Object = item,
            PodLabels = labels,
            DeclaredLabels = labels,
            HostNetwork = hostNetwork is null || hostNetwork.Value == "false" ? Truth.False : hostNetwork.Value == "true" ? Truth.True : Truth.Unknown,
            Ports = [.. Items(spec?["containers"]).SelectMany(container => Items(((YamlMapping)container)["ports"])).Cast<YamlMapping>().Select(ReadPort)],
        };
    }

    private static ContainerPort ReadPort(YamlMapping port) => new(
        Text(port["name"]),
        Text(port["protocol"]) switch { "UDP" => Protocol.Udp, "SCTP" => Protocol.Sctp, _ => Protocol.Tcp },
        int.TryParse(Text(port["containerPort"]), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null);

    private static YamlMapping? At(YamlMapping? node, params string[] path) => path.Aggregate(node, static (current, key) => current?[key] as YamlMapping);

    private static ImmutableArray<YamlNode> Items(YamlNode? node) => (node as YamlSequence)?.Items ?? [];

    private static LabelSet Labels(YamlNode? metadata)
    {
        var labels = LabelSet.Empty.Labels;
        foreach (var entry in ((metadata as YamlMapping)?["labels"] as YamlMapping)?.Entries ?? [])
            labels = labels.SetItem(entry.Key.Value, Placeholder.IsIn(Text(entry.Value)) ? null : Text(entry.Value));
        return new LabelSet(labels);
    }

    private static string Text(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? scalar.Value : "";
}
