using System.Collections.Immutable;

namespace Stockade.Semantics;

/// <summary>Finds workloads by what a user types: <c>namespace/Kind/name</c>, <c>Kind/name</c>, <c>namespace/name</c> or a name.</summary>
internal static class WorkloadSearch
{
    /// <summary>The ids that the text names, sorted. An exact id is itself alone; kinds compare without case, as kubectl does.</summary>
    public static ImmutableArray<string> Find(SemanticModel model, string typed)
    {
        var parts = typed.Split('/');
        var found = model.Scopes
            .SelectMany(static scope => scope.Workloads)
            .Where(workload => parts switch
            {
                [var name] => Equal(workload.Name, name),
                [var first, var name] => Equal(workload.Name, name) && (EqualKind(workload.Kind, first) || Equal(workload.Namespace, first)),
                [var space, var kind, var name] => Equal(workload.Name, name) && EqualKind(workload.Kind, kind) && Equal(workload.Namespace, space),
                _ => false,
            })
            .Select(static workload => workload.Id);
        return [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What may be typed for the workloads there are: their ids and names.</summary>
    public static ImmutableArray<string> Names(SemanticModel model) =>
        [.. model.Scopes.SelectMany(static scope => scope.Workloads).SelectMany(static workload => new[] { workload.Name, workload.Id }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool Equal(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static bool EqualKind(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
