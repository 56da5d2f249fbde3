using System.Globalization;
using System.Text;

namespace Stockade.Cli;

/// <summary>What the process writes to, and what that can show.</summary>
internal static class Terminal
{
    private const int DefaultWidth = 100;

    // VTE 0.50, the widget of GNOME's terminal and many others.
    private const int FirstVteWithHyperlinks = 5000;

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
        return new ReportOptions
        {
            UseColor = UsesColor(choice, isTerminal),
            UseHyperlinks = choice != ColorChoice.Never && ShowsHyperlinks(isTerminal),
            Width = isTerminal ? WidthOf() : DefaultWidth,
        };
    }

    /// <summary>True where somebody looks at standard error on a terminal that can erase a line.</summary>
    public static bool ErrorShowsProgress => !Console.IsErrorRedirected && !IsDumb && !BuildHost.IsGitHub && !BuildHost.IsAzurePipelines;

    private static bool IsDumb => Variable("TERM") is "dumb" || (!OperatingSystem.IsWindows() && Variable("TERM").Length == 0);

    // https://no-color.org: any value but the empty one turns colours off, unless the command line asks for them.
    private static bool UsesColor(ColorChoice choice, bool isTerminal) => choice switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ => isTerminal
            && Variable("NO_COLOR").Length == 0
            && Variable("TERM") is not "dumb",
    };

    // A terminal does not tell whether it knows OSC 8, and some of those that do not print it. These do, by their own documentation;
    // FORCE_HYPERLINK is the word of the user (github.com/Alhadis/OSC8-Adoption).
    private static bool ShowsHyperlinks(bool isTerminal)
    {
        var forced = Variable("FORCE_HYPERLINK");
        if (forced.Length > 0)
            return forced is not "0";
        if (!isTerminal || IsDumb)
            return false;
        return Variable("TERM_PROGRAM") is "iTerm.app" or "WezTerm" or "vscode" or "ghostty" or "Hyper" or "Tabby" or "rio"
            || Variable("WT_SESSION").Length > 0
            || Variable("KITTY_WINDOW_ID").Length > 0
            || Variable("KONSOLE_VERSION").Length > 0
            || Variable("TERM") is "xterm-kitty" or "xterm-ghostty" or "alacritty" or "foot"
            || (int.TryParse(Variable("VTE_VERSION"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= FirstVteWithHyperlinks);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

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
