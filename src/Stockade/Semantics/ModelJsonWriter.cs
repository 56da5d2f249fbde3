using System.Text.Json;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>Writes the model as JSON for programs. Names and order are a contract: what is added comes with a new version where it breaks a reader.</summary>
internal sealed class ModelJsonWriter
{
    private const int SchemaVersion = 1;
    private const string Unknown = "unknown";

    private readonly SemanticModel _model;
    private readonly Utf8JsonWriter _json;

    private ModelJsonWriter(SemanticModel model, Utf8JsonWriter json)
    {
        _model = model;
        _json = json;
    }

    public static void Write(SemanticModel model, TextWriter writer) => JsonText.Write(writer, json => new ModelJsonWriter(model, json).WriteModel());

    private void WriteModel()
    {
        _json.WriteStartObject();
        _json.WriteNumber("schemaVersion", SchemaVersion);
        WriteArray("scopes", _model.Scopes, WriteScope);
        WriteArray("clusters", ModelOrder.Sort(_model.Clusters), WriteCluster);
        WriteArray("commands", _model.Commands, WriteCommand);
        _json.WriteEndObject();
    }

    private void WriteScope(DeploymentScope scope)
    {
        _json.WriteStartObject();
        _json.WriteString("name", scope.Name);
        _json.WriteString("kind", ModelWords.Of(scope.Kind));
        _json.WriteString("root", scope.Root);
        _json.WriteString("because", scope.Because);
        if (!scope.Chain.IsEmpty)
            WriteArray("chain", scope.Chain, _json.WriteStringValue);
        WriteArray("files", scope.Files, _json.WriteStringValue);
        _json.WriteString("cluster", scope.Cluster?.Id);
        _json.WriteString("clusterBecause", scope.ClusterBecause);
        WriteArray("namespaces", scope.Namespaces.OrderBy(static item => item.Name, StringComparer.Ordinal), WriteNamespace);
        WriteArray("workloads", ModelOrder.Sort(scope.Workloads), workload => WriteWorkload(scope, workload));
        WriteArray("policies", ModelOrder.Sort(scope.Policies), policy => WritePolicy(policy, _model.GetSelectedIds(scope, policy)));
        _json.WriteEndObject();
    }

    private void WriteNamespace(KubernetesNamespace item)
    {
        _json.WriteStartObject();
        _json.WriteString("name", item.Name);
        _json.WriteBoolean("declared", item.IsDeclared);

        // The label every namespace carries says nothing that the name does not.
        WriteLabels(item.Labels with { Labels = item.Labels.Labels.Remove(NamespaceReader.NameLabel) });
        _json.WriteEndObject();
    }

    private void WriteWorkload(DeploymentScope scope, Workload workload)
    {
        var verdicts = _model.GetVerdicts(scope, workload);
        _json.WriteStartObject();
        _json.WriteString("id", workload.Id);
        WritePosition(workload.Object.NameLocation);
        WriteLabels(workload.DeclaredLabels);
        if (workload.HostNetwork == Truth.Unknown)
            _json.WriteString("hostNetwork", Unknown);
        else
            _json.WriteBoolean("hostNetwork", workload.HostNetwork == Truth.True);
        WriteVerdict("imds", verdicts.Imds);
        WriteVerdict("ingress", verdicts.Ingress);
        _json.WriteEndObject();
    }

    private void WriteVerdict<TAnswer>(string name, Verdict<TAnswer> verdict)
        where TAnswer : struct, Enum
    {
        _json.WriteStartObject(name);
        _json.WriteString("verdict", ModelWords.Of(verdict.Answer));
        _json.WriteString("reason", verdict.Because);
        WriteArray("evidence", verdict.Evidence, WriteEvidence);
        _json.WriteEndObject();
    }

    private void WriteEvidence(VerdictEvidence evidence)
    {
        _json.WriteStartObject();
        _json.WriteString("policy", evidence.Policy.Id);
        _json.WriteString("path", evidence.Path);
        WritePosition(evidence.Location);
        _json.WriteString("effect", ModelWords.Of(evidence.Effect));
        _json.WriteEndObject();
    }

    private void WritePolicy(Policy policy, IEnumerable<string> selected)
    {
        _json.WriteStartObject();
        _json.WriteString("id", policy.Id);
        WriteLine(policy.Object.Node.Location);
        WriteArray("selects", selected, _json.WriteStringValue);
        _json.WriteEndObject();
    }

    private void WriteCluster(ManagedCluster cluster)
    {
        _json.WriteStartObject();
        _json.WriteString("id", cluster.Id);
        _json.WriteString("name", cluster.Name);
        _json.WriteString("resourceGroup", cluster.ResourceGroup);
        WriteLine(cluster.Location);
        _json.WriteString("apiServer", ModelWords.Of(cluster.ApiServer));
        _json.WriteString("private", ModelWords.Of(cluster.Private));
        WriteRanges(cluster.AuthorizedIpRanges);
        _json.WriteString("networkPolicyEngine", ModelWords.Of(cluster.Engine));
        _json.WriteString("imdsRestriction", ModelWords.Of(cluster.ImdsRestriction));
        _json.WriteString("entraId", ModelWords.Of(cluster.EntraId));
        _json.WriteString("localAccounts", ModelWords.Of(cluster.LocalAccounts));
        WriteArray("operations", cluster.Operations, _json.WriteNumberValue);
        _json.WriteEndObject();
    }

    private void WriteRanges(AuthorizedIpRanges ranges)
    {
        if (ranges.IsKnown == Truth.True)
            WriteArray("authorizedIpRanges", ranges.Ranges, _json.WriteStringValue);
        else
            _json.WriteString("authorizedIpRanges", ranges.IsKnown == Truth.False ? null : Unknown);
    }

    private void WriteCommand(AzureCommand command)
    {
        var invocation = command.Invocation;
        _json.WriteStartObject();
        WritePosition(invocation.Location);
        _json.WriteString("dialect", ModelWords.Of(invocation.Dialect));
        _json.WriteString("host", ModelWords.Of(invocation.Host));
        _json.WriteString("command", command.Name);
        _json.WriteStartObject("options");
        foreach (var (name, option) in command.Options.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            WriteArray(name, option.Values, word => _json.WriteStringValue(word.Value));
        _json.WriteEndObject();
        _json.WriteBoolean("complete", command.Complete);
        _json.WriteBoolean("conditional", invocation.Conditional);
        _json.WriteEndObject();
    }

    private void WriteLine(SourceLocation location)
    {
        var place = location.Origin.Location;
        _json.WriteString("file", place.File.Path);
        _json.WriteNumber("line", place.Line);
    }

    private void WritePosition(SourceLocation location)
    {
        WriteLine(location);
        _json.WriteNumber("column", location.Origin.Location.Column);
    }

    private void WriteLabels(LabelSet labels)
    {
        _json.WriteStartObject("labels");
        foreach (var (key, value) in labels.Labels)
            _json.WriteString(key, value);
        _json.WriteEndObject();
    }

    private void WriteArray<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        _json.WriteEndArray();
    }
}
