using System.Collections.Immutable;
using System.CommandLine.Parsing;

namespace Stockade.Cli;

/// <summary>A further report: a format and the file it goes to.</summary>
internal sealed record ReportTarget(ReportFormat Format, string Path)
{
    public static ImmutableArray<ReportTarget> Parse(ArgumentResult result)
    {
        var targets = ImmutableArray.CreateBuilder<ReportTarget>();
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || equals == token.Value.Length - 1)
            {
                result.AddError($"--report takes FORMAT=FILE, not '{token.Value}'");
                continue;
            }

            var word = token.Value[..equals];
            var format = ReportFormats.All.FirstOrDefault(format => string.Equals(format.Word, word, StringComparison.OrdinalIgnoreCase));
            if (format.Word is null)
                result.AddError(Choice.Unknown("--report", word, [.. ReportFormats.All.Select(static known => known.Word)]));
            else
                targets.Add(new ReportTarget(format.Value, token.Value[(equals + 1)..]));
        }

        return targets.ToImmutable();
    }

    /// <summary>Writes the report in one step: a reader sees the old report or the new one, never a part.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(Action<TextWriter> write) => AtomicFile.Write(Path, write);
}
