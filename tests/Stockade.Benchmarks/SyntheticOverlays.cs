using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Benchmarks;

/// <summary>Kustomizations over one base.</summary>
internal static class SyntheticOverlays
{
    private const int Workloads = 20;

    public static ImmutableArray<SourceFile> Create(int overlays)
    {
        var text = new StringBuilder();
        for (var index = 0; index < Workloads; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: w{index}}}\nspec: {{template: {{metadata: {{labels: {{app: w{index}}}}}, spec: {{containers: [{{name: main}}]}}}}}}\n");
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: w{index}}}\nspec: {{podSelector: {{matchLabels: {{app: w{index}}}}}, policyTypes: [Egress], egress: [{{to: [{{podSelector: {{}}}}]}}]}}\n");
        }

        return
        [
            new SourceFile("base/all.yaml", text.ToString()),
            new SourceFile("base/kustomization.yaml", "resources: [all.yaml]\n") { Kind = FileKind.Kustomization },
            .. Enumerable.Range(0, overlays).Select(static index => new SourceFile(
                string.Create(CultureInfo.InvariantCulture, $"o{index}/kustomization.yaml"),
                string.Create(CultureInfo.InvariantCulture, $"resources: [../base]\nnamespace: n{index}\ncommonLabels: {{env: e{index}}}\npatches: [{{target: {{name: w1}}, patch: '[{{\"op\": \"add\", \"path\": \"/metadata/labels\", \"value\": {{\"a\": \"b\"}}}}]'}}]\n")) { Kind = FileKind.Kustomization }),
        ];
    }

    public static ImmutableArray<YamlDocument> Parse(ImmutableArray<SourceFile> files) => [.. files.SelectMany(static file => YamlReader.Read(file, static _ => true))];
}
