using System.CommandLine;

namespace Stockade.Cli;

/// <summary>The options that leave known findings out: from a file, or from an older revision.</summary>
internal sealed class BaselineOptions
{
    private readonly Option<string> _file = new("--baseline") { Description = "Do not report the findings that this file knows", HelpName = "FILE" };

    private readonly Option<bool> _write = new("--write-baseline")
    {
        Description = $"Write all findings to the baseline [default: {BaselineWriter.FileName} in the root of the run]",
    };

    private readonly Option<string> _revision = new("--diff")
    {
        Description = "Report only what is new since this git revision, and which verdicts changed",
        HelpName = "REV",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_write);
        command.Options.Add(_revision);
        command.Validators.Add(result =>
        {
            var revision = result.GetValue(_revision);
            if (revision is not null && result.GetValue(_write))
                result.AddError("--diff and --write-baseline exclude each other: a baseline holds all findings");
            if (revision is not null && revision.Trim().Length == 0)
                result.AddError("--diff needs a revision");
        });
    }

    public string? File(ParseResult arguments) => arguments.GetValue(_file) is { } file ? Path.GetFullPath(file) : null;

    public bool IsToBeWritten(ParseResult arguments) => arguments.GetValue(_write);

    public string? Revision(ParseResult arguments) => arguments.GetValue(_revision);

    /// <summary>Writes the baseline and says so. False where it cannot be written.</summary>
    public static bool TryWrite(AnalysisResult result, string rootDirectory, TextWriter error)
    {
        var path = Path.GetFullPath(result.BaselineFile ?? BaselineWriter.FileName, rootDirectory);
        try
        {
            var count = 0;
            AtomicFile.Write(path, writer => count = BaselineWriter.Write(result, writer));
            error.Write($"{path}: {count} finding{(count == 1 ? "" : "s")} written\n");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            error.Write($"error: cannot write the baseline '{path}': {exception.Message}\n");
            return false;
        }
    }
}
