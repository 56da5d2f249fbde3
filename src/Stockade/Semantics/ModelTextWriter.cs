using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>Writes the model as an outline for people.</summary>
internal sealed class ModelTextWriter
{
    private readonly SemanticModel _model;
    private readonly TextWriter _writer;

    private ModelTextWriter(SemanticModel model, TextWriter writer)
    {
        _model = model;
        _writer = writer;
    }

    public static void Write(SemanticModel model, TextWriter writer) => new ModelTextWriter(model, writer).WriteModel();

    private void WriteModel()
    {
        foreach (var scope in _model.Scopes)
            WriteScope(scope);
        foreach (var cluster in ModelOrder.Sort(_model.Clusters))
            WriteCluster(cluster);

        // Each set of values has a chart's object anew.
        foreach (var (title, reasons) in _model.RejectedObjects
            .Select(static rejected => ($"rejected {rejected.Object.Id}", Reasons: string.Join('\n', rejected.Rejections.Select(static rejection => $"{rejection.Message} ({rejection.Location})"))))
            .Distinct())
        {
            Line(0, title);
            foreach (var reason in reasons.Split('\n'))
                Line(1, reason);
        }

        foreach (var item in _model.NotAnalyzed)
            Line(0, $"not analysed: {item.Message} ({item.Location})");
        if (_model is { Scopes: [], Clusters: [], RejectedObjects: [] })
            Line(0, "no manifests and no clusters");
    }

    private void WriteScope(DeploymentScope scope)
    {
        Line(0, $"scope {scope.Name} ({ModelWords.Of(scope.Kind)})");
        Line(1, $"because    {scope.Because}");
        if (!scope.Chain.IsEmpty)
            Line(1, $"chain      {string.Join(" → ", scope.Chain)}");
        Line(1, $"files      {string.Join(", ", scope.Files)}");
        Line(1, $"cluster    {Cluster(scope)}");
        Line(1, $"namespaces {string.Join(", ", scope.Namespaces.Select(static item => item.IsDeclared ? item.Name : $"{item.Name} (implied)"))}");
        foreach (var workload in ModelOrder.Sort(scope.Workloads))
        {
            var verdicts = _model.GetVerdicts(scope, workload);
            var onHost = workload.HostNetwork == Truth.True ? ", on the host network" : string.Empty;
            Line(1, $"workload {workload.Id} ({workload.Object.NameLocation}{onHost})");
            WriteVerdict("imds   ", verdicts.Imds);
            WriteVerdict("ingress", verdicts.Ingress);
        }

        foreach (var policy in ModelOrder.Sort(scope.Policies))
        {
            var workloads = _model.GetSelectedIds(scope, policy);
            Line(1, $"policy {policy.Id} ({policy.Object.NameLocation})");
            Line(2, workloads.IsEmpty ? "selects nothing here" : $"selects {string.Join(", ", workloads)}");
        }

        _writer.Write('\n');
    }

    private static string Cluster(DeploymentScope scope)
    {
        if (scope.Cluster is { } cluster)
            return $"{cluster.Id}: {scope.ClusterBecause}";
        return $"not known, so policies count as enforced: {scope.ClusterBecause}";
    }

    private void WriteVerdict<TAnswer>(string subject, Verdict<TAnswer> verdict)
        where TAnswer : struct, Enum
    {
        Line(2, $"{subject} {ModelWords.Of(verdict.Answer)}: {verdict.Because}");
        foreach (var evidence in verdict.Evidence)
            Line(3, $"{ModelWords.Of(evidence.Effect)}: {evidence.Policy.Id} {evidence.Path} ({evidence.Location})");
    }

    private void WriteCluster(ManagedCluster cluster)
    {
        var ranges = cluster.AuthorizedIpRanges.IsKnown switch
        {
            Truth.True => string.Join(", ", cluster.AuthorizedIpRanges.Ranges),
            Truth.False => "none",
            _ => "unknown",
        };
        Line(0, $"cluster {cluster.Id} ({cluster.Location})");
        Line(1, $"API server            {ModelWords.Of(cluster.ApiServer)}");
        Line(1, $"authorized ranges     {ranges}");
        Line(1, $"network policy engine {ModelWords.Of(cluster.Engine)}");
        Line(1, $"IMDS restriction      {ModelWords.Of(cluster.ImdsRestriction)}");
        Line(1, $"Entra ID              {ModelWords.Of(cluster.EntraId)}");
        Line(1, $"local accounts        {ModelWords.Of(cluster.LocalAccounts)}");
        foreach (var index in cluster.Operations)
        {
            var command = _model.Commands[index];
            Line(1, $"az {command.Name} ({command.Invocation.Location})");
        }

        _writer.Write('\n');
    }

    private void Line(int depth, string text)
    {
        for (var i = 0; i < depth; i++)
            _writer.Write("  ");
        _writer.Write(PrintableText.Escape(text));
        _writer.Write('\n');
    }
}
