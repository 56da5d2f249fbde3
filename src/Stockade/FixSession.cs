using System.Collections.Immutable;
using System.Net;
using Stockade.Analysis;
using Stockade.Analysis.Baselines;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Fixes;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;
using Stockade.Workspace;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade;

/// <summary>Files and what is said of them, and what would be said if they were edited. A fix is offered only where the whole analysis of the edited text agrees with it.</summary>
internal sealed class FixSession
{
    // Places that a block of the metadata service must leave alone: the Internet, Azure's DNS and platform, the node's own resolver, the cluster.
    private static readonly ImmutableArray<IPAddress> s_addresses =
    [
        .. new[] { "8.8.8.8", "20.50.2.1", "168.63.129.16", "169.254.169.253", "169.254.20.10", "169.254.10.10", "10.0.0.10", "10.244.1.7", "192.168.4.4", "2001:4860:4860::8888" }.Select(IPAddress.Parse),
    ];

    private static readonly ImmutableArray<(Protocol Protocol, int Port)> s_ports = [(Protocol.Tcp, 80), (Protocol.Tcp, 443), (Protocol.Tcp, 5432), (Protocol.Tcp, 53), (Protocol.Udp, 53)];

    private readonly AnalysisOptions _options;
    private readonly RunConfiguration _configuration;
    private readonly WorkspaceContent<ParsedFile> _content;

    public FixSession(AnalysisOptions options, RunConfiguration configuration, WorkspaceContent<ParsedFile> content, Judgement judgement)
    {
        _options = options;
        _configuration = configuration;
        _content = content;
        Judgement = judgement;
    }

    public Judgement Judgement { get; }

    /// <summary>True where there is something to try that is applied only on demand.</summary>
    public bool MayBeFixedOnDemand(RuleDiagnostic diagnostic) => Candidates(diagnostic).Any(static candidate => candidate.Fix.IsUnsafe);

    /// <summary>The first fix that holds, and what then is said.</summary>
    public (Fix Fix, FixSession After)? Find(RuleDiagnostic diagnostic, bool includeUnsafe, CancellationToken cancellationToken)
    {
        foreach (var candidate in Candidates(diagnostic).Where(candidate => includeUnsafe || !candidate.Fix.IsUnsafe))
        {
            if (Edit(candidate.Fix, cancellationToken) is { } after && Holds(diagnostic, candidate.Goal, after))
                return (candidate.Fix, after);
        }

        return null;
    }

    /// <summary>The text of a file as it would be.</summary>
    public string? TextOf(string path) => _content.Results.FirstOrDefault(file => file.File.Path == path)?.File.Content;

    private IEnumerable<FixCandidate> Candidates(RuleDiagnostic diagnostic) =>
        FixProposals.For(diagnostic, Judgement.Model, [.. _configuration.RuleDefinitions.Select(static rule => rule.Id)]);

    private FixSession? Edit(Fix fix, CancellationToken cancellationToken)
    {
        var files = _content.Results.ToBuilder();
        var needed = files.SelectMany(static file => file.Documents)
            .Where(static document => document.File.Kind == FileKind.Kustomization)
            .Select(KustomizationReader.Read)
            .SelectMany(static kustomization => kustomization?.Needed ?? [])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var edits in fix.Edits.GroupBy(static edit => edit.Location.File.Path, StringComparer.Ordinal))
        {
            var index = files.ToList().FindIndex(file => file.File.Path == edits.Key);
            if (index < 0 || !ReferenceEquals(files[index].File, edits.First().Location.File))
                return null;
            var old = files[index].File;
            var text = EditedText.Apply(old.Content, edits);
            var edited = new SourceFile(old.Path, text) { IsNamedByUser = old.IsNamedByUser, Kind = old.Kind, FollowLinks = old.FollowLinks };
            if (ModelLoader.Parse(edited, needed.Contains(old.Path), _configuration.AskedKinds) is not { } parsed)
                parsed = new ParsedFile(edited, []);
            files[index] = parsed;
        }

        var content = _content with { Results = files.ToImmutable() };
        return new FixSession(_options, _configuration, content, AnalyzerEngine.Judge(content, _options, _configuration, cancellationToken));
    }

    private bool Holds(RuleDiagnostic diagnostic, FixGoal goal, FixSession after)
    {
        var before = Judgement.Shown.AddRange(Judgement.Suppressed);
        var now = after.Judgement.Shown.AddRange(after.Judgement.Suppressed);
        if (!new Baseline(before.Select(BaselineEntry.Of)).Divide(now, "there before").New.IsEmpty)
            return false;
        var fingerprint = Fingerprint.Of(diagnostic);
        return now.Count(item => Fingerprint.Of(item) == fingerprint) < before.Count(item => Fingerprint.Of(item) == fingerprint)
            && KeepsVerdicts(goal, Judgement.Model, after.Judgement.Model);
    }

    private static bool KeepsVerdicts(FixGoal goal, SemanticModel before, SemanticModel after)
    {
        if (before.Scopes.Length != after.Scopes.Length || before.Clusters.Length != after.Clusters.Length)
            return false;
        foreach (var (scope, edited) in before.Scopes.Zip(after.Scopes))
        {
            if (scope.Name != edited.Name || scope.Workloads.Length != edited.Workloads.Length)
                return false;
            foreach (var (workload, same) in scope.Workloads.Zip(edited.Workloads))
            {
                if (workload.Id != same.Id || !IsMeant(goal, before.GetPolicyVerdicts(scope, workload), after.GetPolicyVerdicts(edited, same)))
                    return false;
                if (goal == FixGoal.ClosedMetadataService && !Reached(before, scope, workload).SequenceEqual(Reached(after, edited, same)))
                    return false;
            }
        }

        return goal == FixGoal.Meaning || before.Clusters.Zip(after.Clusters).All(static pair => pair.First.Id == pair.Second.Id && pair.First.ApiServer == pair.Second.ApiServer && pair.First.Engine == pair.Second.Engine);
    }

    private static bool IsMeant(FixGoal goal, WorkloadVerdicts before, WorkloadVerdicts after)
    {
        var (imds, ingress) = (before.Imds.Answer == after.Imds.Answer, before.Ingress.Answer == after.Ingress.Answer);
        var isClosed = before.Imds.Answer == ImdsReachability.Reachable && after.Imds.Answer == ImdsReachability.Blocked;
        var isNarrower = before.Ingress.Answer != IngressExposure.Unknown && after.Ingress.Answer != IngressExposure.Unknown && after.Ingress.Answer < before.Ingress.Answer;
        return goal switch
        {
            FixGoal.ClosedMetadataService => ingress && (imds || isClosed),
            FixGoal.NarrowerIngress => imds && (ingress || isNarrower),
            FixGoal.Meaning => (imds || isClosed) && (ingress || isNarrower),
            _ => imds && ingress,
        };
    }

    /// <summary>What a workload may open a connection to, of a few places that tell policies apart.</summary>
    private static IEnumerable<bool> Reached(SemanticModel model, DeploymentScope scope, Workload workload)
    {
        var isIsolated = model.IsIsolated(scope, workload, TrafficDirection.Egress);
        ImmutableArray<NetworkPolicy> policies = [.. model.GetSelectingPolicies(scope, workload, TrafficDirection.Egress).OfType<NetworkPolicy>()];
        yield return isIsolated && policies.All(PolicyQuestions.CutsDns);
        foreach (var address in s_addresses)
        {
            foreach (var (protocol, port) in s_ports)
                yield return !isIsolated || PolicyQuestions.AllowsAddress(policies, address, protocol, port);
        }
    }
}
