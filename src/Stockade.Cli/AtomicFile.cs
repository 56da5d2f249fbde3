using System.Runtime.InteropServices;
using System.Text;

namespace Stockade.Cli;

/// <summary>Files that are replaced whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the place and then moves it there: a reader sees the old file or the new one, never a part.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string file, Action<TextWriter> write)
    {
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path))
            throw new IOException("it is a folder");

        // A device or a pipe must be written to, not replaced.
        if (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        {
            WriteTo(path, write);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var temporary = $"{path}.{Environment.ProcessId}.tmp";

        // Whoever interrupts the run finds the old file, and nothing beside it. The process ends all the same: the signal is not cancelled.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => File.Delete(temporary));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => File.Delete(temporary));
        try
        {
            WriteTo(temporary, write);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteTo(string path, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }
}
