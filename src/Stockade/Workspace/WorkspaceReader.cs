using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>
/// Reads the files of a request in parallel and hands each to a function as soon as it is decoded, so that only what the function keeps
/// stays in memory. Files whose bytes cannot matter are not decoded.
/// </summary>
internal static class WorkspaceReader
{
    // Enough for the longest first line that names a shell.
    private const int ShebangProbe = 256;

    // The argument of a command.
    private const int MaxNamedFileSize = 1024 * 1024;

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static WorkspaceContent<TResult> Read<TResult>(
        WorkspaceRequest request, Func<SourceFile, TResult?> read, CancellationToken cancellationToken = default)
        where TResult : class
    {
        var (files, problems) = WorkspaceWalker.Find(request, cancellationToken);
        var outcomes = new Outcome<TResult>[files.Length];
        var options = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = request.MaxDegreeOfParallelism > 0 ? request.MaxDegreeOfParallelism : -1,
        };

        // Kustomizations say what is needed of the others.
        foreach (var stage in Enumerable.Range(0, files.Length).GroupBy(i => files[i].Kind == FileKind.Kustomization).OrderByDescending(static group => group.Key))
        {
            Parallel.ForEach(stage, options, i =>
            {
                outcomes[i] = ReadFile(files[i], request, read);
                request.FileRead?.Invoke();
            });
        }

        var results = ImmutableArray.CreateBuilder<TResult>();
        var allProblems = problems.ToBuilder();
        var filesRead = 0;
        foreach (var outcome in outcomes.Prepend(ReadStandardInput(request, read)))
        {
            if (outcome.Result is { } result)
                results.Add(result);
            if (outcome.Problem is { } problem)
                allProblems.Add(problem);
            filesRead += outcome.WasRead ? 1 : 0;
        }

        return new WorkspaceContent<TResult>(results.ToImmutable(), allProblems.ToImmutable(), filesRead) { Tree = request.Tree };
    }

    /// <summary>The text of one file that a script names, or null where the root holds none, git ignores it, or it is no text of a reasonable size.</summary>
    public static string? Open(WorkspaceRequest request, string path)
    {
        if (WorkspaceWalker.FindFile(request, path) is not { } full)
            return null;
        try
        {
            using var file = request.Tree.Open(full);
            if (file.Length is 0 or > MaxNamedFileSize)
                return null;
            var bytes = file.ReadToEnd();
            return TextDecoder.IsBinary(bytes) ? null : TextDecoder.Decode(bytes).Text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads further files, named by others: those that exist, lie inside the root, and are not ignored by git. What has no extension of its own is YAML;
    /// the name is that of a link, where one leads to the path.
    /// </summary>
    public static WorkspaceContent<TResult> ReadMore<TResult>(WorkspaceRequest request, IEnumerable<(string Path, string Name)> files, Func<SourceFile, TResult?> read)
        where TResult : class
    {
        var outcomes = new List<Outcome<TResult>>();
        var find = WorkspaceWalker.Finder(request);
        foreach (var (path, name) in files)
        {
            if (find(path) is not { } full)
                continue;
            var kind = FileClassifier.FromName(name) is { } known and not FileKind.Other and not FileKind.ChartMetadata ? known : FileKind.Yaml;
            outcomes.Add(ReadFile(new FoundFile(full, path, kind, IsNamedByUser: false), request, read));
        }

        return new WorkspaceContent<TResult>(
            [.. outcomes.Select(static outcome => outcome.Result).OfType<TResult>()],
            [.. outcomes.Select(static outcome => outcome.Problem).OfType<FileProblem>()],
            outcomes.Count(static outcome => outcome.WasRead));
    }

    private static Outcome<TResult> ReadStandardInput<TResult>(WorkspaceRequest request, Func<SourceFile, TResult?> read)
        where TResult : class
    {
        if (request.StandardInput is not { } input || !request.Paths.Contains("-", StringComparer.Ordinal))
            return default;

        var path = request.StandardInputName;
        var text = ReadAtMost(input, request.MaxFileSize);
        if (text is null)
            return new Outcome<TResult> { WasRead = true, Problem = TooLarge(path, "standard input", request.MaxFileSize) };

        text = text.TrimStart('\uFEFF');
        var kind = FileClassifier.FromName(Path.GetFileName(path)) ?? FileKind.Other;
        if (kind is FileKind.Other || (kind is FileKind.Markdown && !request.IncludeMarkdown))
            kind = text.StartsWith("#!", StringComparison.Ordinal) ? FileKind.Script : FileKind.Yaml;
        var file = new SourceFile(path, text) { Kind = kind, IsNamedByUser = true, IsStandardInput = true };
        return new Outcome<TResult> { WasRead = true, Result = read(file) };
    }

    private static string? ReadAtMost(TextReader reader, long limit)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[64 * 1024];
        while (reader.Read(buffer) is var count and > 0)
        {
            if (text.Length + count > limit)
                return null;
            text.Append(buffer, 0, count);
        }

        return text.ToString();
    }

    private static Outcome<TResult> ReadFile<TResult>(FoundFile found, WorkspaceRequest request, Func<SourceFile, TResult?> read)
        where TResult : class
    {
        try
        {
            using var file = request.Tree.Open(found.FullPath);
            if (file.Length == 0)
                return new Outcome<TResult> { WasRead = found.Kind is not null, Result = request.IsNeeded(found.Path) && found.Kind is { } known ? read(new SourceFile(found.Path, string.Empty) { Kind = known }) : null };

            var kind = found.Kind ?? Sniff(file, found.IsNamedByUser);
            if (kind is FileKind.Other)
                return Unsupported<TResult>(found);
            if (file.Length > request.MaxFileSize)
                return new Outcome<TResult> { Problem = IsWorthReporting(found, kind) ? TooLarge(found.Path, "the file", request.MaxFileSize, file.Length) : null };

            var length = (int)file.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                return Decode(found, kind, request.IsNeeded(found.Path), request, buffer.AsSpan(0, file.Fill(buffer.AsSpan(0, length))), read);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e is UnauthorizedAccessException ? "access is denied" : "the system could not open it";
            var problem = FileProblem.At(found.Path, FileProblemKind.Unreadable, $"the file cannot be read: {reason}");
            return new Outcome<TResult> { Problem = found.Kind is null && !found.IsNamedByUser ? null : problem };
        }
    }

    /// <summary>False for valid text in UTF-8 which the predicate does not want. All else is for the decoder to judge.</summary>
    private static bool Matters(string path, FileKind kind, ReadOnlySpan<byte> bytes, TextPredicate mayMatter)
    {
        if (kind is not (FileKind.Yaml or FileKind.Json) || TextDecoder.IsWide(bytes))
            return true;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            return Utf8.ToUtf16(bytes, buffer, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done
                || mayMatter(kind, path, buffer.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static Outcome<TResult> Decode<TResult>(
        FoundFile found, FileKind kind, bool isNeeded, WorkspaceRequest request, ReadOnlySpan<byte> bytes, Func<SourceFile, TResult?> read)
        where TResult : class
    {
        if (TextDecoder.IsBinary(bytes))
        {
            var binary = FileProblem.At(found.Path, FileProblemKind.Binary, "the file is binary: it holds zero bytes");
            return new Outcome<TResult> { WasRead = true, Problem = IsWorthReporting(found, kind) ? binary : null };
        }

        if (!found.IsNamedByUser && !isNeeded && (!FileClassifier.MayMatter(kind, bytes) || (request.MayMatter is { } mayMatter && !Matters(found.Path, kind, bytes, mayMatter))))
            return new Outcome<TResult> { WasRead = true };

        var decoded = TextDecoder.Decode(bytes);
        var file = new SourceFile(found.Path, decoded.Text) { Kind = kind, IsNamedByUser = found.IsNamedByUser, FollowLinks = request.FollowLinks };
        FileProblem? problem = null;
        if (decoded.ErrorOffset is { } offset && IsWorthReporting(found, kind))
            problem = new FileProblem(FileProblemKind.InvalidEncoding, file.At(offset, offset + 1), decoded.Error!);
        return new Outcome<TResult> { WasRead = true, Result = read(file), Problem = problem };
    }

    private static FileKind Sniff(OpenFile file, bool isNamed)
    {
        Span<byte> head = stackalloc byte[ShebangProbe];
        return Sniff(head[..file.Fill(head)], isNamed);
    }

    private static FileKind Sniff(ReadOnlySpan<byte> head, bool isNamed)
    {
        if (FileClassifier.HasShellShebang(head))
            return FileKind.Script;

        // Of a file of an unknown kind the name says nothing, but the user did; a program's source or an image is still refused.
        return isNamed && head.IndexOf((byte)':') >= 0 && !TextDecoder.IsBinary(head) ? FileKind.Yaml : FileKind.Other;
    }

    /// <summary>Of files nobody named, only a broken YAML file is worth a word: scripts in old encodings and large JSON documents are no manifests.</summary>
    private static bool IsWorthReporting(FoundFile found, FileKind kind) =>
        found.IsNamedByUser || kind is FileKind.Yaml or FileKind.Kustomization;

    private static Outcome<TResult> Unsupported<TResult>(FoundFile found)
        where TResult : class
    {
        if (!found.IsNamedByUser)
            return default;
        var problem = FileProblem.At(found.Path, FileProblemKind.Unsupported, $"'{found.Path}' is neither a manifest nor a script");
        return new Outcome<TResult> { Problem = problem };
    }

    private static FileProblem TooLarge(string path, string subject, long limit, long? length = null)
    {
        var size = length is { } known ? string.Create(CultureInfo.InvariantCulture, $" ({Megabytes(known)} MB)") : string.Empty;
        return FileProblem.At(
            path, FileProblemKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{subject} is larger than {Megabytes(limit)} MB{size} and was not read"));
    }

    private static string Megabytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.#", CultureInfo.InvariantCulture);

    private readonly record struct Outcome<TResult>
        where TResult : class
    {
        public TResult? Result { get; init; }

        public FileProblem? Problem { get; init; }

        public bool WasRead { get; init; }
    }
}
