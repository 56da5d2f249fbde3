using SharpFuzz;

namespace Stockade.Fuzz;

/// <summary>Rewrites a copy of the engine, so that every branch it takes counts in <see cref="BranchTrace"/>.</summary>
internal static class Instrumentation
{
    /// <returns>The exit code.</returns>
    public static int Apply(string path)
    {
        try
        {
            Fuzzer.Instrument(path, static _ => true, Options.Value);
        }
        catch (InstrumentationException exception) when (exception.Message.Contains("already instrumented", StringComparison.Ordinal))
        {
            // An incremental build leaves the copy of the last one in its place.
        }

        return 0;
    }
}
