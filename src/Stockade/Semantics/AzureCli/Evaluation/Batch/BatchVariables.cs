using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>
/// The environment of a batch file at one point of its run. A value is text in which private characters stand for what is not known
/// (<see cref="BatchUnknowns"/>); a null value is a variable that is not defined; a name that is missing may be defined by whoever runs the file.
/// </summary>
internal sealed record BatchVariables
{
    public ImmutableDictionary<string, string?> Values { get; init; } = ImmutableDictionary.Create<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True where every variable that is missing may have been changed by something that is not here.</summary>
    public bool IsForgotten { get; init; }

    /// <summary><c>!NAME!</c> is expanded.</summary>
    public bool ExpandsLate { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>False where more arguments may follow those in <see cref="Arguments"/>, or nothing is known of them.</summary>
    public bool KnowsArguments { get; init; }

    /// <summary>What runs here never runs: before it a batch file was started without <c>call</c>.</summary>
    public BatchEnd? EndedBy { get; init; }

    /// <summary>The same, from the end of the line on.</summary>
    public BatchEnd? EndsBy { get; init; }

    /// <summary>What <c>setlocal</c> has saved.</summary>
    public ImmutableStack<BatchVariables> Saved { get; init; } = [];

    public BatchVariables Set(string name, string? value) => this with { Values = Values.SetItem(name, value) };
}
