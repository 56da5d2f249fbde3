using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>Draws who may connect to the workloads and which of them reach the metadata service, as a Mermaid flowchart.</summary>
internal sealed class ModelMermaidWriter
{
    private readonly SemanticModel _model;
    private readonly TextWriter _writer;
    private readonly StringBuilder _edges = new();
    private readonly HashSet<string> _ends = new(StringComparer.Ordinal);

    private ModelMermaidWriter(SemanticModel model, TextWriter writer)
    {
        _model = model;
        _writer = writer;
    }

    public static void Write(SemanticModel model, TextWriter writer) => new ModelMermaidWriter(model, writer).WriteModel();

    private void WriteModel()
    {
        _writer.Write("flowchart LR\n");
        for (var index = 0; index < _model.Scopes.Length; index++)
            WriteScope(_model.Scopes[index], string.Create(CultureInfo.InvariantCulture, $"s{index}"));
        foreach (var (id, shape) in new[] { ("internet", "([\"the Internet\"])"), ("everyone", "([\"any namespace\"])"), ("imds", "[(\"169.254.169.254\")]") })
        {
            if (_ends.Contains(id))
                _writer.Write($"  {id}{shape}\n");
        }

        _writer.Write(_edges.ToString());
    }

    private void WriteScope(DeploymentScope scope, string id)
    {
        _writer.Write($"  subgraph {id}[\"{Escape(scope.Name)}\"]\n");
        var byNamespace = ModelOrder.Sort(scope.Workloads).GroupBy(static workload => workload.Namespace, StringComparer.Ordinal).ToImmutableArray();
        var number = 0;
        for (var index = 0; index < byNamespace.Length; index++)
        {
            _writer.Write(string.Create(CultureInfo.InvariantCulture, $"    subgraph {id}n{index}[\"{Escape(byNamespace[index].Key)}\"]\n"));
            foreach (var workload in byNamespace[index])
                WriteWorkload(scope, workload, string.Create(CultureInfo.InvariantCulture, $"{id}w{number++}"));
            _writer.Write("    end\n");
        }

        _writer.Write("  end\n");
    }

    private void WriteWorkload(DeploymentScope scope, Workload workload, string id)
    {
        _writer.Write($"      {id}[\"{Escape(workload.Kind)}/{Escape(workload.Name)}\"]\n");
        var verdicts = _model.GetVerdicts(scope, workload);
        switch (verdicts.Ingress.Answer)
        {
            case IngressExposure.OpenWorld:
                Connect("internet", id, "-->", "internet");
                break;
            case IngressExposure.AllNamespaces:
                Connect("everyone", id, "-->", "everyone");
                break;
            case IngressExposure.Unknown:
                Connect("internet", id, "-. unknown .->", "internet");
                break;
        }

        if (verdicts.Imds.Answer == ImdsReachability.Reachable)
            Connect(id, "imds", "-->", "imds");
        else if (verdicts.Imds.Answer == ImdsReachability.Unknown)
            Connect(id, "imds", "-. unknown .->", "imds");
    }

    private void Connect(string from, string to, string arrow, string end)
    {
        _ends.Add(end);
        _edges.Append("  ").Append(from).Append(' ').Append(arrow).Append(' ').Append(to).Append('\n');
    }

    /// <summary>Text in a quoted label: Mermaid reads entities in it, written with <c>#</c> (mermaid.js.org/syntax/flowchart.html).</summary>
    private static string Escape(string text) =>
        PrintableText.Escape(text).Replace("#", "#35;", StringComparison.Ordinal)
            .Replace("\"", "#quot;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal)
            .Replace(">", "#gt;", StringComparison.Ordinal);
}
