using System.Collections.Immutable;
using System.Globalization;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis;

/// <summary>How messages name what they speak of.</summary>
internal static class SubjectPhrase
{
    /// <summary>More than this many are counted, not listed: the related locations name them.</summary>
    private const int MostListed = 3;

    public static string Workload(Workload workload) => $"{workload.Kind} '{workload.Name}'";

    public static string Workloads(IReadOnlyList<Workload> workloads) => List([.. workloads.Select(Workload)], "workloads");

    public static string Policies(IReadOnlyList<Policy> policies) => List([.. policies.Select(static policy => $"policy '{policy.Name}'")], "policies");

    private static string List(ImmutableArray<string> phrases, string plural) => phrases.Length switch
    {
        1 => phrases[0],
        <= MostListed => $"{string.Join(", ", phrases[..^1])} and {phrases[^1]}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{phrases.Length} {plural}"),
    };
}
