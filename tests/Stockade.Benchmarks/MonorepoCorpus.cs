using System.Text;

namespace Stockade.Benchmarks;

/// <summary>
/// Writes the repository of an organisation, the same for the same seed. Most of its bytes are definitions of resources, dashboards and configuration;
/// workloads are some, policies few; scripts, workflows, charts and kustomizations lie between, and files that no rule asks for.
/// </summary>
internal sealed class MonorepoCorpus
{
    private const int Seed = 20261123;
    private const int FilesInFolder = 50;
    private static readonly string[] Words = "the field names what a controller reports of this resource when it reconciles and may be empty until then".Split(' ');

    private readonly Random _random = new(Seed);
    private readonly StringBuilder _text = new();
    private readonly string _root;
    private readonly int _bulk;

    private MonorepoCorpus(string root, int bulk)
    {
        _root = root;
        _bulk = bulk;
    }

    /// <summary>Writes so many files, those that are bulk of about so many bytes each, and returns the length of all together.</summary>
    public static long Write(string root, int files, int bulk)
    {
        var corpus = new MonorepoCorpus(root, bulk);
        long length = 0;
        for (var index = 0; index < files; index++)
            length += corpus.WriteFile(index);
        return length;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private long WriteFile(int index)
    {
        var team = Invariant($"team{index / FilesInFolder}");
        _text.Clear();
        var name = Choose(index, team);

        // Here and there a file comes from an editor of another system.
        var encoding = index % 97 == 5 ? Encoding.Unicode : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var text = index % 41 == 7 ? _text.Replace("\n", "\r\n").ToString() : _text.ToString();
        var path = Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, encoding);
        return new FileInfo(path).Length;
    }

    /// <summary>Writes the text of a file and returns its path. The first files of each folder are the ends that belong together.</summary>
    private string Choose(int index, string team)
    {
        switch (index % FilesInFolder)
        {
            case 0:
                AddKustomization("resources: [deployment.yaml, policy.yaml]");
                return $"{team}/base/kustomization.yaml";
            case 1:
                AddWorkload("web", team: null);
                return $"{team}/base/deployment.yaml";
            case 2:
                AddPolicy("web", team: null);
                return $"{team}/base/policy.yaml";
            case 3:
                AddKustomization(Invariant($"namespace: {team}\nresources: [../../base]\nlabels:\n- pairs: {{team: {team}}}\n  includeSelectors: true"));
                return $"{team}/overlays/prod/kustomization.yaml";
            case 4:
                AddScript(team);
                return $"{team}/deploy.sh";
            case 5:
                AddWorkflow(team);
                return $".github/workflows/{team}.yml";
            case 6:
                Line(0, Invariant($"apiVersion: v2\nname: {team}\nversion: 1.0.{index}"));
                return $"{team}/chart/Chart.yaml";
            case 7:
                AddTemplate();
                return $"{team}/chart/templates/deployment.yaml";
        }

        switch (_random.Next(100))
        {
            case < 25:
                AddDefinition(index);
                return Invariant($"{team}/crds/definition{index}.yaml");
            case < 45:
                AddConfiguration(index, team);
                return Invariant($"{team}/config/settings{index}.yaml");
            case < 55:
                AddDashboard(0);
                return Invariant($"{team}/dashboards/board{index}.json");
            case < 65:
                AddWorkload(Invariant($"app{index}"), team);
                return Invariant($"{team}/apps/app{index}.yaml");
            case < 67:
                AddPolicy(Invariant($"app{index}"), team);
                return Invariant($"{team}/apps/policy{index}.yaml");
            case < 75:
                AddRole(index, team);
                return Invariant($"{team}/rbac/role{index}.yaml");
            case < 78:
                AddScript(team);
                return Invariant($"{team}/scripts/step{index}.sh");
            case < 88:
                AddProse();
                return Invariant($"{team}/docs/page{index}.md");
            default:
                AddProse();
                return Invariant($"{team}/code/file{index}.go");
        }
    }

    private void AddWorkload(string name, string? team)
    {
        AddHead("apps/v1", "Deployment", name, team);
        Line(0, Invariant($"spec:\n  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata:\n      labels: {{app: {name}, tier: tier{_random.Next(3)}}}"));
        Line(0, Invariant($"    spec:\n      containers:\n      - name: main\n        image: registry.example.com/{name}:1.{_random.Next(100)}\n        ports: [{{name: http, containerPort: 8080}}]\n        env:"));
        for (var variable = 0; variable < 15; variable++)
            Line(4, Invariant($"- name: SETTING_{variable}\n          value: \"{_random.Next()}\""));
        Line(0, "---");
        AddHead("v1", "Service", name, team);
        Line(0, Invariant($"spec:\n  selector: {{app: {name}}}\n  ports:\n  - port: 80\n    targetPort: http"));
    }

    private void AddPolicy(string name, string? team)
    {
        AddHead("networking.k8s.io/v1", "NetworkPolicy", name, team);
        Line(0, Invariant($"spec:\n  podSelector: {{matchLabels: {{app: {name}}}}}\n  policyTypes: [Ingress, Egress]\n  ingress:\n  - from:\n    - podSelector: {{matchLabels: {{tier: tier{_random.Next(3)}}}}}"));
        Line(0, "  egress:\n  - to:\n    - ipBlock:\n        cidr: 0.0.0.0/0\n        except: [169.254.169.254/32]");
    }

    private void AddDefinition(int index)
    {
        AddHead("apiextensions.k8s.io/v1", "CustomResourceDefinition", Invariant($"things{index}.example.com"), team: null);
        Line(0, "spec:\n  group: example.com\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        properties:");
        for (var property = 0; _text.Length < _bulk; property++)
        {
            Line(5, Invariant($"field{property}:"));
            Line(6, "description: >-");
            for (var line = _random.Next(1, 4); line > 0; line--)
                Line(7, Sentence());
            Line(6, _random.Next(2) == 0 ? "type: string" : "type: integer");
        }
    }

    private void AddConfiguration(int index, string team)
    {
        AddHead("v1", "ConfigMap", Invariant($"settings{index}"), team);
        Line(0, "data:\n  board.json: |");
        AddDashboard(2);
    }

    private void AddDashboard(int depth)
    {
        Line(depth, "{ \"panels\": [");
        while (_text.Length < _bulk)
            Line(depth, Invariant($"  {{ \"id\": {_random.Next()}, \"title\": \"{Sentence()}\", \"type\": \"graph\", \"gridPos\": {{ \"h\": 8, \"w\": 12, \"x\": {_random.Next(24)}, \"y\": {_random.Next(99)} }} }},"));
        Line(depth, "  {} ] }");
    }

    private void AddRole(int index, string team)
    {
        AddHead("rbac.authorization.k8s.io/v1", "Role", Invariant($"role{index}"), team);
        Line(0, "rules:");
        for (var rule = 0; rule < 10; rule++)
            Line(0, Invariant($"- apiGroups: [\"\", apps]\n  resources: [pods, deployments, things{_random.Next(100)}]\n  verbs: [get, list, watch]"));
    }

    private void AddScript(string team)
    {
        Line(0, Invariant($"#!/usr/bin/env bash\nset -euo pipefail\nRG=rg-{team}\nif [ -n \"${{DEBUG:-}}\" ]; then set -x; fi"));
        Line(0, "az aks create --resource-group \"$RG\" --name shared \\\n  --network-plugin azure --network-policy azure --enable-private-cluster \\\n  --node-count 3");
        for (var line = _random.Next(5, 60); line > 0; line--)
            Line(0, Invariant($"curl -fsS \"https://example.com/{_random.Next()}\" | jq -r '.items[] | select(.kind==\"x\")' >> \"$HOME/out{line}.txt\""));
    }

    private void AddWorkflow(string team)
    {
        Line(0, Invariant($"name: {team}\non: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    env: {{RG: rg-{team}}}\n    steps:\n    - uses: actions/checkout@v4"));
        Line(2, "- run: |\n        az aks get-credentials -g \"$RG\" -n shared\n        kubectl apply -k overlays/prod");
    }

    private void AddTemplate() =>
        Line(0, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  {{- with .Values.spec }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}");

    private void AddKustomization(string text) => Line(0, $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n{text}");

    private void AddProse()
    {
        while (_text.Length < _bulk / 2)
            Line(0, Sentence());
    }

    private void AddHead(string version, string kind, string name, string? team)
    {
        Line(0, $"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}");
        if (team is not null)
            Line(1, $"namespace: {team}");
        Line(1, $"labels: {{app.kubernetes.io/name: {name}, app.kubernetes.io/managed-by: generator}}");
    }

    private string Sentence() => string.Join(' ', Words.AsSpan(_random.Next(8), 10));

    private void Line(int depth, string text) => _text.Append(' ', depth * 2).Append(text).Append('\n');
}
