using System.Text;

namespace Stockade.Cli;

/// <summary>What the process writes to, and what that can show.</summary>
internal static class Terminal
{
    private const int DefaultWidth = 100;

    /// <summary>Standard output as UTF-8, buffered. A reader that closes its end early (<c>| head</c>) is no error.</summary>
    public static TextWriter OpenOutput()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = Encoding.UTF8;
        return new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024) { NewLine = "\n" };
    }

    public static TextReader OpenInput() =>
        new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: true);

    public static ReportOptions Describe(ColorChoice choice)
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new ReportOptions { UseColor = UsesColor(choice, isTerminal), Width = isTerminal ? WidthOf() : DefaultWidth };
    }

    // https://no-color.org: any value but the empty one turns colours off, unless the command line asks for them.
    private static bool UsesColor(ColorChoice choice, bool isTerminal) => choice switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ => isTerminal
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal),
    };

    private static int WidthOf()
    {
        try
        {
            return Console.WindowWidth is var width and >= 40 ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
