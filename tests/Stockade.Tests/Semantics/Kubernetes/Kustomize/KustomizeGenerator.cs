using System.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

/// <summary>Makes kustomizations up to four deep, with components and bases beside them, with every feature in them, some of them wrong. The same seed gives the same files.</summary>
internal sealed class KustomizeGenerator(int seed)
{
    private static readonly string[] s_names = ["web", "api", "db", "job-runner"];
    private static readonly string[] s_namespaces = ["shop", "team-a", "default"];
    private static readonly string[] s_keys = ["app", "tier", "env", "app.kubernetes.io/name"];
    private static readonly string[] s_values = ["a", "b", "front", "yes", "on", "1", "\"2\"", "v1.0"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<(string ApiVersion, string Kind, string Name, string Namespace)> _objects = [];

    public KustomizeCase Generate()
    {
        Base("base");
        var below = "base";
        foreach (var level in Enumerable.Range(1, _random.Next(0, 4)))
        {
            Kustomization($"level{level}", [$"../{below}"]);
            below = $"level{level}";
        }

        return new KustomizeCase(below, _files);
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T One<T>(params T[] items) => items[_random.Next(items.Length)];

    private string Labels(int most = 2) =>
        string.Join(", ", Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => One(s_keys)).Distinct().Select(key => $"{key}: {One("a", "b", "front", "\"yes\"", "\"1\"")}"));

    private string Loose() => string.Join(", ", Enumerable.Range(0, _random.Next(0, 3)).Select(_ => One(s_keys)).Distinct().Select(key => $"{key}: {One(s_values)}"));

    private void Base(string folder)
    {
        var text = new StringBuilder();
        for (var i = _random.Next(1, 6); i > 0; i--)
            text.Append("---\n").Append(Object(One(s_names))).Append('\n');
        if (Chance(15))
            text.Append("---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: listed}, spec: {containers: [{name: c, image: x}]}}\n");
        _files[$"{folder}/all.yaml"] = text.ToString();
        Kustomization(folder, ["all.yaml"]);
    }

    private string Object(string name)
    {
        var (apiVersion, kind) = One(
            ("apps/v1", "Deployment"), ("apps/v1", "Deployment"), ("apps/v1", "StatefulSet"), ("apps/v1", "DaemonSet"), ("batch/v1", "Job"), ("batch/v1", "CronJob"), ("v1", "Pod"),
            ("v1", "Service"), ("v1", "Service"), ("networking.k8s.io/v1", "NetworkPolicy"), ("networking.k8s.io/v1", "NetworkPolicy"), ("v1", "Namespace"), ("v1", "ConfigMap"),
            ("argoproj.io/v1alpha1", "Rollout"), ("cilium.io/v2", "CiliumNetworkPolicy"), ("example.com/v1", "Widget"), ("v1", "ReplicationController"), ("apps/v1", "ReplicaSet"));
        var space = kind is "Namespace" || Chance(60) ? string.Empty : One(s_namespaces);
        if (_objects.Exists(item => item.Kind == kind && item.Name == name) && Chance(90))
            return "# nothing";
        _objects.Add((apiVersion, kind, name, space));
        var labels = Chance(70) ? $", labels: {{{Loose()}}}" : string.Empty;
        var annotations = Chance(20) ? ", annotations: {a: b, number: 1, flag: true}" : string.Empty;
        var inNamespace = space.Length > 0 ? $", namespace: {space}" : string.Empty;
        return $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}{inNamespace}{labels}{annotations}}}\n{Body(kind)}";
    }

    private string Body(string kind) => kind switch
    {
        "Namespace" => string.Empty,
        "ConfigMap" => "data: {region: west, host: web.example.com}",
        "Service" => $"spec:\n  type: {One("ClusterIP", "LoadBalancer")}\n  selector: {{{Loose()}}}\n  ports:\n  - {{port: 80, targetPort: http}}\n  - {{name: tls, port: 443, protocol: TCP}}",
        "NetworkPolicy" =>
            $"spec:\n  podSelector: {Selector()}\n  policyTypes: [Ingress, Egress]\n  ingress:\n  - from:\n    - podSelector: {Selector()}\n    - namespaceSelector: {Selector()}\n"
            + $"      podSelector: {Selector()}\n    ports: [{{port: 80}}]\n  egress:\n  - to:\n    - ipBlock: {{cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}\n    - podSelector: {Selector()}",
        "CiliumNetworkPolicy" => $"spec:\n  endpointSelector: {{matchLabels: {{{Labels()}}}}}\n  egressDeny:\n  - toCIDR: [169.254.169.254/32]",
        "Widget" => "spec:\n  items:\n  - {name: a, value: 1}\n  - {name: b, value: 2}",
        "Pod" => Pod(0),
        "CronJob" => $"spec:\n  schedule: '* * * * *'\n  jobTemplate:\n    spec:\n      template:\n        metadata: {{labels: {{{Loose()}}}}}\n{Pod(8)}",
        "Job" => $"spec:\n  template:\n    metadata: {{labels: {{{Loose()}}}}}\n{Pod(4)}",
        _ => $"spec:\n{(Chance(70) ? $"  selector: {{matchLabels: {{{Loose()}}}}}\n" : string.Empty)}{(Chance(50) ? "  replicas: 2\n" : string.Empty)}  template:\n    metadata: {{labels: {{{Loose()}}}}}\n{Pod(4)}",
    };

    private string Selector() => One("{}", $"{{matchLabels: {{{Labels()}}}}}", $"{{matchLabels: {{{Labels()}}}, matchExpressions: [{{key: app, operator: Exists}}]}}", "{matchExpressions: [{key: tier, operator: In, values: [a, b]}]}");

    private string Pod(int indentation)
    {
        var pad = new string(' ', indentation);
        var host = Chance(20) ? $"{pad}  hostNetwork: {One("true", "false", "yes")}\n" : string.Empty;
        return $"{pad}spec:\n{host}{pad}  containers:\n{pad}  - name: main\n{pad}    image: nginx:1\n{pad}    ports:\n{pad}    - {{containerPort: 80, name: http}}\n{pad}    - {{containerPort: 53, protocol: UDP}}\n"
            + $"{pad}    env: [{{name: A, value: x}}, {{name: B, value: z}}]\n{pad}  - {{name: side, image: side}}\n";
    }

    private void Kustomization(string folder, List<string> resources)
    {
        if (Chance(25))
        {
            _files[$"{folder}-more/more.yaml"] = $"{Object("extra")}\n";
            Content($"{folder}-more", new StringBuilder("resources: [more.yaml]\n"), most: 2);
            resources.Add($"../{folder}-more");
        }

        var text = new StringBuilder();
        if (Chance(15) && resources.Exists(static item => item.StartsWith("..", StringComparison.Ordinal)))
            text.Append("bases:\n").Append(string.Concat(resources.Select(static item => $"- {item}\n")));
        else
            text.Append("resources:\n").Append(string.Concat(resources.Select(static item => $"- {item}\n")));
        if (Chance(1))
            text.Append("- missing.yaml\n");
        if (Chance(20))
        {
            Content($"{folder}-part", new StringBuilder("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"), most: 3);
            text.Append($"components: [../{folder}-part]\n");
        }

        Content(folder, text, most: 5);
    }

    private void Content(string folder, StringBuilder text, int most)
    {
        var used = new HashSet<int>();
        for (var i = _random.Next(1, most + 1); i > 0; i--)
        {
            var feature = _random.Next(20);
            if (used.Add(feature))
                text.Append(Feature(feature, folder));
        }

        _files[$"{folder}/kustomization.yaml"] = text.ToString();
    }

    private string Feature(int feature, string folder) => feature switch
    {
        0 => $"namespace: {One(s_namespaces)}\n",
        1 => $"namePrefix: {One("pre-", "x-")}\n",
        2 => $"nameSuffix: {One("-suf", "-v2")}\n",
        3 => $"commonLabels: {{{Labels()}}}\n",
        4 or 5 => $"labels:\n- pairs: {{{Labels()}}}\n{One(string.Empty, "  includeSelectors: true\n", "  includeTemplates: true\n", "  includeSelectors: false\n  fields: [{path: spec/extra/labels, create: true, kind: Widget}]\n")}",
        6 => "commonAnnotations: {note: hello}\n",
        7 or 8 or 9 => "patches:\n" + string.Concat(Enumerable.Range(0, _random.Next(1, 3)).Select(i => Patch(folder, i))),
        10 => StrategicFile(folder, "patchesStrategicMerge:\n- merge.yaml\n"),
        11 => Json6902(),
        12 => Replacement(),
        13 => $"configMapGenerator:\n- name: {(Chance(90) ? $"generated-{folder}" : "generated")}\n  literals: [region=east, LEVEL=info]\n{(Chance(4) ? "  behavior: merge\n" : string.Empty)}",
        14 => _objects.Find(static item => item.Kind is "Deployment" or "ReplicaSet") is { Name: { } name } ? $"replicas:\n- {{name: {(Chance(95) ? name : "absent")}, count: 3}}\n" : string.Empty,
        15 => Configuration(folder),
        16 => ReplacementFile(folder),
        17 => $"secretGenerator:\n- name: secret-{folder}\n  literals: [a=b]\n  options: {{labels: {{{Labels()}}}, disableNameSuffixHash: true}}\n",
        18 => Definitions(folder),
        _ => One("buildMetadata: [originAnnotations]\n", "sortOptions: {order: fifo}\n", "generatorOptions: {disableNameSuffixHash: true}\n", "images: [{name: nginx, newTag: '2'}]\n", Var()),
    };

    /// <summary>Fields that transformers know only from this file.</summary>
    private string Configuration(string folder)
    {
        _files[$"{folder}/config.yaml"] = One(
            "commonLabels:\n- {path: spec/items/labels, create: true, kind: Widget}\n- {path: spec/extra/labels, create: true, group: example.com}\n",
            "labels:\n- {path: spec/extra/labels, create: true, kind: Widget}\n",
            "commonAnnotations:\n- {path: spec/note, create: true, kind: Widget}\n",
            "namespace:\n- {path: spec/space, create: true, kind: Widget}\n",
            "namePrefix:\n- {path: spec/extra/name, kind: Widget}\n- {path: metadata/name, kind: Namespace}\n",
            "nameSuffix:\n- {path: spec/strategy, kind: Deployment}\n",
            "varReference:\n- {path: spec/reference, kind: Widget}\n",
            "nameReference:\n- kind: ConfigMap\n  fieldSpecs: [{path: spec/map, kind: Widget}]\n",
            "replicas:\n- {path: spec/count, create: true, kind: Widget}\n");
        return "configurations: [config.yaml]\n";
    }

    private string ReplacementFile(string folder)
    {
        var target = Target();
        _files[$"{folder}/replacement.yaml"] =
            $"source: {{kind: {Target().Kind}, fieldPath: metadata.name}}\ntargets:\n- select: {{kind: {target.Kind}, name: {target.Name}}}\n  fieldPaths: [metadata.labels.copied]\n  options: {{create: true}}\n";
        return "replacements:\n- path: replacement.yaml\n";
    }

    /// <summary>Definitions of the program that serves a kind of its own; where none of its fields is a reference, they change nothing.</summary>
    private string Definitions(string folder)
    {
        _files[$"{folder}/definitions.json"] =
            """{"example.com/v1.Widget": {"Schema": {"description": "a widget", "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "spec": {"type": "object"}}}, "Dependencies": []}}""";
        return "crds: [definitions.json]\n";
    }

    private string Var() => _objects.Count == 0 ? string.Empty
        : One(_objects.ToArray()) is var (apiVersion, kind, name, _) ? $"vars:\n- {{name: NAME, objref: {{kind: {kind}, name: {name}, apiVersion: {apiVersion}}}}}\ncommonAnnotations: {{ref: $(NAME)}}\n" : string.Empty;

    private (string ApiVersion, string Kind, string Name, string Namespace) Target()
    {
        var target = _objects.Count == 0 ? ("apps/v1", "Deployment", "none", string.Empty) : One(_objects.ToArray());
        return Chance(2) ? target with { Item3 = "absent" } : target;
    }

    private string Patch(string folder, int number)
    {
        var target = Target();
        var (_, kind, name, space) = target;
        var options = Chance(10) ? $"  options: {{{One("allowNameChange", "allowKindChange")}: true}}\n" : string.Empty;
        var selector = Chance(60) ? $"{{kind: {kind}}}" : One(
            $"{{kind: {kind}}}", $"{{name: {name}}}", $"{{kind: {kind}, name: {name[..1]}.*}}", "{labelSelector: 'app=a'}", "{labelSelector: 'app in (a, b),!tier'}", "{annotationSelector: a=b}",
            $"{{group: apps, kind: Dep.*|Stateful.*}}", $"{{kind: {kind}, namespace: {(space.Length == 0 ? "default" : space)}}}", "{version: v1}");
        var body = One(0, 1, 2, 3) switch
        {
            0 => $"- patch: |-\n{Indent(JsonOperations(kind), 4)}",
            1 => $"- patch: |-\n{Indent(Strategic(target), 4)}",
            2 => FilePatch(folder, number, JsonOperations(kind)),
            _ => FilePatch(folder, number, Chance(20) ? Strategic(target) + "---\n" + Strategic(Target()) : Strategic(target)),
        };
        var needsTarget = body.Contains("op:", StringComparison.Ordinal) || (_files.TryGetValue($"{folder}/p{number}.yaml", out var text) && text.Contains("op:", StringComparison.Ordinal) && body.Contains("path: p", StringComparison.Ordinal));
        return body + (needsTarget || Chance(30) ? $"  target: {selector}\n" : string.Empty) + options;
    }

    private string FilePatch(string folder, int number, string content)
    {
        _files[$"{folder}/p{number}.yaml"] = content;
        return $"- path: p{number}.yaml\n";
    }

    private string StrategicFile(string folder, string use)
    {
        _files[$"{folder}/merge.yaml"] = Strategic(Target());
        return use;
    }

    private string Json6902()
    {
        var (apiVersion, kind, name, space) = Target();
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? string.Empty : $"group: {apiVersion[..slash]}, ";
        var inNamespace = space.Length == 0 ? string.Empty : $", namespace: {space}";
        return $"patchesJson6902:\n- target: {{{group}version: {apiVersion[(slash + 1)..]}, kind: {kind}, name: {name}{inNamespace}}}\n  patch: |-\n{Indent(JsonOperations(kind), 4)}";
    }

    private string Replacement()
    {
        var source = Target();
        var target = Target();
        var options = Chance(5) ? string.Empty : One("    options: {create: true}\n", "    options: {create: true}\n", "    options: {delimiter: '-', index: 0, create: true}\n", "    options: {delimiter: '.', index: 3, create: true}\n");
        var path = One("metadata.labels.from", "metadata.labels.app", "metadata.annotations.[a.b/c]", Chance(50) ? "metadata.labels.env" : target.Kind is "Deployment" or "StatefulSet" or "Job"
            ? One("spec.template.metadata.labels.env", "spec.template.spec.containers.[name=main].ports.0.name", "spec.template.spec.containers.*.name", "spec.template.spec.containers.[name=new].workingDir")
            : "spec.podSelector.matchLabels.app");
        return $"replacements:\n- source: {{kind: {source.Kind}, name: {source.Name}{(source.Kind is "ConfigMap" ? ", fieldPath: data.host, options: {delimiter: '.', index: 1}" : One(string.Empty, ", fieldPath: metadata.name", source.Namespace.Length > 0 ? ", fieldPath: metadata.namespace" : string.Empty))}}}\n  targets:\n  - select: {{kind: {target.Kind}}}\n    fieldPaths: ['{path}']\n{options}";
    }

    private string JsonOperations(string kind) => string.Concat(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Chance(3)
        ? One("- {op: test, path: /metadata/name, value: web}\n", "- {op: remove, path: /metadata/labels/app}\n", "- {op: add, path: /spec/absent/field, value: 1}\n", "- {op: move, from: /metadata/labels, path: /metadata/annotations}\n")
        : kind switch
        {
            "NetworkPolicy" => One(
                "- {op: replace, path: /spec/podSelector, value: {}}\n", "- {op: remove, path: /spec/egress/0/to/-1}\n", "- {op: add, path: /spec/ingress/-, value: {from: []}}\n",
                "- {op: add, path: /spec/podSelector/matchLabels, value: {a: 'yes'}}\n", "- op: replace\n  path: /spec/ingress\n  value:\n  - from:\n    - podSelector: {}\n"),
            "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "Rollout" or "ReplicaSet" or "ReplicationController" => One(
                "- {op: add, path: /spec/template/spec/hostNetwork, value: yes}\n", "- {op: add, path: /spec/template/spec/containers/0, value: {name: first, image: x}}\n",
                "- {op: replace, path: /spec/template/metadata/labels, value: {json: label}}\n", "- {op: copy, from: /metadata/name, path: /spec/template/metadata/labels/app.kubernetes.io~1name}\n",
                "- {op: remove, path: /spec/template/spec/containers/0/ports/0}\n"),
            _ => One(
                "- {op: add, path: /metadata/labels, value: {json: patched}}\n", "- {op: replace, path: /metadata/name, value: renamed}\n",
                "- {op: add, path: /metadata/annotations, value: {number: 1, flag: yes}}\n"),
        }));

    private string Strategic((string ApiVersion, string Kind, string Name, string Namespace) target)
    {
        var (apiVersion, kind, name, space) = target;
        var inNamespace = space.Length > 0 && Chance(95) ? $", namespace: {space}" : string.Empty;
        var head = $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}{inNamespace}{One(string.Empty, string.Empty, $", labels: {{{Labels()}}}", ", labels: {app: null}", ", annotations: {p: q}")}}}\n";
        return head + One(0, 1, 2, 3, 4, 5, 6, 7, 8) switch
        {
            0 => "$patch: delete\n",
            1 => "spec: {$patch: replace, only: this}\n",
            2 when kind is "NetworkPolicy" => $"spec:\n  podSelector: {Selector()}\n  ingress: []\n",
            3 when kind is "NetworkPolicy" => $"spec:\n  egress:\n  - to: [{{ipBlock: {{cidr: 10.0.0.0/8}}}}]\n  ingress: null\n",
            2 or 3 when kind is "Service" => "spec:\n  type: NodePort\n  ports:\n  - {port: 80, protocol: TCP, nodePort: 30080}\n  - {port: 8080}\n",
            2 or 3 when kind is "Widget" => "spec:\n  items:\n  - {name: a, other: 3}\n",
            _ when kind is "Pod" => "spec:\n" + PodPatch(2),
            _ when kind is "CronJob" => "spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n" + PodPatch(10),
            _ when kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "Rollout" or "ReplicaSet" or "ReplicationController" =>
                $"spec:\n{One(string.Empty, "  replicas: 5\n", "  selector: null\n")}  template:\n    metadata: {{labels: {{{One(Labels(), "app: null")}}}}}\n    spec:\n" + PodPatch(6),
            _ => "extra: {a: [1, 2], b: null}\n",
        };
    }

    private string PodPatch(int indentation)
    {
        var pad = new string(' ', indentation);
        return One(
            $"{pad}hostNetwork: true\n",
            $"{pad}hostNetwork: null\n{pad}dnsPolicy: Default\n",
            $"{pad}containers:\n{pad}- name: added\n{pad}  image: x\n{pad}- name: main\n{pad}  ports:\n{pad}  - {{containerPort: 80, protocol: TCP, name: web}}\n{pad}  - {{containerPort: 9090}}\n",
            $"{pad}containers:\n{pad}- name: side\n{pad}  $patch: {One("delete", "replace", "merge")}\n",
            $"{pad}containers:\n{pad}- $patch: {One("replace", "delete", "merge")}\n{pad}- name: only\n{pad}  image: x\n",
            $"{pad}containers:\n{pad}- name: main\n{pad}  env:\n{pad}  - {{name: C, value: c}}\n{pad}  - {{name: A, value: null}}\n{pad}  - {{name: B, $patch: delete}}\n",
            $"{pad}$setElementOrder/containers: [{{name: side}}, {{name: main}}]\n{pad}containers:\n{pad}- {{name: side, ports: [{{containerPort: 53, protocol: UDP, name: dns}}]}}\n",
            $"{pad}initContainers: [{{name: init, image: x, restartPolicy: Always}}]\n{pad}volumes: [{{name: v, emptyDir: {{}}}}]\n");
    }

    private static string Indent(string text, int depth) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{new string(' ', depth)}{line}\n"));
}
