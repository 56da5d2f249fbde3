using System.Text;

namespace Stockade.Benchmarks;

/// <summary>
/// Writes a repository of manifests, the same for the same seed: applications with their policies, and in other files what most bytes of a
/// repository are, definitions of resources, configuration, roles.
/// </summary>
internal sealed class ManifestCorpus(Random random)
{
    private const int FilesInFolder = 50;
    private readonly StringBuilder _text = new();

    /// <summary>Writes the files and returns their length together.</summary>
    public static long Write(string root, int files, CorpusMixture mixture)
    {
        var corpus = new ManifestCorpus(new Random(20261123));
        long length = 0;
        for (var index = 0; index < files; index++)
        {
            var folder = Path.Combine(root, Invariant($"team{index / FilesInFolder}"));
            Directory.CreateDirectory(folder);
            var text = corpus.File(index, mixture);
            length += Encoding.UTF8.GetByteCount(text);
            System.IO.File.WriteAllText(Path.Combine(folder, Invariant($"app{index}.yaml")), text);
        }

        return length;
    }

    private string File(int index, CorpusMixture mixture)
    {
        _text.Clear();
        var kind = random.Next(100);
        if (kind < 35 && mixture == CorpusMixture.Repository)
            AddApplication(index);
        else if (kind < 60)
            AddConfiguration(index);
        else if (kind < 85)
            AddDefinition(index);
        else
            AddRoles(index);
        return _text.ToString();
    }

    private void AddApplication(int index)
    {
        var space = Invariant($"team{index / FilesInFolder}");
        Line(0, "apiVersion: apps/v1");
        Line(0, "kind: Deployment");
        AddMetadata(index, space);
        Line(0, "spec:");
        Line(1, "replicas: 2");
        Line(1, "selector:");
        Line(2, "matchLabels:");
        Line(3, Invariant($"app: app{index}"));
        Line(1, "template:");
        Line(2, "metadata:");
        Line(3, "labels:");
        Line(4, Invariant($"app: app{index}"));
        Line(4, Invariant($"tier: tier{index % 3}"));
        Line(2, "spec:");
        Line(3, "containers:");
        Line(4, "- name: main");
        Line(5, Invariant($"image: registry.example.com/app{index}:1.{random.Next(100)}"));
        Line(5, "ports:");
        Line(6, "- name: http");
        Line(7, "containerPort: 8080");
        Line(5, "env:");
        for (var variable = 0; variable < 20; variable++)
        {
            Line(6, Invariant($"- name: SETTING_{variable}"));
            Line(7, Invariant($"value: \"{random.Next()}\""));
        }

        Line(0, "---");
        Line(0, "apiVersion: v1");
        Line(0, "kind: Service");
        AddMetadata(index, space);
        Line(0, "spec:");
        Line(1, "selector:");
        Line(2, Invariant($"app: app{index}"));
        Line(1, "ports:");
        Line(2, "- port: 80");
        Line(3, "targetPort: http");
        Line(0, "---");
        Line(0, "apiVersion: networking.k8s.io/v1");
        Line(0, "kind: NetworkPolicy");
        AddMetadata(index, space);
        Line(0, "spec:");
        Line(1, "podSelector:");
        Line(2, "matchLabels:");
        Line(3, Invariant($"app: app{index}"));
        Line(1, "policyTypes: [Ingress, Egress]");
        Line(1, "ingress:");
        Line(2, "- from:");
        Line(4, "- podSelector:");
        Line(6, "matchLabels:");
        Line(7, Invariant($"tier: tier{random.Next(3)}"));
        Line(3, "ports:");
        Line(4, "- port: 8080");
        Line(1, "egress:");
        Line(2, "- to:");
        Line(4, "- ipBlock:");
        Line(6, "cidr: 0.0.0.0/0");
        Line(6, "except: [169.254.169.254/32]");
        Line(0, "---");
        AddConfiguration(index);
    }

    private void AddConfiguration(int index)
    {
        Line(0, "apiVersion: v1");
        Line(0, "kind: ConfigMap");
        AddMetadata(index, Invariant($"team{index / FilesInFolder}"));
        Line(0, "data:");
        Line(1, "settings.json: |");
        for (var line = 20 + random.Next(60); line > 0; line--)
            Line(2, Invariant($"\"setting.{line}\": {{ \"value\": {random.Next()}, \"comment\": \"one of many\" }},"));
        for (var key = 0; key < 15; key++)
            Line(1, Invariant($"key.{key}: \"{random.Next()}\""));
    }

    private void AddDefinition(int index)
    {
        Line(0, "apiVersion: apiextensions.k8s.io/v1");
        Line(0, "kind: CustomResourceDefinition");
        AddMetadata(index, null);
        Line(0, "spec:");
        Line(1, "group: example.com");
        Line(1, "versions:");
        Line(2, "- name: v1");
        Line(3, "schema:");
        Line(4, "openAPIV3Schema:");
        Line(5, "properties:");
        for (var property = 30 + random.Next(60); property > 0; property--)
        {
            Line(6, Invariant($"field{property}:"));
            Line(7, "description: What the field means, in a line that is neither short nor very long.");
            Line(7, random.Next(2) == 0 ? "type: string" : "type: integer");
        }
    }

    private void AddRoles(int index)
    {
        for (var role = 0; role < 8; role++)
        {
            if (role > 0)
                Line(0, "---");
            Line(0, "apiVersion: rbac.authorization.k8s.io/v1");
            Line(0, "kind: Role");
            AddMetadata((index * 10) + role, "shared");
            Line(0, "rules:");
            for (var rule = 0; rule < 5; rule++)
            {
                Line(0, "- apiGroups: [\"\", apps]");
                Line(1, Invariant($"resources: [pods, deployments, things{random.Next(100)}]"));
                Line(1, "verbs: [get, list, watch]");
            }
        }
    }

    private void AddMetadata(int index, string? space)
    {
        Line(0, "metadata:");
        Line(1, Invariant($"name: app{index}"));
        if (space is not null)
            Line(1, $"namespace: {space}");
        Line(1, "labels:");
        Line(2, Invariant($"app.kubernetes.io/name: app{index}"));
        Line(2, "app.kubernetes.io/managed-by: generator");
    }

    private void Line(int depth, string text) => _text.Append(' ', depth * 2).Append(text).Append('\n');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
