#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Globalization;
using System.Text;

namespace Stockade.Workspace.Git;

/// <summary>Finds the commit that a revision names: a branch, a tag, a remote branch, an id or its beginning, with <c>~N</c> and <c>^N</c> (gitrevisions(7)).</summary>
internal sealed class GitRevisionResolver(GitDirectories directories, GitObjectStore objects)
{
    // Symbolic references may form a circle; git stops at five.
    private const int MaxSymbolicDepth = 5;

    // Longer histories are not walked by hand.
    private const int MaxSteps = 100_000;

    public string FindCommit(string revision)
    {
        var suffix = revision.AsSpan().IndexOfAny("~^") is var index and > 0 ? index : revision.Length;
        var name = revision[..suffix] is "@" ? "HEAD" : revision[..suffix];
        var commit = Peel(FindReference(name) ?? FindId(name) ?? throw new GitException($"there is no revision '{name}'"));
        var position = suffix;
        while (position < revision.Length)
            commit = Step(revision, commit, ref position);
        return commit;
    }

    /// <summary>The tree of a commit.</summary>
    public string TreeOf(string commit) => Header(commit, "tree ").FirstOrDefault() ?? throw new GitException($"{commit} is no commit");

    private string Step(string revision, string commit, ref int position)
    {
        var mark = revision[position++];
        if (revision.AsSpan(position).StartsWith("{commit}") && mark == '^')
        {
            position += "{commit}".Length;
            return commit;
        }

        var start = position;
        while (position < revision.Length && char.IsAsciiDigit(revision[position]))
            position++;
        var number = position == start ? 1 : int.TryParse(revision.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : int.MaxValue;
        if (position < revision.Length && revision[position] is not ('~' or '^'))
            throw new GitException($"'{revision}' is no revision that can be read; it takes names, ids, '~N' and '^N'");
        if (mark == '^')
            return number == 0 ? commit : Parents(commit).ElementAtOrDefault(number - 1) ?? throw new GitException($"'{revision}' goes beyond the first commit");
        for (var step = 0; step < Math.Min(number, MaxSteps); step++)
            commit = Parents(commit).FirstOrDefault() ?? throw new GitException($"'{revision}' goes beyond the first commit");
        return commit;
    }

    private IEnumerable<string> Parents(string commit) => Header(commit, "parent ");

    /// <summary>The values of a field in the head of a commit or a tag.</summary>
    private List<string> Header(string id, string field)
    {
        var values = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(objects.Get(id).Content).Split('\n'))
        {
            if (line.Length == 0)
                break;
            if (line.StartsWith(field, StringComparison.Ordinal))
                values.Add(IdOf(line[field.Length..]) ?? throw new GitException($"object {id} is damaged"));
        }

        return values;
    }

    private string Peel(string id)
    {
        for (var depth = 0; depth < MaxSymbolicDepth; depth++)
        {
            var kind = objects.Get(id).Kind;
            if (kind == GitObjectKind.Commit)
                return id;
            if (kind != GitObjectKind.Tag)
                break;
            id = Header(id, "object ").FirstOrDefault() ?? throw new GitException($"tag {id} is damaged");
        }

        throw new GitException($"{id} is no commit");
    }

    private string? FindId(string name)
    {
        if (name.Length < 4 || name.Length > objects.IdLength || !name.All(char.IsAsciiHexDigit))
            return null;
        name = name.ToLowerInvariant();
        if (name.Length == objects.IdLength)
            return name;
        var found = objects.FindIds(name);
        return found.Count > 1 ? throw new GitException($"'{name}' is the beginning of several ids") : found.Count == 1 ? found[0] : null;
    }

    /// <summary>In git's own order: a name as it stands, then as a tag, a branch, a remote branch, a remote.</summary>
    public string? FindReference(string name)
    {
        if (!IsSafe(name))
            return null;
        string[] candidates = [name, $"refs/{name}", $"refs/tags/{name}", $"refs/heads/{name}", $"refs/remotes/{name}", $"refs/remotes/{name}/HEAD"];
        foreach (var candidate in candidates)
        {
            if (candidate != name || name.StartsWith("refs/", StringComparison.Ordinal) || name.All(static letter => char.IsAsciiLetterUpper(letter) || letter == '_'))
            {
                if (ReadReference(candidate, depth: 0) is { } id)
                    return id;
            }
        }

        return null;
    }

    private string? ReadReference(string name, int depth)
    {
        if (depth > MaxSymbolicDepth)
            throw new GitException("a symbolic reference leads in a circle");
        foreach (var folder in new[] { directories.Own, directories.Common })
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || new FileInfo(path).Length > 4096)
                continue;
            var text = File.ReadAllText(path).Trim();
            if (!text.StartsWith("ref:", StringComparison.Ordinal))
                return IdOf(text.Split('\t', '\n', ' ')[0]);
            var target = text["ref:".Length..].Trim();
            return target.StartsWith("refs/", StringComparison.Ordinal) && IsSafe(target) ? ReadReference(target, depth + 1) : null;
        }

        return FindPacked(name);
    }

    private string? FindPacked(string name)
    {
        var path = Path.Combine(directories.Common, "packed-refs");
        if (!File.Exists(path))
            return null;
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space == objects.IdLength && line.AsSpan(space + 1).SequenceEqual(name))
                return IdOf(line[..space]);
        }

        return null;
    }

    /// <summary>True for a name that stays in the folder it is looked up in.</summary>
    private static bool IsSafe(string name) =>
        name.Length > 0 && name.IndexOfAny(['\\', ':', '\0', '*', '?', '[', ' ']) < 0 && name[0] != '/'
        && !name.Split('/').Any(static part => part is "" or "." or "..");

    private string? IdOf(string text) => text.Length == objects.IdLength && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}
