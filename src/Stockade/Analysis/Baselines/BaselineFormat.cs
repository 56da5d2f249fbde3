using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stockade.Analysis.Baselines;

/// <summary>The file of a baseline: JSON, sorted, one entry a finding, without lines or paths, so that it merges and does not age.</summary>
internal static class BaselineFormat
{
    private const int SchemaVersion = 1;

    // The default depth of the parser, said aloud: a baseline is three levels deep.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 16 };

    public static string Write(IEnumerable<RuleDiagnostic> diagnostics)
    {
        var entries = diagnostics.Where(static diagnostic => !Baseline.IsUncoverable(diagnostic.Id)).Select(BaselineEntry.Of)
            .OrderBy(static entry => entry.Rule, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Fingerprint, StringComparer.Ordinal)
            .ThenBy(static entry => string.Join(' ', entry.Workloads), StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteStartArray("findings");
            foreach (var entry in entries)
                Write(entry, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }

    /// <summary>The baseline, or what is wrong with the text and at which line (0-based).</summary>
    public static (Baseline? Baseline, string? Error, int Line) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out var version) || !root.TryGetProperty("findings", out var findings))
                return (null, "it is no baseline of stockade", 0);
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != SchemaVersion)
                return (null, $"its schema version is not {SchemaVersion}; write it anew with --write-baseline", 0);
            if (findings.ValueKind != JsonValueKind.Array)
                return (null, "'findings' is no list", 0);

            var entries = ImmutableArray.CreateBuilder<BaselineEntry>();
            foreach (var finding in findings.EnumerateArray())
            {
                if (finding.ValueKind != JsonValueKind.Object || TextOf(finding, "rule") is not { } rule || TextOf(finding, "fingerprint") is not { } fingerprint)
                    return (null, "a finding has no 'rule' or no 'fingerprint'", 0);
                entries.Add(new BaselineEntry(rule, fingerprint, TextsOf(finding, "workloads")));
            }

            return (new Baseline(entries), null, 0);
        }
        catch (JsonException e)
        {
            return (null, "it is no valid JSON", (int)Math.Min(e.LineNumber ?? 0, int.MaxValue));
        }
        catch (InvalidOperationException)
        {
            // JsonElement takes escapes apart only when a string is asked for.
            return (null, "it holds half of a surrogate pair", 0);
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<string> TextsOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)]
            : [];

    private static void Write(BaselineEntry entry, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", entry.Rule);
        json.WriteString("fingerprint", entry.Fingerprint);
        Write("namespace", entry.About.Namespace);
        Write("workload", entry.About.Workload);
        Write("policy", entry.About.Policy);
        Write("cluster", entry.About.Cluster);
        if (!entry.Workloads.IsEmpty)
        {
            json.WriteStartArray("workloads");
            foreach (var workload in entry.Workloads)
                json.WriteStringValue(workload);
            json.WriteEndArray();
        }

        json.WriteEndObject();

        void Write(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }
}
