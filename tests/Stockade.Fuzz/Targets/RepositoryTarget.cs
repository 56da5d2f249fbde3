using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Stockade.Fuzz.Targets;

/// <summary>Whole small repositories: read, judged and reported in every format.</summary>
internal static class RepositoryTarget
{
    public static FuzzTarget Create() => new(
        "repository",
        [
            .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).Order(StringComparer.Ordinal).Select(static folder => MemoryRepository.Of(
                Repository.Files(folder, "*.yaml", "*.yml", "*.sh", "*.ps1", "*.cmd", "*.json").Where(static file => !file.Text.Contains("\"$schema\": \"https://json.schemastore", StringComparison.Ordinal)))),
        ],
        [
            "=== b.yaml\n", "=== x/a.sh\n", "=== k/kustomization.yaml\n", "---\n", "kind: NetworkPolicy\n", "kind: CiliumNetworkPolicy\n", "kind: AdminNetworkPolicy\n", "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\n", "kind: NetworkSet\n", "selector: all()\n", "order: 1\n", "action: Pass\n", "tier: x\n", "kind: Deployment\n", "kind: Namespace\n", "kind: Service\n", "kind: ManagedCluster\n",
            "podSelector: {}\n", "namespaceSelector: {}\n", "matchExpressions: [{key: a, operator: In, values: [b]}]\n", "ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}\n", "policyTypes: [Ingress, Egress]\n", "egress: [{}]\n", "ingress: []\n",
            "ports: [{port: 80, endPort: 443, protocol: TCP}]\n", "hostNetwork: true\n", "namespace: x\n", "name: ::error\n", "priority: 1\n", "toEntities: [world]\n", "fromEndpoints: [{}]\n", "az aks create -g rg -n aks --network-policy azure\n",
            "# stockade:ignore AKS4001 reason\n", "stockade.dev/ignore: 'AKS4001: reason'\n", "# Source: c/templates/a.yaml\n", "${VAR}", "{{ .Values.x }}", "]]>", "\u001b]8;;x\u0007", "%0A::error::x", "##vso[task.complete]",
        ],
        static text => Describe(MemoryRepository.Analyze(MemoryRepository.Files(text))))
    {
        MaxLength = 12_000,
    };

    /// <summary>Writes every report, and checks each as what it claims to be. Gives the longest.</summary>
    public static string Describe(AnalysisResult result)
    {
        var spans = new Spans();
        foreach (var diagnostic in result.Diagnostics.Concat(result.Suppressed))
        {
            spans.Add(diagnostic.Location, diagnostic.Id);
            foreach (var related in diagnostic.Related)
                spans.Add(related.Location);
        }

        foreach (var error in result.Model.SyntaxErrors)
            spans.Add(error.Location);
        if (result.HasInternalError)
            throw new PropertyException(result.Diagnostics.First(static diagnostic => diagnostic.Id is "AKS9000").Message);

        var all = new StringBuilder(spans.ToString());
        foreach (var format in Enum.GetValues<ReportFormat>())
        {
            var writer = new StringWriter { NewLine = "\n" };
            ReportWriter.Write(result, format, writer);
            var text = writer.ToString();
            all.Append(text);
            Check(format, text);
        }

        foreach (var format in Enum.GetValues<ModelFormat>())
        {
            var writer = new StringWriter { NewLine = "\n" };
            ModelWriter.Write(result, format, writer);
            if (format is ModelFormat.Json)
                Parse(writer.ToString());
            else
                CheckControls(writer.ToString());
            all.Append(writer);
        }

        return all.ToString();
    }

    private static void Check(ReportFormat format, string text)
    {
        if (text.StartsWith('<'))
            _ = XDocument.Parse(text);
        else if (text.StartsWith('{') || text.StartsWith('['))
            Parse(text);
        else if (format is not ReportFormat.LineProtocol)
            CheckControls(text);
    }

    private static void Parse(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
    }

    private static void CheckControls(string text)
    {
        var control = text.FirstOrDefault(static c => char.IsControl(c) && c is not ('\n' or '\t'));
        if (control != default)
            throw new PropertyException($"a control character 0x{(int)control:x2} is in a report");
    }
}
