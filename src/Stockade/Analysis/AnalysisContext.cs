using System.Collections.Immutable;
using Stockade.Analysis.Configuration;

namespace Stockade.Analysis;

/// <summary>Where a rule says which subjects it wants to see.</summary>
internal sealed class AnalysisContext
{
    private readonly ImmutableArray<Action<ModelAnalysisContext>>.Builder _model = ImmutableArray.CreateBuilder<Action<ModelAnalysisContext>>();
    private readonly ImmutableArray<Action<ClusterAnalysisContext>>.Builder _cluster = ImmutableArray.CreateBuilder<Action<ClusterAnalysisContext>>();
    private readonly ImmutableArray<Action<ScopeAnalysisContext>>.Builder _scope = ImmutableArray.CreateBuilder<Action<ScopeAnalysisContext>>();
    private readonly ImmutableArray<Action<NamespaceAnalysisContext>>.Builder _namespace = ImmutableArray.CreateBuilder<Action<NamespaceAnalysisContext>>();
    private readonly ImmutableArray<Action<PolicyAnalysisContext>>.Builder _policy = ImmutableArray.CreateBuilder<Action<PolicyAnalysisContext>>();

    /// <summary>What the configuration sets for single rules.</summary>
    public RuleSettings Settings { get; init; } = new();

    public ImmutableArray<Action<ModelAnalysisContext>> ModelActions => _model.ToImmutable();

    public ImmutableArray<Action<ClusterAnalysisContext>> ClusterActions => _cluster.ToImmutable();

    public ImmutableArray<Action<ScopeAnalysisContext>> ScopeActions => _scope.ToImmutable();

    public ImmutableArray<Action<NamespaceAnalysisContext>> NamespaceActions => _namespace.ToImmutable();

    public ImmutableArray<Action<PolicyAnalysisContext>> PolicyActions => _policy.ToImmutable();

    /// <summary>Once per run.</summary>
    public void RegisterModelAction(Action<ModelAnalysisContext> action) => _model.Add(action);

    /// <summary>Once per cluster that the files define or change.</summary>
    public void RegisterClusterAction(Action<ClusterAnalysisContext> action) => _cluster.Add(action);

    /// <summary>Once per scope.</summary>
    public void RegisterScopeAction(Action<ScopeAnalysisContext> action) => _scope.Add(action);

    /// <summary>Once per namespace of a scope that has workloads, with those workloads and their verdicts.</summary>
    public void RegisterNamespaceAction(Action<NamespaceAnalysisContext> action) => _namespace.Add(action);

    /// <summary>Once per network policy of a scope, rejected ones included.</summary>
    public void RegisterPolicyAction(Action<PolicyAnalysisContext> action) => _policy.Add(action);
}
