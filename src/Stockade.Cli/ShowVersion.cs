using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Stockade.Cli;

/// <summary><c>--version</c>: the version and the commit it was built from.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        var words = plus < 0 ? version : $"{version[..plus]} ({version[(plus + 1)..]})";
        parseResult.InvocationConfiguration.Output.Write($"stockade {words}\n");
        return ExitCode.Clean;
    }
}
