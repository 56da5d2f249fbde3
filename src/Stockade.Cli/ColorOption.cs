using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>--color</c>.</summary>
internal static class ColorOption
{
    public static Option<ColorChoice> Create() => Choice.Create(
        "--color",
        "Colours",
        ("auto", ColorChoice.Auto),
        ("always", ColorChoice.Always),
        ("never", ColorChoice.Never));
}
