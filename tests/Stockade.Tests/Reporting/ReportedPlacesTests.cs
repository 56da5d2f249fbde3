using System.Text.Json;

namespace Stockade.Tests.Reporting;

/// <summary>Maps every line and column of the reports back to the text that stands there, behind everything that shifts columns.</summary>
public sealed class ReportedPlacesTests
{
    private const string Manifests =
        """
        # 日本語 😀 first
        apiVersion: apps/v1
        kind: Deployment
        metadata: &meta
          labels:	{x: 1a}	# tab 日本
          annotations: {"é😀": '😀',	description: 日本}
          name: !!str "web"
        spec:
          template:
            metadata: {annotations: {"日本": "😀"},	labels: &labels {app: web}}
            spec:
              containers:
              - name: a
                args: &args
                - |
                  deep 日本

                    kind: Pod
                - >-
                  one
                  two 😀
              - {args: *args,	name: "b 😀", ports: [{name: http,
                  containerPort: 80}]}
        ---
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"labels": {},	"name":	"json"},
        	"spec": {"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Ingress", "Egress"],
        	  "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [ "10.0.0.0/8" ]}}]}],	"ingress": [{"from": [{"podSelector": {}}]}]}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {annotations: {a: "😀 é"},	name: "flow"}
        spec:
          podSelector:	{matchLabels: {app: web}}
          ingress: &rules
          -	from:
            - ipBlock:	{cidr: &any	'0.0.0.0/0'}	# 😀
              # more
            ports: [{port: 80}]
          egres: *rules

        """;

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    public void Every_place_in_a_report_holds_the_text_it_names(string lineBreak, string mark)
    {
        var text = Manifests.ReplaceLineEndings(lineBreak);
        var result = Analyze(mark + text);
        var checks = Json(writer => ReportWriter.Write(result, ReportFormat.Json, writer)).GetProperty("diagnostics").EnumerateArray();

        Assert.Equal(
            [
                "AKS4001 \"0.0.0.0/0\": \"web\"",
                "AKS3004 {\"from\": [{\"podSelector\": {}}]}: ",
                "AKS3001 '0.0.0.0/0': \"web\"",
                "AKS3010 egres: ",
            ],
            checks.Select(item => $"{item.GetProperty("id").GetString()} {TextOf(item.GetProperty("range"), text)}: {string.Join(' ', item.GetProperty("related").EnumerateArray().Select(related => TextOf(related.GetProperty("range"), text)))}"));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    public void Every_place_in_the_model_holds_the_text_it_names(string lineBreak, string mark)
    {
        var text = Manifests.ReplaceLineEndings(lineBreak);
        var result = Analyze(mark + text);
        var scope = Json(writer => ModelWriter.Write(result, ModelFormat.Json, writer)).GetProperty("scopes")[0];
        var workload = scope.GetProperty("workloads")[0];

        Assert.Equal(
            [
                "\"web\"",
                "\"0.0.0.0/0\", \"except\": [ \"10.0.0.0/8\" ]}}]}],\t\"ingress\": [{\"from\": [{\"podSelector\": {}}]}]}}",
                "'0.0.0.0/0'}\t# 😀",
            ],
            scope.GetProperty("workloads").EnumerateArray().Concat(Evidence(workload, "imds")).Concat(Evidence(workload, "ingress")).Select(item => RestOfLine(item, text)));
        Assert.Equal([29, 25], scope.GetProperty("policies").EnumerateArray().Select(static policy => policy.GetProperty("line").GetInt32()));
    }

    private static AnalysisResult Analyze(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", text);
        return AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
    }

    private static IEnumerable<JsonElement> Evidence(JsonElement workload, string question) => workload.GetProperty(question).GetProperty("evidence").EnumerateArray();

    private static JsonElement Json(Action<TextWriter> write)
    {
        var writer = new StringWriter();
        write(writer);
        return JsonDocument.Parse(writer.ToString()).RootElement;
    }

    private static string TextOf(JsonElement range, string text) => text[Offset(range.GetProperty("start"), text)..Offset(range.GetProperty("end"), text)];

    private static string RestOfLine(JsonElement place, string text) => text[Offset(place, text)..].Split('\r', '\n')[0];

    /// <summary>Counted in lines that end with a line feed and in UTF-16 units, both from one.</summary>
    private static int Offset(JsonElement place, string text)
    {
        var start = 0;
        for (var line = place.GetProperty("line").GetInt32(); line > 1; line--)
            start = text.IndexOf('\n', start) + 1;
        return start + place.GetProperty("column").GetInt32() - 1;
    }
}
