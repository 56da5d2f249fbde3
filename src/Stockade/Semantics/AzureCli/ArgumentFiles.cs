using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>The files of the repository that commands name: arguments (<c>--body @body.json</c>) and templates.</summary>
internal sealed class ArgumentFiles(Func<SourceFile, string, string?>? open)
{
    // A template that includes itself in a circle is read this deep.
    private const int MaxDepth = 8;
    private const int MaxTemplates = 200;

    /// <summary>
    /// Puts the text of files in place of the words that name them, as azure-cli does before it parses anything
    /// (<c>_expand_file_prefixed_files</c>). A file that is not in the repository leaves a value that is not known.
    /// </summary>
    public CommandInvocation Load(CommandInvocation invocation)
    {
        if (!invocation.Words.Any(static word => PathIn(word) is not null))
            return invocation;
        return invocation with { Words = [.. invocation.Words.Select(Load)] };
    }

    /// <summary>True where the template, and every template it includes, is here and none speaks of clusters.</summary>
    public bool IsAboutOtherResources(AzureCommand command)
    {
        if (command.Find("--template-file")?.Value?.Value is not { } path)
            return false;
        var budget = MaxTemplates;
        return IsAboutOtherResources(command.Invocation.Location.File, "", path, MaxDepth, ref budget);
    }

    private bool IsAboutOtherResources(SourceFile script, string folder, string path, int depth, ref int budget)
    {
        var full = folder.Length == 0 ? path : $"{folder}/{path}";
        if (depth == 0 || --budget < 0 || open?.Invoke(script, full) is not { } text)
            return false;

        // Also the names that modules of the public registry go by.
        if (text.Contains("managedClusters", StringComparison.OrdinalIgnoreCase) || text.Contains("managed-cluster", StringComparison.OrdinalIgnoreCase)
            || text.Contains("templateLink", StringComparison.OrdinalIgnoreCase))
            return false;
        var slash = full.LastIndexOf('/');
        foreach (var line in text.Split('\n'))
        {
            // Bicep: module name 'path' = { … }
            if (!line.StartsWith("module ", StringComparison.Ordinal))
                continue;
            var first = line.IndexOf('\'', StringComparison.Ordinal);
            var last = line.LastIndexOf('\'');
            if (first < 0 || last <= first || !IsAboutOtherResources(script, slash < 0 ? "" : full[..slash], line[(first + 1)..last], depth - 1, ref budget))
                return false;
        }

        return true;
    }

    private CommandWord Load(CommandWord word)
    {
        if (PathIn(word) is not { } path)
            return word;
        var start = word.Value!.Length - path.Length - 1;
        if (open?.Invoke(word.Location.File, path) is { } text)
            return new CommandWord(word.Value[..start] + text.TrimEnd('\r', '\n'), word.Location);

        // `--opt=@file` stays an option, with a value that is not known.
        return new CommandWord(null, word.Location) { Symbol = word.Value, Prefix = word.Value[..start] };
    }

    // "@path", and "anything=@path"; "@" alone and "a@b" are no files.
    private static string? PathIn(CommandWord word)
    {
        if (word.Value is not { } text)
            return null;
        var start = text.IndexOf('=', StringComparison.Ordinal) + 1;
        if (start > 0 && text.Length > start + 1 && text[start] is '@')
            return text[(start + 1)..];
        return text.Length > 1 && text[0] is '@' ? text[1..] : null;
    }
}
