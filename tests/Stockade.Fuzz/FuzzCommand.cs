using System.Globalization;
using Stockade.Fuzz.Targets;

namespace Stockade.Fuzz;

/// <summary>The command line.</summary>
internal static class FuzzCommand
{
    /// <returns>The exit code: 0 where nothing failed, 1 where an input did, 2 for wrong usage.</returns>
    public static int Run(string[] args)
    {
        if (FuzzSettings.Parse(args) is not { } settings)
        {
            Console.Error.WriteLine("usage: Stockade.Fuzz [TARGET…] [--executions N] [--seconds N] [--seed N] [--replay] [--list]");
            return 2;
        }

        BranchTrace.Attach();
        var all = FuzzTargets.All;
        if (settings.Targets.Except(all.Select(static target => target.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no target '{unknown}'; there are {string.Join(", ", all.Select(static target => target.Name))}");
            return 2;
        }

        if (settings.ListsOnly)
        {
            Console.WriteLine(string.Join('\n', all.Select(static target => target.Name)));
            return 0;
        }

        var failures = 0;
        foreach (var target in all.Where(target => settings.Targets.IsEmpty || settings.Targets.Contains(target.Name, StringComparer.Ordinal)))
        {
            var outcome = new FuzzLoop(target, settings).Run();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name,-14} {outcome.Executions,12:N0} executions {outcome.Inputs,7:N0} inputs kept {outcome.Branches,7:N0} branches {outcome.PerSecond,9:N0} a second {outcome.Failures,4} failures"));
            failures += outcome.Failures;
        }

        return failures == 0 ? 0 : 1;
    }
}
