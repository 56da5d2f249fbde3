using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis.CustomRules;

/// <summary>Finds the subjects of a custom rule and writes what the model says of each, in the words of <c>stockade model --format json</c>.</summary>
internal sealed class RuleSubjects(SemanticModel model)
{
    public IEnumerable<RuleSubject> Of(CustomRuleDefinition rule) => rule.Subject switch
    {
        CustomRuleSubject.Kubernetes => model.AskedObjects.Where(item => rule.Kinds.Contains(item.Object.Kind, StringComparer.Ordinal)).Select(OfObject),
        CustomRuleSubject.Workload =>
            from scope in model.Scopes
            where scope.Completeness != ScopeCompleteness.MayDiffer
            from workload in scope.Workloads
            select OfWorkload(scope, workload),
        CustomRuleSubject.Cluster => model.Clusters.Select(OfCluster),
        _ => model.Commands.Where(command => rule.Commands.IsEmpty || rule.Commands.Contains(command.Name, StringComparer.Ordinal)).Select(OfCommand),
    };

    private static RuleSubject OfObject(AskedObject item)
    {
        var content = new SubjectWriter();
        content.Yaml(item.Object.Node, item.Object.NameLocation);
        var identity = new DiagnosticSubject
        {
            Scope = item.Scope,
            Namespace = item.Object.Namespace.Length > 0 ? item.Object.Namespace : null,
            Workload = WorkloadKind.Find(item.Object.Group, item.Object.Kind) is null ? null : item.Object.Id,
        };
        return new RuleSubject($"{item.Object.Kind} '{item.Object.Name}'", item.Object.NameLocation, identity with { Cause = item.Object.Id }, content);
    }

    private RuleSubject OfWorkload(DeploymentScope scope, Workload workload)
    {
        var content = new SubjectWriter();
        var at = workload.Object.NameLocation;
        var verdicts = model.GetVerdicts(scope, workload);
        content.BeginObject(at);
        Text("id", workload.Id);
        Text("kind", workload.Kind);
        Text("name", workload.Name);
        Text("namespace", workload.Namespace);
        Text("scope", scope.Name);
        Name("labels");
        content.BeginObject(at, isOpen: workload.DeclaredLabels.IsOpen);
        foreach (var (key, value) in workload.DeclaredLabels.Labels)
            Text(key, value);
        content.End();
        Name("hostNetwork");
        if (workload.HostNetwork == Truth.Unknown)
            content.Unknown(at);
        else
            content.Boolean(workload.HostNetwork == Truth.True, workload.HostNetworkLocation ?? at);
        Word(content, "imds", verdicts.Imds.Answer, at);
        Word(content, "ingress", verdicts.Ingress.Answer, at);
        if (WorkloadKind.TemplateOf(workload.Object) is { } template)
        {
            Name("pod");
            content.Yaml(template, at);
        }

        content.End();
        var identity = new DiagnosticSubject { Scope = scope.Name, Namespace = workload.Namespace, Workload = workload.Id };
        return new RuleSubject(SubjectPhrase.Workload(workload), at, identity, content);

        void Name(string name) => content.Name(name, at);

        void Text(string name, string? value)
        {
            Name(name);
            if (value is null)
                content.Unknown(at);
            else
                content.String(value, at);
        }
    }

    private static RuleSubject OfCluster(ManagedCluster cluster)
    {
        var content = new SubjectWriter();
        var at = cluster.CommandLocation;
        content.BeginObject(at);
        content.Name("id", at);
        content.String(cluster.Id, at);
        content.Name("name", at);
        content.String(cluster.Name, at);
        content.Name("resourceGroup", at);
        content.String(cluster.ResourceGroup, at);
        Word(content, "apiServer", cluster.ApiServer, cluster.ApiServerCause ?? at);
        Word(content, "private", cluster.Private, cluster.State.PrivateCause ?? at);
        WriteRanges(content, cluster);
        Word(content, "networkPolicyEngine", cluster.Engine, cluster.EngineCause ?? at);
        Word(content, "imdsRestriction", cluster.ImdsRestriction, cluster.State.ImdsCause ?? at);
        Word(content, "entraId", cluster.EntraId, cluster.State.EntraIdCause ?? at);
        Word(content, "localAccounts", cluster.LocalAccounts, cluster.State.LocalAccountsCause ?? at);
        content.End();
        return new RuleSubject($"Cluster '{cluster.Name}'", at, new DiagnosticSubject { Cluster = cluster.Id }, content);
    }

    private static void WriteRanges(SubjectWriter content, ManagedCluster cluster)
    {
        var at = cluster.State.RangesCause ?? cluster.CommandLocation;
        content.Name("authorizedIpRanges", at);
        switch (cluster.AuthorizedIpRanges.IsKnown)
        {
            case Truth.True:
                content.BeginArray(at);
                foreach (var range in cluster.AuthorizedIpRanges.Ranges)
                    content.String(range, at);
                content.End();
                break;
            case Truth.False:
                content.String(null, at);
                break;
            default:
                content.Unknown(at);
                break;
        }
    }

    private static RuleSubject OfCommand(AzureCommand command)
    {
        var content = new SubjectWriter();
        var invocation = command.Invocation;
        var at = invocation.Location;
        content.BeginObject(at);
        content.Name("command", at);
        content.String(command.Name, at);
        content.Name("dialect", at);
        content.String(ModelWords.Of(invocation.Dialect), at);
        content.Name("host", at);
        content.String(ModelWords.Of(invocation.Host), at);
        content.Name("conditional", at);
        content.Boolean(invocation.Conditional, at);
        content.Name("options", at);
        content.BeginObject(at, isOpen: !command.Complete);
        foreach (var (name, option) in command.Options)
        {
            content.Name(name, option.Extent);
            content.BeginArray(option.Extent);
            foreach (var word in option.Values)
            {
                if (word.Value is { } value)
                    content.String(value, word.Location.Span.IsEmpty ? option.Location : word.Location);
                else
                    content.Unknown(option.Location);
            }

            content.End();
        }

        content.End();
        content.End();
        var identity = new DiagnosticSubject { Cause = $"{command.Name} {command.Find("--resource-group")?.Value?.Value}/{command.Find("--name")?.Value?.Value}" };
        return new RuleSubject($"'az {command.Name}'", at, identity, content);
    }

    private static void Word<TEnum>(SubjectWriter content, string name, TEnum value, Stockade.Text.SourceLocation at)
        where TEnum : struct, Enum
    {
        content.Name(name, at);

        // The zero of every answer of the model is "unknown".
        if (EqualityComparer<TEnum>.Default.Equals(value, default))
            content.Unknown(at);
        else
            content.String(ModelWords.Of(value), at);
    }
}
