using System.Collections.Immutable;
using System.Globalization;

namespace Stockade.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzSettings
{
    /// <summary>The names of the targets; empty means all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Executions a target.</summary>
    public long Executions { get; init; } = 100_000;

    /// <summary>The longest time a target gets, in seconds.</summary>
    public double Seconds { get; init; } = double.MaxValue;

    public int Seed { get; init; } = 1;

    /// <summary>Only the seeds and the inputs that failed once.</summary>
    public bool ReplaysOnly { get; init; }

    public bool ListsOnly { get; init; }

    /// <summary>Null where the arguments are not understood.</summary>
    public static FuzzSettings? Parse(IReadOnlyList<string> args)
    {
        var settings = new FuzzSettings();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--replay":
                    settings = settings with { ReplaysOnly = true };
                    break;
                case "--list":
                    settings = settings with { ListsOnly = true };
                    break;
                case "--executions" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var executions):
                    settings = settings with { Executions = executions };
                    i++;
                    break;
                case "--seconds" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds):
                    settings = settings with { Seconds = seconds };
                    i++;
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    settings = settings with { Seed = seed };
                    i++;
                    break;
                case ['-', ..]:
                    return null;
                default:
                    settings = settings with { Targets = settings.Targets.Add(args[i]) };
                    break;
            }
        }

        return settings;
    }
}
