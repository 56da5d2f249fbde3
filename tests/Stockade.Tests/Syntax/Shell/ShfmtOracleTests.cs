using System.Runtime.CompilerServices;
using System.Text;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Shell;

/// <summary>
/// The commands of scripts, with the position of each and its words. The suite reads the scripts in <c>Corpus</c>; with shfmt installed, all
/// scripts of a machine are compared by
/// <c>STOCKADE_SHFMT=/usr/bin/shfmt STOCKADE_SHFMT_ROOTS=/usr:/etc:/opt dotnet test --project tests/Stockade.Tests -- --filter-class Stockade.Tests.Syntax.Shell.ShfmtOracleTests</c>.
/// </summary>
public sealed class ShfmtOracleTests
{
    [Theory]
    [MemberData(nameof(CorpusScripts))]
    public void Commands_and_words_are_found(string name)
    {
        var path = Path.Combine(CorpusFolder(), name);
        var file = new SourceFile(name, File.ReadAllText(path));
        var commands = SimpleCommands.Of(ShellParser.Parse(file)).Where(command => command.Words.Length > 0).OrderBy(command => command.Words[0].Span.Start);
        var lines = commands.Select(command => $"{Position(file, command)} {string.Join(" | ", command.Words.Select(word => file.At(word.Span).Text.Replace("\n", "\\n", StringComparison.Ordinal)))}\n");

        Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".commands")), string.Concat(lines));
    }

    [Theory]
    [MemberData(nameof(CorpusScripts))]
    public void A_script_cut_anywhere_is_read(string name)
    {
        var text = File.ReadAllText(Path.Combine(CorpusFolder(), name));
        for (var length = 0; length <= text.Length; length++)
        {
            var result = ScriptReader.Read(ScriptInput.Of(new SourceFile(name, text[..length])));
            Assert.All(result.Invocations, invocation => Assert.True(invocation.Extent.Span.End <= length));
        }
    }

    [Fact]
    public void Shfmt_finds_the_same_commands()
    {
        // Without shfmt the corpus above stands for the machine's scripts, and this reads them once more.
        var shfmt = Environment.GetEnvironmentVariable("STOCKADE_SHFMT");
        var roots = Environment.GetEnvironmentVariable("STOCKADE_SHFMT_ROOTS")?.Split(':') ?? [CorpusFolder()];
        var (agreed, unread, commands) = (0, 0, 0);
        var differences = new List<string>();
        foreach (var path in roots.SelectMany(Scripts).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            commands += Shfmt.Count(ShellParser.Parse(new SourceFile(path, Encoding.Latin1.GetString(bytes))));
            var difference = shfmt is null ? "" : Shfmt.FindDifference(shfmt, bytes);
            if (difference is null)
                unread++;
            else if (difference.Length == 0)
                agreed++;
            else
                differences.Add($"{path}: {difference}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{agreed} scripts agree, {differences.Count} differ, {unread} are not read by shfmt; {commands} commands");
        Assert.True(agreed > 0 && commands > agreed);
        Assert.True(differences.Count <= KnownDifferences(roots), string.Join('\n', differences));
    }

    public static TheoryData<string> CorpusScripts() => [.. Directory.GetFiles(CorpusFolder(), "*.sh").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    // shfmt 3.6 takes `#` after a closing quote for a comment (`s#@a@#"$b"#`), where bash goes on with the word. One script of Debian has it.
    private static int KnownDifferences(string[] roots) => roots.Contains("/usr") ? 1 : 0;

    private static string Position(SourceFile file, SimpleCommand command)
    {
        var location = file.At(command.Words[0].Span);
        return $"{location.Line}:{location.Column}";
    }

    private static IEnumerable<string> Scripts(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(root, "*", options).Where(path => Path.GetExtension(path) is ".sh" or ".bash" || HasShebang(path));
    }

    private static bool HasShebang(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var head = new byte[64];
            var text = Encoding.Latin1.GetString(head, 0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            var line = text.Split('\n')[0];
            return stream.Length < 2_000_000 && line.StartsWith("#!", StringComparison.Ordinal)
                && line.Split([' ', '/', '!'], StringSplitOptions.TrimEntries).Any(word => word is "sh" or "bash" or "dash" or "ksh");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string CorpusFolder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Corpus");
}
