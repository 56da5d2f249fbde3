using System.Collections.Immutable;
using Stockade.Reporting;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Fixes that the analysis has checked, in the places of the files as they were read.</summary>
public sealed class FixResult
{
    private readonly string _rootDirectory;
    private readonly ImmutableArray<FixEdits> _files;

    internal FixResult(string rootDirectory, ImmutableArray<FixEdits> files)
    {
        _rootDirectory = rootDirectory;
        _files = files;
    }

    /// <summary>What each fix does, in the order they were found, with the place of what it mends.</summary>
    public ImmutableArray<string> Titles { get; init; } = [];

    /// <summary>How many files change.</summary>
    public int FileCount => _files.Length;

    /// <summary>Findings that a fix might mend which is applied only on demand.</summary>
    public int OnDemand { get; init; }

    /// <summary>What is wrong with the configuration or the paths; then there are no fixes.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];

    /// <summary>Writes the edits as a unified diff with paths relative to the root of the run, as git writes and reads it.</summary>
    public void WriteDiff(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var file in _files)
        {
            var path = PrintableText.Escape(file.Original.Path);
            writer.Write($"--- a/{path}\n+++ b/{path}\n");
            foreach (var line in UnifiedDiff.Hunks(file.Original, file.All))
            {
                // Of a line that ends in \r\n the \r belongs to the text.
                writer.Write(line.EndsWith('\r') ? PrintableText.Escape(line[..^1]) + "\r\n" : PrintableText.Escape(line) + "\n");
            }
        }
    }

    /// <summary>Writes the files. Returns those that were left as they are, each with the reason.</summary>
    public ImmutableArray<string> Apply()
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var file in _files)
        {
            if (FileRewriter.Rewrite(Path.GetFullPath(file.Original.Path, _rootDirectory), file.Original.Content, file.Text) is { } error)
                errors.Add($"{file.Original.Path} is left as it is: {error}");
        }

        return errors.ToImmutable();
    }
}
