using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Stockade.Workspace.Git;

namespace Stockade.Fuzz.Targets;

/// <summary>One file of a <c>.git</c> is another than git wrote: the first line of an input names it, the rest are its bytes (a character each).</summary>
internal static class GitTarget
{
    public static FuzzTarget Create()
    {
        var folder = Directory.CreateTempSubdirectory("stockade-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return new FuzzTarget("git", Prepare(folder), ["ref: refs/heads/", "refs/heads/main", "packed-refs", "gitdir: ../x", "tree ", "parent ", "\0", "\u0001", "ÿ"], text => Read(folder, text)) { MaxLength = 4_000 };
    }

    private static ImmutableArray<string> Prepare(string folder)
    {
        Git(folder, "init", "-q", "-b", "main");
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllText(Path.Combine(folder, "a.yaml"), string.Concat(Enumerable.Repeat("kind: Pod\n", 20 + i)));
            Git(folder, "add", "-A");
            Git(folder, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", "c");
            if (i == 2)
                Git(folder, "gc", "-q");
        }

        var files = Directory.EnumerateFiles(Path.Combine(folder, ".git"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(static path => !path.Contains("hooks", StringComparison.Ordinal) && !path.Contains("logs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return [.. files.Select(path => $"{path}\n{Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, path)))}")];
    }

    private static string Read(string folder, string text)
    {
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var name = lineEnd < 0 ? "" : text[..lineEnd];
        var path = Path.Combine(folder, name.Replace('\0', 'x'));
        if (name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/') || !name.StartsWith(".git/", StringComparison.Ordinal) || !File.Exists(path))
            return "";
        var before = File.ReadAllBytes(path);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text[(lineEnd + 1)..]));
        try
        {
            using var revision = GitRevision.Open(folder, "HEAD~1");
            return string.Join('\n', revision.Files.Select(file => $"{file.Path} {revision.Read(file).Length}"));
        }
        catch (GitException exception)
        {
            return exception.Message;
        }
        finally
        {
            File.WriteAllBytes(path, before);
        }
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed");
    }
}
