using System.Collections.Immutable;
using Stockade.Semantics;

namespace Stockade;

/// <summary>The workloads and clusters of a run, and why each has its verdicts or its state.</summary>
public static class ObjectReference
{
    /// <summary>
    /// The ids of the workloads that a text names (<c>namespace/Kind/name</c>, <c>Kind/name</c>, <c>namespace/name</c> or a name), then those of the
    /// clusters (<c>resourceGroup/name</c> or a name).
    /// </summary>
    public static ImmutableArray<string> Find(AnalysisResult result, string text)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(text);
        return [.. WorkloadSearch.Find(result.Model, text), .. ClusterSearch.Find(result.Model, text)];
    }

    /// <summary>All that <see cref="Find"/> would find, as names and as ids.</summary>
    public static ImmutableArray<string> GetNames(AnalysisResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. WorkloadSearch.Names(result.Model), .. ClusterSearch.Names(result.Model)];
    }

    /// <summary>Writes step by step why the workload with this id has its verdicts, in every scope that holds it, or how the cluster came to its state.</summary>
    public static void WriteExplanation(AnalysisResult result, string id, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        ExplanationWriter.Write(result.Model, id, writer);
        ClusterExplanationWriter.Write(result.Model, id, writer);
    }
}
