using System.Collections.Immutable;
using System.Globalization;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>The lines that count what a run found.</summary>
internal static class SummaryText
{
    // A change that concerns a hundred workloads is told by a few of them and their number.
    private const int MaximumIds = 6;

    public static string Of(Report report)
    {
        var summary = report.Summary;
        return string.Join(
            " · ",
            $"{Count(summary.Errors, "error")}, {Count(summary.Warnings, "warning")}, {Count(summary.Infos, "info")}, {summary.Suppressed} suppressed",
            $"workloads: {summary.WorkloadsBlocked} blocked, {summary.WorkloadsReachable} reachable, {summary.WorkloadsUnknown} unknown",
            $"clusters: {summary.ClustersPrivate} private, {summary.ClustersRestricted} restricted, {summary.ClustersPublic} public, {summary.ClustersUnknown} unknown",
            Count(summary.FilesRead, "file") + Time(report.Options.Elapsed));
    }

    public static string Of(RevisionChanges changes)
    {
        var parts = new List<string>();
        Add("newly reachable", changes.NewlyReachable, "workload");
        Add("no longer reachable", changes.NoLongerReachable, "workload");
        Add("newly public", changes.NewlyPublic, "cluster");
        var what = parts.Count == 0 ? "no workload became reachable and no cluster public" : string.Join(" · ", parts);
        return $"since {PrintableText.Escape(changes.Revision)}: {what}";

        void Add(string change, ImmutableArray<string> ids, string noun)
        {
            if (ids.IsEmpty)
                return;
            var more = ids.Length > MaximumIds ? ", …" : string.Empty;
            parts.Add($"{change}: {Count(ids.Length, noun)} ({string.Join(", ", ids.Take(MaximumIds).Select(PrintableText.Escape))}{more})");
        }
    }

    /// <summary>What stands at the end of a log: what changed and the counts, a line each, unless the user wants it quiet.</summary>
    public static void Write(Report report, TextWriter writer)
    {
        if (report.Options.OmitSummary)
            return;
        if (report.Changes is { } changes)
            writer.Write(Of(changes) + "\n");
        writer.Write(Of(report) + "\n");
    }

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Time(TimeSpan? elapsed) => elapsed switch
    {
        null => string.Empty,
        { TotalSeconds: < 1 } time => string.Create(CultureInfo.InvariantCulture, $" in {time.TotalMilliseconds:0} ms"),
        { } time => string.Create(CultureInfo.InvariantCulture, $" in {time.TotalSeconds:0.0} s"),
    };
}
